package org.sellerregistry.cli;

import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.sellerregistry.server.RegistryServer;
import org.sellerregistry.server.ServerConfig;
import org.sellerregistry.server.ServerConfig.EmbeddedSource;
import org.sellerregistry.server.ServerConfig.JdbcSource;
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
    var config = options.load(listen);
    var server = RegistryServer.start(config, InstantSource.system());
    var main = Thread.currentThread();
    var hook = Thread.ofPlatform().name("stop").unstarted(() -> stop(server, main));
    Runtime.getRuntime().addShutdownHook(hook);
    greet(spec.commandLine().getOut(), server, config);
    server.awaitTermination();
    return ExitCodes.OK;
  }

  /** A server that was told to stop and stopped in order has done what it was to do. */
  private static void stop(RegistryServer server, Thread main) {
    int code = ExitCodes.OK;
    try {
      server.close();
    } catch (RuntimeException e) {
      System.err.println("error: " + e.getMessage());
      code = ExitCodes.FAILED;
    }
    main.interrupt();
    Runtime.getRuntime().halt(code);
  }

  private static void greet(PrintWriter out, RegistryServer server, ServerConfig config) {
    var table =
        Table.ofProperties()
            .row("Serving at", server.address().toString())
            .row("Data", config.data().toString())
            .row("Database", database(config));
    server
        .operator()
        .ifPresent(operator ->
            table
                .row("Authority", operator.authority().toString())
                .row("Operator", operator.certificate().toString()));
    table.print(out);
    out.println();
    out.println("Create a marketplace:  seller-registry marketplace create shop");
    out.println("Stop the server:       Ctrl-C");
    out.flush();
  }

  private static String database(ServerConfig config) {
    return switch (config.database()) {
      case EmbeddedSource _ -> "embedded";
      case JdbcSource jdbc -> jdbc.url();
    };
  }
}
