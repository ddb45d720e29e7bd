package org.sellerregistry.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import javax.net.ssl.SSLException;

/** Makes the connection pools. Property names are those of the Connector/J and HikariCP manuals. */
final class Pools {

  /** The same rules on both engines, whatever the server's own default. */
  private static final String SQL_MODE =
      "STRICT_ALL_TABLES,ONLY_FULL_GROUP_BY,NO_ZERO_IN_DATE,NO_ZERO_DATE,"
          + "ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION";

  private Pools() {}

  /** Transactions begin by themselves and end by commit or rollback: no round trip to begin one. */
  static HikariDataSource forWrites(DatabaseConfig config) {
    var pool = common(config, "writes", config.writeConnections(), config.socketTimeout());
    pool.setAutoCommit(false);
    return open(pool);
  }

  /**
   * Each statement is a transaction of its own, which under READ COMMITTED sees what it would see
   * in a longer one, and saves the round trip that ends it. The driver refuses to write.
   */
  static HikariDataSource forReads(DatabaseConfig config) {
    var pool = common(config, "reads", config.readConnections(), config.socketTimeout());
    pool.setReadOnly(true);
    pool.addDataSourceProperty("readOnlyPropagatesToServer", "false");
    return open(pool);
  }

  /** One session that ends when it is silent for the time. */
  static HikariDataSource single(DatabaseConfig config, Duration silence) {
    var pool = common(config, "single", 1, config.socketTimeout());
    pool.setAutoCommit(false);
    pool.addDataSourceProperty(
        "sessionVariables",
        pool.getDataSourceProperties().getProperty("sessionVariables")
            + ",wait_timeout=%d".formatted(silence.toSeconds()));
    return open(pool);
  }

  /** For migrations: a change of a large table may be silent for as long as it takes. */
  static HikariDataSource forMigrations(DatabaseConfig config) {
    var pool = common(config, "migrations", 4, Duration.ZERO);
    pool.setMinimumIdle(0);
    return open(pool);
  }

  /**
   * One connection of no pool, for questions that are answered within the time or not at all.
   *
   * @throws SQLException if there is none, or it takes longer
   */
  static Connection connect(DatabaseConfig config, Duration within) throws SQLException {
    var like = common(config, "probe", 1, within);
    var properties = new Properties();
    properties.putAll(like.getDataSourceProperties());
    properties.put("connectTimeout", String.valueOf(within.toMillis()));
    properties.put("user", config.user());
    properties.put("password", config.password());
    properties.replaceAll((key, value) -> String.valueOf(value));
    return DriverManager.getConnection(config.url(), properties);
  }

  private static HikariDataSource open(HikariConfig config) {
    try {
      return new HikariDataSource(config);
    } catch (PoolInitializationException e) {
      throw new StorageUnavailableException(
              "The database at %s cannot be reached: %s"
                  .formatted(DatabaseConfig.place(config.getJdbcUrl()), why(e)))
          .inPlaceOf(e);
    }
  }

  /** In words of our own, for those of the driver and the server stay out of messages. */
  private static String why(PoolInitializationException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException || cause instanceof GeneralSecurityException) {
        return "its certificate does not pass (database.tls says what is asked of it)";
      }
      if (cause instanceof UnknownHostException) {
        return "nobody knows the host (database.url)";
      }
      if (cause instanceof FileNotFoundException) {
        return "a file that database.url names is not there";
      }
      if (cause instanceof IOException) {
        return "nothing takes connections there";
      }
      if (cause instanceof SQLException sql) {
        switch (sql.getErrorCode()) {
          case 1045, 1698 -> {
            return "it refuses the user or the password (database.user, database.password-file)";
          }
          case 1044 -> {
            return "database.user has no rights in the schema, or there is no such schema";
          }
          case 1049 -> {
            return "it has no such schema (database.url)";
          }
          default -> {}
        }
      }
    }
    // MySQL's driver, for one, sends no password over a connection without TLS.
    return "it does not let this server in";
  }

  private static HikariConfig common(
      DatabaseConfig config, String name, int connections, Duration socketTimeout) {
    var pool = new HikariConfig();
    pool.setPoolName(name);
    pool.setJdbcUrl(config.url());
    pool.setUsername(config.user());
    pool.setPassword(config.password());
    pool.setMaximumPoolSize(connections);
    pool.setConnectionTimeout(config.acquireTimeout().toMillis());
    pool.setInitializationFailTimeout(config.connectTimeout().toMillis());
    pool.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    pool.addDataSourceProperty("sslMode", config.tls().name());
    pool.addDataSourceProperty("connectTimeout", config.connectTimeout().toMillis());
    pool.addDataSourceProperty("socketTimeout", socketTimeout.toMillis());
    pool.addDataSourceProperty("tcpKeepAlive", "true");
    pool.addDataSourceProperty("characterEncoding", "UTF-8");
    pool.addDataSourceProperty("connectionCollation", "utf8mb4_bin");
    // Times are stored as UTC in DATETIME(6) and travel as LocalDateTime: no zone may touch them.
    pool.addDataSourceProperty("connectionTimeZone", "UTC");
    pool.addDataSourceProperty("forceConnectionTimeZoneToSession", "true");
    pool.addDataSourceProperty("preserveInstants", "true");
    pool.addDataSourceProperty("useServerPrepStmts", "true");
    pool.addDataSourceProperty("cachePrepStmts", "true");
    // Times the connections of all replicas this must stay below max_prepared_stmt_count (16,382).
    pool.addDataSourceProperty("prepStmtCacheSize", "250");
    pool.addDataSourceProperty("prepStmtCacheSqlLimit", "32768");
    pool.addDataSourceProperty("rewriteBatchedStatements", "true");
    // Rows found, not rows changed: an update that sets what is there already has found its row,
    // and optimistic locks ask for just that.
    pool.addDataSourceProperty("useAffectedRows", "false");
    pool.addDataSourceProperty("allowMultiQueries", "false");
    pool.addDataSourceProperty("allowLoadLocalInfile", "false");
    pool.addDataSourceProperty("maintainTimeStats", "false");
    pool.addDataSourceProperty("cacheServerConfiguration", "true");
    pool.addDataSourceProperty("useLocalSessionState", "true");
    pool.addDataSourceProperty(
        "sessionVariables",
        "sql_mode='%s',innodb_lock_wait_timeout=%d"
            .formatted(SQL_MODE, config.lockTimeout().toSeconds()));
    return pool;
  }
}
