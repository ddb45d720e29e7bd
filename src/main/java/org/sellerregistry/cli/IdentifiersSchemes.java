package org.sellerregistry.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.sellerregistry.identifier.Scheme;
import org.sellerregistry.identifier.Schemes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code identifiers schemes}. */
@Command(
    name = "schemes",
    description = "List the schemes: name, whether numbers need their issuer, title.",
    mixinStandardHelpOptions = true)
final class IdentifiersSchemes implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    for (Scheme scheme : Schemes.all().values()) {
      String issuer = scheme.issuerScoped() ? "issuer" : "";
      out.printf("%-26s%-8s%s%n", scheme.name(), issuer, scheme.title());
    }
    return 0;
  }
}
