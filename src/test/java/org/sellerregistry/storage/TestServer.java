package org.sellerregistry.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;

/**
 * The server that the tests run on: the one that the environment names in {@code
 * SELLER_REGISTRY_TEST_DATABASE_URL}, {@code _USER} and {@code _PASSWORD}, else an embedded one
 * with a data folder of its own. Closed with the test run.
 */
final class TestServer implements AutoCloseable {

  private final DatabaseConfig config;
  private final AutoCloseable server;

  private TestServer(DatabaseConfig config, AutoCloseable server) {
    this.config = config;
    this.server = server;
  }

  static TestServer start() {
    var url = System.getenv("SELLER_REGISTRY_TEST_DATABASE_URL");
    return url == null ? embedded() : named(url);
  }

  /** An embedded server, whatever the environment says. */
  static TestServer embedded() {
    try {
      var data = Files.createTempDirectory("seller-registry-test");
      var database = EmbeddedDatabase.start(new EmbeddedSettings(data, cache(), 128, false));
      return new TestServer(
          database.config(),
          () -> {
            database.close();
            Folders.delete(data);
          });
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Where the program is unpacked, for all projects and processes of this user. */
  static Path cache() {
    var home = System.getenv("XDG_CACHE_HOME");
    return (home == null ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(home))
        .resolve("seller-registry");
  }

  private static TestServer named(String url) {
    var password = environment("SELLER_REGISTRY_TEST_DATABASE_PASSWORD", "");
    var config =
        DatabaseConfig.of(url, environment("SELLER_REGISTRY_TEST_DATABASE_USER", "root"), password)
            // A password is not sent in clear.
            .withTls(password.isEmpty() ? TlsMode.DISABLED : TlsMode.REQUIRED);
    return new TestServer(config, () -> {});
  }

  private static String environment(String name, String otherwise) {
    var value = System.getenv(name);
    return value == null ? otherwise : value;
  }

  /** Makes an empty schema with a name of its own. */
  DatabaseConfig createSchema() {
    var schema = EmbeddedDatabase.SCHEMA + "_test_" + UUID.randomUUID().toString().replace("-", "");
    execute("CREATE DATABASE " + schema);
    return inSchema(schema);
  }

  void dropSchema(DatabaseConfig schema) {
    execute("DROP DATABASE " + schema.url().substring(schema.url().lastIndexOf('/') + 1));
  }

  private DatabaseConfig inSchema(String schema) {
    var url = config.url().substring(0, config.url().lastIndexOf('/') + 1) + schema;
    return DatabaseConfig.of(url, config.user(), config.password())
        .withTls(config.tls())
        .withConnections(6, 3);
  }

  private void execute(String statement) {
    var url = config.url() + "?sslMode=" + config.tls();
    try (var connection = DriverManager.getConnection(url, config.user(), config.password());
        var handle = connection.createStatement()) {
      handle.execute(statement);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws Exception {
    server.close();
  }
}
