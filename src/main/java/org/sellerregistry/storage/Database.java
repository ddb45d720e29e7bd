package org.sellerregistry.storage;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.jooq.Configuration;
import org.jooq.conf.ExecuteWithoutWhere;
import org.jooq.conf.Settings;
import org.jooq.impl.DefaultConfiguration;
import org.jooq.impl.NoTransactionProvider;
import org.jspecify.annotations.Nullable;

/**
 * Connections to one database.
 *
 * <p>Guarantees: isolation READ COMMITTED, session time zone UTC, strict SQL mode, the same on
 * MySQL and MariaDB. Safe for use by many threads. {@link #close} ends all connections, those in
 * use too.
 */
public final class Database implements AutoCloseable {

  private final HikariDataSource writes;
  private final HikariDataSource reads;
  private final Engine engine;
  private final Configuration configuration;
  private final @Nullable SqlTraces traces;
  private final Probe probe;

  private Database(
      DatabaseConfig config,
      HikariDataSource writes,
      HikariDataSource reads,
      Engine engine,
      @Nullable SqlTraces traces) {
    this.probe = new Probe(config);
    this.writes = writes;
    this.reads = reads;
    this.engine = engine;
    this.traces = traces;
    this.configuration =
        new DefaultConfiguration()
            .set(engine.dialect())
            .set(settings())
            .set(new NoTransactionProvider());
  }

  /** Connects, as {@link #open(DatabaseConfig, SqlTraces)}, without traces. */
  public static Database open(DatabaseConfig config) {
    return open(config, null);
  }

  /**
   * Connects.
   *
   * @param traces traces what is done; none if nothing is traced
   * @throws StorageUnavailableException if the server cannot be reached or refuses the user
   */
  public static Database open(DatabaseConfig config, @Nullable SqlTraces traces) {
    // jOOQ prints a banner and a tip of the day unless told so before its first use.
    System.setProperty("org.jooq.no-logo", "true");
    System.setProperty("org.jooq.no-tips", "true");
    var writes = Pools.forWrites(config);
    try {
      var reads = Pools.forReads(config);
      try (var connection = reads.getConnection()) {
        return new Database(config, writes, reads, Engine.of(connection), traces);
      } catch (SQLException e) {
        reads.close();
        throw Failures.translate(e).inPlaceOf(e);
      }
    } catch (StorageException e) {
      writes.close();
      throw e;
    }
  }

  /**
   * Connects with one session, which the server ends when it has been silent for the time, open
   * transaction and locks included: for work of which there is one at a time, so that a process
   * that froze in the middle does not keep it from the others.
   *
   * @param silence in whole seconds
   * @throws StorageUnavailableException if the server cannot be reached or refuses the user
   */
  public static Database openSingle(DatabaseConfig config, Duration silence) {
    var pool = Pools.single(config, silence);
    try (var connection = pool.getConnection()) {
      return new Database(config, pool, pool, Engine.of(connection), null);
    } catch (SQLException e) {
      pool.close();
      throw Failures.translate(e).inPlaceOf(e);
    }
  }

  public Engine engine() {
    return engine;
  }

  /**
   * Whether a server answers within the time: a live probe, for health. What else the connections
   * are used for makes no difference.
   */
  public boolean isReachable(Duration within) {
    return probe.answers(within);
  }

  /** Connections that write, for a library that runs transactions of its own. */
  public DataSource forJobs() {
    return writes;
  }

  /** The connections of each pool, by its name: in use, idle, and callers that wait for one. */
  public Map<String, PoolUse> poolUse() {
    return Map.of(writes.getPoolName(), use(writes), reads.getPoolName(), use(reads));
  }

  private static PoolUse use(HikariDataSource pool) {
    var pooled = pool.getHikariPoolMXBean();
    return new PoolUse(
        pooled.getActiveConnections(),
        pooled.getIdleConnections(),
        pooled.getThreadsAwaitingConnection());
  }

  @Override
  public void close() {
    probe.close();
    writes.close();
    reads.close();
  }

  /** Begins the trace of a transaction, if any is traced. */
  SqlTraces.@Nullable Transaction trace(String kind) {
    return traces == null ? null : traces.begin(kind, engine);
  }

  Lease leaseToWrite() {
    return Lease.from(writes);
  }

  Lease leaseToRead() {
    return Lease.from(reads);
  }

  /** Shared by all calls, so that jOOQ's caches are too; derive from it. */
  Configuration configuration() {
    return configuration;
  }

  private static Settings settings() {
    return new Settings()
        .withExecuteUpdateWithoutWhere(ExecuteWithoutWhere.THROW)
        .withExecuteDeleteWithoutWhere(ExecuteWithoutWhere.THROW)
        // Lists of ids are padded to powers of two: few distinct statements to prepare.
        .withInListPadding(true)
        .withRenderSchema(false)
        .withRenderCatalog(false)
        // Bound values are personal data: none in a log.
        .withExecuteLogging(false)
        .withExecuteLoggingSQLExceptions(false)
        // They would cost a round trip each, and nobody reads them.
        .withFetchWarnings(false);
  }
}
