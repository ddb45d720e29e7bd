package org.sellerregistry;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Dependencies between packages point one way: what a package may use is said here. */
class ArchitectureTest {
  private static final String ROOT = "org.sellerregistry.";

  /** For each package those that it may use beside the contract's code and itself. */
  private static final Map<String, Set<String>> MAY_USE =
      Map.ofEntries(
          entry("identifier"),
          // Knows nothing of what is measured, so that the exporter can be replaced.
          entry("metrics"),
          entry("storage"),
          // Knows what is traced of calls; the storage itself says what is of transactions.
          entry("tracing", "storage"),
          entry("aws"),
          entry("vault", "aws", "storage"),
          entry("rpc", "vault", "storage"),
          entry("jobs", "storage"),
          entry("journal", "vault", "storage"),
          // Apart from the journal, which everybody writes to: this one knows callers.
          entry("audit", "access", "rpc", "journal", "vault", "storage"),
          entry("access", "rpc", "journal", "vault", "storage"),
          entry("trader", "identifier", "access", "rpc", "journal", "vault", "storage"),
          // A document is about a trader's items, and sealed and journalled with them.
          entry("evidence", "trader", "access", "rpc", "journal", "vault", "aws", "storage"),
          entry(
              "verification",
              "evidence",
              "trader",
              "identifier",
              "access",
              "rpc",
              "jobs",
              "journal",
              "vault",
              "storage"),
          // What is erased is in no backup from the end of the epoch on; documents end with it.
          entry(
              "retention",
              "custody",
              "evidence",
              "trader",
              "access",
              "rpc",
              "journal",
              "vault",
              "storage"),
          // Look-up tokens are computed anew from what traders declared.
          entry("custody", "trader", "access", "rpc", "journal", "vault", "storage"),
          entry(
              "onboarding",
              "retention",
              "verification",
              "trader",
              "identifier",
              "access",
              "rpc",
              "jobs",
              "journal",
              "vault",
              "storage"),
          // Reads whatever there is about a trader, and who received it.
          entry(
              "subjectaccess",
              "retention",
              "verification",
              "evidence",
              "trader",
              "audit",
              "access",
              "rpc",
              "journal",
              "vault",
              "storage"),
          entry(
              "server",
              "custody",
              "retention",
              "subjectaccess",
              "audit",
              "onboarding",
              "verification",
              "evidence",
              "trader",
              "access",
              "rpc",
              "jobs",
              "journal",
              "vault",
              "metrics",
              "tracing",
              "storage"),
          entry("demo", "identifier", "server"),
          // A client like any other, which can also start the server and migrate its database.
          entry("cli", "demo", "server", "identifier", "storage"));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.sellerregistry");

  @TestFactory
  Iterable<DynamicTest> packagesUseWhatTheyMay() {
    return MAY_USE.keySet().stream()
        .sorted()
        .map(name ->
            DynamicTest.dynamicTest(
                name,
                () -> {
                  var forbidden = new HashSet<>(MAY_USE.keySet());
                  forbidden.removeAll(MAY_USE.get(name));
                  forbidden.remove(name);
                  noClasses()
                      .that()
                      .resideInAPackage(ROOT + name + "..")
                      .should()
                      .dependOnClassesThat()
                      .resideInAnyPackage(
                          forbidden.stream().map(it -> ROOT + it + "..").toArray(String[]::new))
                      .allowEmptyShould(true)
                      .check(CLASSES);
                }))
        .toList();
  }

  @Test
  void everyPackageIsDeclared() {
    var packages =
        CLASSES.stream()
            .map(it -> it.getPackageName())
            .filter(it -> it.startsWith(ROOT))
            .map(it -> it.substring(ROOT.length()).split("\\.")[0])
            .collect(toSet());
    packages.remove("v1");
    assertThat(MAY_USE.keySet()).containsAll(packages);
  }

  @Test
  void thereAreNoCircles() {
    slices().matching(ROOT + "(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void onlyStoresAndUseCasesSeeTheTables() {
    noClasses()
        .that()
        .resideInAnyPackage(ROOT + "rpc..", ROOT + "cli..", ROOT + "demo..", ROOT + "identifier..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT + "storage.generated..", "org.jooq..")
        .check(CLASSES);
  }

  private static Map.Entry<String, Set<String>> entry(String name, String... uses) {
    return Map.entry(name, Arrays.stream(uses).collect(toSet()));
  }
}
