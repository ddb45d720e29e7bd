package org.sellerregistry.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that only has commands of its own. */
public abstract class CommandGroup implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public final Integer call() {
    throw UsageErrors.whichCommand(spec.commandLine());
  }
}
