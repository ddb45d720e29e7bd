package org.sellerregistry.storage;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A schema for the tests of one class, on the server of the test run; made before its first test
 * and dropped after its last.
 *
 * <pre>{@code
 * @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();
 * }</pre>
 */
public final class TestDatabase implements BeforeAllCallback, AfterAllCallback {

  private final UnaryOperator<DatabaseConfig> settings;
  private final boolean migrated;
  private @Nullable TestServer server;
  private @Nullable DatabaseConfig config;
  private @Nullable Database database;

  private TestDatabase(UnaryOperator<DatabaseConfig> settings, boolean migrated) {
    this.settings = settings;
    this.migrated = migrated;
  }

  /** With the registry's tables. */
  public static TestDatabase migrated() {
    return new TestDatabase(UnaryOperator.identity(), true);
  }

  /** Without tables. */
  public static TestDatabase empty() {
    return new TestDatabase(UnaryOperator.identity(), false);
  }

  /** With other pools or timeouts. */
  public TestDatabase with(UnaryOperator<DatabaseConfig> settings) {
    return new TestDatabase(settings, migrated);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    server =
        context
            .getRoot()
            .getStore(ExtensionContext.Namespace.create(TestServer.class))
            .computeIfAbsent(TestServer.class, key -> TestServer.start(), TestServer.class);
    var schema = server.createSchema();
    if (migrated) {
      var _ = new Migrator(schema).migrate();
    }
    config = settings.apply(schema);
    database = Database.open(config);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (database != null) {
      database.close();
    }
    if (server != null && config != null) {
      server.dropSchema(config);
    }
  }

  public DatabaseConfig config() {
    return Objects.requireNonNull(config, "only within a test");
  }

  public Database database() {
    return Objects.requireNonNull(database, "only within a test");
  }

  /** A plain connection, beside the pools: for locks, kills and looks from outside. */
  public Connection connect() throws SQLException {
    var where = config();
    return DriverManager.getConnection(
        where.url() + "?sslMode=" + where.tls(), where.user(), where.password());
  }

  /** Retries without pauses. */
  public Transactor transactor() {
    return transactor(pause -> {});
  }

  /** The same of a database that a test opened itself. */
  public static Transactor transactor(Database database) {
    var policy = new RetryPolicy(4, Duration.ofMillis(1), Duration.ofMillis(8));
    return new Transactor(database, policy, pause -> {}, new SecureRandom());
  }

  Transactor transactor(Pause pause) {
    var policy = new RetryPolicy(4, Duration.ofMillis(1), Duration.ofMillis(8));
    return new Transactor(database(), policy, pause, new SecureRandom());
  }
}
