package org.sellerregistry.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the settings of the server. */
@Command(
    name = "settings",
    description = "Prints every setting of the server with its meaning and its default.")
public final class SettingsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    spec.commandLine().getOut().print(ResourceText.read("/reference.conf"));
    spec.commandLine().getOut().flush();
    return ExitCodes.OK;
  }
}
