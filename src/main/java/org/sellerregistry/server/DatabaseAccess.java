package org.sellerregistry.server;

import java.nio.file.Path;
import java.util.Map;
import org.sellerregistry.server.ServerConfig.EmbeddedSource;
import org.sellerregistry.server.ServerConfig.JdbcSource;
import org.sellerregistry.storage.DatabaseConfig;
import org.sellerregistry.storage.EmbeddedDatabase;
import org.sellerregistry.storage.EmbeddedSettings;
import org.sellerregistry.storage.Migrator;
import org.sellerregistry.storage.SchemaState;

/** Reaches the configured database; starts the embedded one if that is it. */
public final class DatabaseAccess {

  private DatabaseAccess() {}

  /**
   * Where the schema of the configured database stands, without a change to it.
   *
   * @throws ConfigurationException if the database is embedded and a server runs on it
   * @throws org.sellerregistry.storage.StorageException if it cannot be reached
   */
  public static SchemaState state(ServerConfig config) {
    try (var held = new Resources()) {
      prepare(config, held);
      return new Migrator(connect(config, held)).state();
    }
  }

  /**
   * Brings the schema of the configured database up to date, and says where it stands then.
   *
   * @throws ConfigurationException as {@link #state}
   * @throws org.sellerregistry.storage.StorageException as {@link #state}, or if a migration fails
   */
  public static SchemaState migrate(ServerConfig config) {
    try (var held = new Resources()) {
      prepare(config, held);
      return new Migrator(connect(config, held)).migrate();
    }
  }

  /** An embedded database is held by one process; a server's has to be asked through the server. */
  private static void prepare(ServerConfig config, Resources held) {
    if (config.database() instanceof EmbeddedSource) {
      held.add(DataDirectory.take(config.data()));
    }
  }

  /** How to connect. An embedded database runs until the resources are given back. */
  static DatabaseConfig connect(ServerConfig config, Resources held) {
    var source = config.database();
    var database =
        switch (source) {
          case EmbeddedSource _ ->
              held.add(
                      EmbeddedDatabase.start(
                          EmbeddedSettings.of(
                              config.data().resolve("database"), cache(System.getenv()))))
                  .config();
          case JdbcSource jdbc ->
              DatabaseConfig.of(jdbc.url(), jdbc.user(), jdbc.password()).withTls(jdbc.tls());
        };
    return database.withConnections(source.writeConnections(), source.readConnections());
  }

  /** Where programs are unpacked, after the XDG base directory specification. */
  private static Path cache(Map<String, String> environment) {
    var base = environment.getOrDefault("XDG_CACHE_HOME", "");
    return base.startsWith("/")
        ? Path.of(base, "seller-registry")
        : Path.of(System.getProperty("user.home"), ".cache", "seller-registry");
  }
}
