package org.sellerregistry.storage;

import java.sql.Connection;
import java.sql.SQLException;

/** A session beside the one under test: takes locks, kills connections and waits for effects. */
final class OtherSession implements AutoCloseable {

  private final Connection connection;

  OtherSession(TestDatabase database) throws SQLException {
    connection = database.connect();
    connection.setAutoCommit(false);
  }

  void execute(String statement) {
    try (var handle = connection.createStatement()) {
      handle.execute(statement);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  long number(String query) {
    try (var handle = connection.createStatement();
        var rows = handle.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns when the query's number is the expected one; the server's clock bounds the wait. */
  void await(String query, long expected) {
    for (int poll = 0; poll < 200; poll++) {
      if (number(query) == expected) {
        return;
      }
      execute("DO SLEEP(0.05)");
    }
    throw new AssertionError("Still not " + expected + ": " + query);
  }

  /** Ends a connection and returns when it is gone. */
  void kill(long connectionId) {
    execute("KILL " + connectionId);
    await("SELECT COUNT(*) FROM information_schema.processlist WHERE id = " + connectionId, 0);
  }

  /** Returns when a statement with such text runs in another session. */
  void awaitStatement(String text) {
    await(
        """
        SELECT COUNT(*) FROM information_schema.processlist
        WHERE id <> CONNECTION_ID() AND info LIKE '%%%s%%'
        """
            .formatted(text),
        1);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
