package org.sellerregistry.server;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.sellerregistry.storage.DatabaseConfig;

/** Settings of a server under test, by their paths as the environment names them. */
public record TestConfig(Map<String, String> environment) {

  static TestConfig of(Path data, DatabaseConfig database) {
    // Nothing goes on by itself, so that tests see what calls alone do to the tables.
    return new TestConfig(
        Map.of(
            "SELLER_REGISTRY_VAULT_INTERVAL",
            "1h",
            "SELLER_REGISTRY_DATA",
            data.toString(),
            "SELLER_REGISTRY_LISTEN",
            "127.0.0.1:0",
            "SELLER_REGISTRY_DATABASE_URL",
            database.url(),
            "SELLER_REGISTRY_DATABASE_USER",
            database.user(),
            "SELLER_REGISTRY_DATABASE_PASSWORD",
            database.password(),
            "SELLER_REGISTRY_DATABASE_TLS",
            database.tls().name().replace('_', '-'),
            "SELLER_REGISTRY_DATABASE_WRITE_CONNECTIONS",
            "8",
            "SELLER_REGISTRY_DATABASE_READ_CONNECTIONS",
            "4",
            "SELLER_REGISTRY_SHUTDOWN_GRACE",
            "2s"));
  }

  /** With another value of a setting, for example {@code LIMITS_CONNECTIONS}. */
  public TestConfig with(String setting, String value) {
    var changed = new HashMap<>(environment);
    changed.put("SELLER_REGISTRY_" + setting, value);
    return new TestConfig(Map.copyOf(changed));
  }

  ServerConfig toServerConfig() {
    return ServerConfig.load(null, environment);
  }
}
