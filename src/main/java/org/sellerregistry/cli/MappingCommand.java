package org.sellerregistry.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the standard mapping. */
@Command(
    name = "mapping",
    description = {
      "Prints the mapping that \"seller-registry import\" uses for CSV files unless told otherwise.",
      "It names the columns, explains how mappings are written, and is a template for one's own."
    })
public final class MappingCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    spec.commandLine().getOut().print(ResourceText.read("/import/standard.conf"));
    spec.commandLine().getOut().flush();
    return ExitCodes.OK;
  }
}
