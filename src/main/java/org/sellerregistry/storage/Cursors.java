package org.sellerregistry.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jooq.ResultQuery;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows as the driver has them. For the queries of the hot paths alone: there jOOQ's records
 * cost more than the query.
 */
public final class Cursors {
  private Cursors() {}

  /** Takes a row; its columns are in the order of the query, from 1. */
  public interface RowReader {
    void read(ResultSet row) throws SQLException;
  }

  /**
   * Runs a query and reads its rows in their order.
   *
   * @throws DataAccessException as other queries of jOOQ do
   */
  public static void forEach(ResultQuery<?> query, RowReader reader) {
    try (var cursor = query.fetchLazy()) {
      var rows = cursor.resultSet();
      while (rows != null && rows.next()) {
        reader.read(rows);
      }
    } catch (SQLException e) {
      throw new DataAccessException("A row could not be read", e);
    }
  }

  /** A DATETIME(6), which is UTC. */
  public static Instant instant(ResultSet row, int column) throws SQLException {
    return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
  }

  /** A DATETIME(6) that may be missing. */
  public static @Nullable Instant instantOrNull(ResultSet row, int column) throws SQLException {
    var time = row.getObject(column, LocalDateTime.class);
    return time == null ? null : time.toInstant(ZoneOffset.UTC);
  }
}
