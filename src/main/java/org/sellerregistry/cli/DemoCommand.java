package org.sellerregistry.cli;

import java.util.concurrent.Callable;
import org.sellerregistry.demo.Demo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows what the registry does, on synthetic traders. */
@Command(
    name = "demo",
    description = {
      "Shows in a minute what the registry does.",
      "Runs a server of its own on an embedded database in a temporary directory, with synthetic"
          + " traders, and leaves nothing behind."
    })
public final class DemoCommand implements Callable<Integer> {
  private static final int FEWEST = 300;
  private static final String LOG_LEVEL = "SELLER_REGISTRY_LOG_LEVEL";

  @Option(
      names = "--traders",
      paramLabel = "COUNT",
      defaultValue = "500",
      description = "How many traders to import, at least 300. Default: 500.")
  private int traders = 500;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      defaultValue = "1",
      description = "Makes other traders. Default: 1.")
  private long seed = 1;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    if (traders < FEWEST) {
      throw new ParameterException(
          spec.commandLine(), "The demo needs at least %d traders".formatted(FEWEST));
    }
    // The demo's own output says what happens; read before the first logger is made.
    if (System.getenv(LOG_LEVEL) == null) {
      System.setProperty(LOG_LEVEL, "WARN");
    }
    new Demo(spec.commandLine().getOut(), traders, seed).run();
    return ExitCodes.OK;
  }
}
