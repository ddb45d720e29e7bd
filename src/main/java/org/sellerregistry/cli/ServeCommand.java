package org.sellerregistry.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the server until it is told to stop. */
@Command(
    name = "serve",
    description = {
      "Runs the server in the foreground.",
      "Without a configuration it runs on an embedded database in the data directory and makes"
          + " its own certificates. SIGTERM and Ctrl-C stop it in order."
    })
public final class ServeCommand implements Callable<Integer> {

  @Mixin private ServerOptions options = new ServerOptions();

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      defaultValue = "",
      description = "Where to take calls, before what the configuration says.")
  private String listen = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    return Serving.run(options.load(listen), spec.commandLine().getOut());
  }
}
