package org.sellerregistry.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.sellerregistry.identifier.Scheme;
import org.sellerregistry.identifier.Schemes;
import org.sellerregistry.identifier.Verdict.Invalid;
import org.sellerregistry.identifier.Verdict.Valid;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code identifiers explain}: one verdict with its reasons. */
@Command(
    name = "explain",
    description = "Explain the verdict on one number. Exits with 1 if the number is invalid.",
    mixinStandardHelpOptions = true)
final class IdentifiersExplain implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "SCHEME", description = "For example eu.vat or lei.")
  private String scheme;

  @Parameters(index = "1", paramLabel = "NUMBER", description = "The number as it was declared.")
  private String number;

  @Option(
      names = "--issuer",
      paramLabel = "ISSUER",
      defaultValue = "",
      description = "A register court, a province, a default country for telephone numbers.")
  private String issuer;

  @Override
  public Integer call() {
    Scheme found =
        Schemes.find(scheme)
            .orElseThrow(
                () -> new ParameterException(spec.commandLine(), "No scheme named " + scheme));
    PrintWriter out = spec.commandLine().getOut();
    print(out, "scheme", found.name() + ", " + found.title());
    return switch (found.check(number, issuer)) {
      case Valid valid -> {
        print(out, "verdict", valid.label());
        print(out, "issuer", valid.issuer());
        print(out, "normal form", valid.normal());
        print(out, "display form", valid.display());
        print(out, "compared as", found.comparedAs());
        yield 0;
      }
      case Invalid invalid -> {
        print(out, "verdict", invalid.label());
        print(out, "position", invalid.position() < 0 ? "" : "" + invalid.position());
        print(out, "reason", invalid.message());
        yield 1;
      }
    };
  }

  private static void print(PrintWriter out, String label, String value) {
    if (!value.isEmpty()) {
      out.printf("%-14s%s%n", label, value);
    }
  }
}
