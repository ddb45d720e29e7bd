package org.sellerregistry.storage;

import java.time.Duration;

/**
 * Where the database is and how it is used.
 *
 * @param url {@code jdbc:mysql://HOST[:PORT]/SCHEMA}; the driver serves MariaDB too
 * @param writeConnections the most connections for transactions that write
 * @param readConnections the most connections for reads; the two pools are apart so that neither
 *     starves the other
 * @param connectTimeout for one connection attempt, TCP and TLS
 * @param acquireTimeout how long a caller waits for a free connection
 * @param socketTimeout how long an answer may be silent: a bound of last resort, for a server or a
 *     network that died; deadlines end statements long before
 * @param lockTimeout how long a statement waits for a row lock, in whole seconds
 */
public record DatabaseConfig(
    String url,
    String user,
    String password,
    TlsMode tls,
    int writeConnections,
    int readConnections,
    Duration connectTimeout,
    Duration acquireTimeout,
    Duration socketTimeout,
    Duration lockTimeout) {

  public DatabaseConfig {
    if (!url.startsWith("jdbc:mysql://")) {
      throw new IllegalArgumentException("The database's url must begin with jdbc:mysql://");
    }
    if (writeConnections < 1 || readConnections < 1) {
      throw new IllegalArgumentException("Each pool needs at least one connection");
    }
    if (lockTimeout.toSeconds() < 1) {
      throw new IllegalArgumentException("The lock timeout is at least one second");
    }
  }

  /** The defaults: certificate and host verified, 16 connections to write and 8 to read. */
  public static DatabaseConfig of(String url, String user, String password) {
    return new DatabaseConfig(
        url,
        user,
        password,
        TlsMode.VERIFY_IDENTITY,
        16,
        8,
        Duration.ofSeconds(5),
        Duration.ofSeconds(5),
        Duration.ofSeconds(60),
        Duration.ofSeconds(5));
  }

  /** The URL for people and logs: its parameters may have passwords. */
  public static String place(String url) {
    return url.replaceFirst("\\?.*", "");
  }

  public DatabaseConfig withTls(TlsMode mode) {
    return new DatabaseConfig(
        url,
        user,
        password,
        mode,
        writeConnections,
        readConnections,
        connectTimeout,
        acquireTimeout,
        socketTimeout,
        lockTimeout);
  }

  public DatabaseConfig withConnections(int writes, int reads) {
    return new DatabaseConfig(
        url,
        user,
        password,
        tls,
        writes,
        reads,
        connectTimeout,
        acquireTimeout,
        socketTimeout,
        lockTimeout);
  }

  public DatabaseConfig withTimeouts(
      Duration connect, Duration acquire, Duration socket, Duration lock) {
    return new DatabaseConfig(
        url,
        user,
        password,
        tls,
        writeConnections,
        readConnections,
        connect,
        acquire,
        socket,
        lock);
  }

  /** Without the password, for logs. */
  @Override
  public String toString() {
    return "DatabaseConfig[url=%s, user=%s, tls=%s, writeConnections=%d, readConnections=%d]"
        .formatted(place(url), user, tls, writeConnections, readConnections);
  }
}
