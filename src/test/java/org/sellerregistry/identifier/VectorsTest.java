package org.sellerregistry.identifier;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every published number gets its published verdict: none refused wrongly, none misjudged. */
class VectorsTest {

  @TestFactory
  Stream<DynamicTest> agreesWithThePublishedVerdicts() {
    var byScheme =
        PublishedNumbers.vectors().stream()
            .collect(groupingBy(row -> row.getField("scheme"), TreeMap::new, toList()));
    return byScheme.entrySet().stream()
        .map(entry ->
            dynamicTest(
                entry.getKey() + " (" + entry.getValue().size() + ")",
                () -> entry.getValue().forEach(VectorsTest::check)));
  }

  @Test
  void coversEverySchemeOfTheData() {
    assertThat(PublishedNumbers.vectors()).hasSize(4606);
    assertThat(PublishedNumbers.vectors().stream().map(row -> row.getField("scheme")).distinct())
        .hasSize(108)
        .allMatch(name -> Schemes.find(name).isPresent());
  }

  private static void check(NamedCsvRecord row) {
    Scheme scheme = Schemes.find(row.getField("scheme")).orElseThrow();
    String number = row.getField("number");
    Verdict verdict = scheme.check(number);
    assertThat(verdict.label())
        .as("%s %s: %s", scheme.name(), number, verdict)
        .isEqualTo(row.getField("expected"));
    if (verdict instanceof Verdict.Valid valid) {
      assertThat(scheme.check(valid.normal(), valid.issuer()))
          .as("normal form of %s %s", scheme.name(), number)
          .isEqualTo(valid);
      assertThat(scheme.check(valid.display(), valid.issuer()))
          .as("display form of %s %s", scheme.name(), number)
          .isEqualTo(valid);
    }
  }
}
