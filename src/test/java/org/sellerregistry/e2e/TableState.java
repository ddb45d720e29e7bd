package org.sellerregistry.e2e;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sellerregistry.storage.TestDatabase;

/** What lies in the tables, seen from outside of the server. */
final class TableState implements AutoCloseable {
  private final Connection connection;
  private final List<String> tables;

  TableState(TestDatabase database) throws SQLException {
    connection = database.connect();
    tables = tables(connection);
  }

  private static List<String> tables(Connection connection) throws SQLException {
    var tables = new ArrayList<String>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("SHOW TABLES")) {
      while (rows.next()) {
        tables.add(rows.getString(1));
      }
    }
    return tables;
  }

  /**
   * A checksum of each table's rows, but for the journal's: reads are recorded there too, and the
   * server goes on with it by itself.
   */
  Map<String, String> checksums() throws SQLException {
    var checksums = new TreeMap<String, String>();
    var others =
        tables.stream()
            .filter(table -> !table.startsWith("journal_") && !table.equals("access_by_trader"))
            .toList();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("CHECKSUM TABLE " + String.join(", ", others))) {
      while (rows.next()) {
        checksums.put(rows.getString(1), rows.getString(2));
      }
    }
    return checksums;
  }

  /** Every column of every row, as bytes. */
  List<byte[]> columns() throws SQLException {
    var columns = new ArrayList<byte[]>();
    for (var table : tables) {
      try (var statement = connection.createStatement();
          var rows = statement.executeQuery("SELECT * FROM " + table)) {
        int count = rows.getMetaData().getColumnCount();
        while (rows.next()) {
          for (int column = 1; column <= count; column++) {
            var bytes = rows.getBytes(column);
            if (bytes != null) {
              columns.add(bytes);
            }
          }
        }
      }
    }
    return columns;
  }

  /** How many rows a query finds. */
  long count(String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** The folder that the database's server keeps its files in. */
  String dataFolder() throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT @@datadir")) {
      rows.next();
      return rows.getString(1);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
