package org.sellerregistry.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Query;
import org.jooq.impl.DSL;

/**
 * Asks the server how it would run a query, and fails when that means to read a whole table or a
 * whole index. Tables may be empty: the optimizer is told to prefer keys whatever its statistics.
 */
public final class IndexUse {

  private IndexUse() {}

  /** Fails unless every table of the query is reached by a key. */
  public static void assertIndexed(TestDatabase database, Query query) {
    var sql = DSL.using(database.database().configuration()).renderInlined(query);
    var unindexed = unindexed(database, sql);
    if (!unindexed.isEmpty()) {
      throw new AssertionError("Without a key: " + unindexed + " in " + sql);
    }
  }

  private static List<String> unindexed(TestDatabase database, String sql) {
    var unindexed = new ArrayList<String>();
    try (var connection = database.connect();
        var statement = connection.createStatement()) {
      statement.execute("SET SESSION max_seeks_for_key = 1");
      try (var rows = statement.executeQuery("EXPLAIN FORMAT=TRADITIONAL " + sql)) {
        while (rows.next()) {
          if (isScanned(rows)) {
            unindexed.add("%s (%s)".formatted(rows.getString("table"), rows.getString("type")));
          }
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return unindexed;
  }

  private static boolean isScanned(ResultSet row) throws SQLException {
    var table = row.getString("table");
    var key = row.getString("key");
    var extra = String.valueOf(row.getString("Extra"));
    if (table == null || table.startsWith("<") || extra.contains("Table function")) {
      // Answered from the keys alone, or a result of the query's own.
      return false;
    }
    if ("INSERT".equals(row.getString("select_type"))) {
      // What rows are written into, which MySQL lists as if it were read.
      return false;
    }
    if (key == null || "ALL".equals(row.getString("type"))) {
      return true;
    }
    // On a small table a key that fits the condition may be walked for its order instead.
    var fitting = row.getString("possible_keys");
    boolean fits = fitting != null && List.of(fitting.split(",")).contains(key);
    return !fits || extra.contains("skip scan");
  }
}
