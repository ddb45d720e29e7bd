package org.sellerregistry.cli;

import java.nio.file.Path;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.server.ServerConfig;
import picocli.CommandLine.Option;

/** How a server is configured on the command line; secrets have no place there. */
final class ServerOptions {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The configuration; \"seller-registry settings\" prints every setting.")
  private @Nullable Path config;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The data directory, before what the configuration says.")
  private @Nullable Path data;

  ServerConfig load() {
    return load("");
  }

  /** Reads the configuration; an address that is not empty goes before its own. */
  ServerConfig load(String listen) {
    return load(config, data, listen);
  }

  static ServerConfig load(@Nullable Path config, @Nullable Path data, String listen) {
    requireNotEmpty("--config", config);
    requireNotEmpty("--data", data);
    var environment = new HashMap<>(System.getenv());
    if (data != null) {
      environment.put("SELLER_REGISTRY_DATA", data.toString());
    }
    if (!listen.isEmpty()) {
      environment.put("SELLER_REGISTRY_LISTEN", listen);
    }
    return ServerConfig.load(config, environment);
  }

  /** A variable of a script that was not set must not become the default. */
  private static void requireNotEmpty(String option, @Nullable Path value) {
    if (value != null && value.toString().isEmpty()) {
      throw new UsageFailure(option + " must not be empty");
    }
  }
}
