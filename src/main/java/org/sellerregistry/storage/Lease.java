package org.sellerregistry.storage;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;

/** A connection on loan from its pool for one attempt at a transaction. */
final class Lease implements AutoCloseable {

  private final HikariDataSource pool;
  private final Connection connection;

  private Lease(HikariDataSource pool, Connection connection) {
    this.pool = pool;
    this.connection = connection;
  }

  /**
   * @throws StorageUnavailableException if none is free in time
   */
  static Lease from(HikariDataSource pool) {
    try {
      return new Lease(pool, pool.getConnection());
    } catch (SQLException e) {
      throw new StorageUnavailableException("No connection to the database was free in time")
          .inPlaceOf(e);
    }
  }

  Connection connection() {
    return connection;
  }

  /**
   * @throws RepeatableFailure if the server rolled back instead
   * @throws CommitOutcomeUnknownException if the answer did not arrive
   */
  void commit() {
    try {
      connection.commit();
    } catch (SQLException e) {
      switch (Failures.kind(e)) {
        case LOCK_TIMEOUT, ROLLED_BACK -> throw new RepeatableFailure(e);
        case CONNECTION_LOST, UNAVAILABLE -> {
          discard();
          throw new CommitOutcomeUnknownException().inPlaceOf(e);
        }
        case DUPLICATE_KEY, REFUSED -> throw Failures.translate(e).inPlaceOf(e);
      }
    }
  }

  void rollBack() {
    try {
      connection.rollback();
    } catch (SQLException e) {
      // Ending the connection rolls back too.
      discard();
    }
  }

  /** Ends the connection, whose state is in doubt, instead of giving it back. */
  void discard() {
    pool.evictConnection(connection);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      discard();
    }
  }
}
