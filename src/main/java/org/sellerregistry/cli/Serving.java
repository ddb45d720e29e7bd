package org.sellerregistry.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.server.Address;
import org.sellerregistry.server.ConfigurationException;
import org.sellerregistry.server.RegistryServer;
import org.sellerregistry.server.ServerConfig;
import org.sellerregistry.server.ServerConfig.EmbeddedSource;
import org.sellerregistry.server.ServerConfig.JdbcSource;
import org.sellerregistry.storage.DatabaseConfig;

/** A server of which start and stop exclude each other, so that none is left half started. */
final class Serving {
  private final ServerConfig config;
  private @Nullable RegistryServer server;
  private boolean stopped;

  private Serving(ServerConfig config) {
    this.config = config;
  }

  /** Runs a server until it or the process is told to stop. */
  static int run(ServerConfig config, PrintWriter out) throws InterruptedException {
    LibraryLogs.handOn();
    var serving = new Serving(config);
    var hook = Thread.ofPlatform().name("stop").unstarted(serving::stopProcess);
    // Before the start: a server that is told to stop while it starts must be stopped as well.
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      var server = serving.start();
      if (server.isPresent()) {
        greet(out, server.get(), config);
        server.get().awaitTermination();
      }
    } catch (RuntimeException | Error e) {
      forget(hook);
      throw e;
    }
    return ExitCodes.OK;
  }

  /** Starts it, unless it was stopped before. */
  private synchronized Optional<RegistryServer> start() {
    if (!stopped) {
      requireFree(config.listen());
      server = RegistryServer.start(config, InstantSource.system());
    }
    return Optional.ofNullable(server);
  }

  /** Before keys and a database are made for a server that cannot take calls. */
  private static void requireFree(Address listen) {
    try (var _ = new ServerSocket(listen.port(), 1, InetAddress.getByName(listen.host()))) {
      // It can be had; the server takes it when it is ready.
    } catch (BindException e) {
      throw new ConfigurationException(
          ("Calls cannot be taken at %s (%s): name another address with the setting listen, or"
                  + " with --listen, for example --listen %s")
              .formatted(listen, e.getMessage(), new Address(listen.host(), 0)));
    } catch (IOException e) {
      // The server says what is wrong with it.
    }
  }

  /** Stops it; waits for the end of a start. */
  private synchronized void stop() {
    stopped = true;
    if (server != null) {
      server.close();
    }
  }

  /** A server that was told to stop and stopped in order has done what it was to do. */
  private void stopProcess() {
    int code = ExitCodes.OK;
    try {
      stop();
    } catch (RuntimeException e) {
      System.err.println("error: " + e.getMessage());
      code = ExitCodes.FAILED;
    }
    Runtime.getRuntime().halt(code);
  }

  /** A server that did not start ends with the exit code of its failure. */
  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending, and the hook has run or is running.
    }
  }

  private static void greet(PrintWriter out, RegistryServer server, ServerConfig config) {
    var table =
        Table.ofProperties()
            .row("Serving at", server.address().toString())
            .row("Data", config.data().toString())
            .row("Database", database(config));
    server
        .metrics()
        .ifPresent(metrics -> table.row("Metrics", "http://%s/metrics".formatted(metrics)));
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
      case JdbcSource jdbc -> DatabaseConfig.place(jdbc.url());
    };
  }
}
