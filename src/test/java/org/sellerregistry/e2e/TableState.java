package org.sellerregistry.e2e;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.sellerregistry.storage.TestDatabase;

/** What lies in the tables, seen from outside of the server. */
final class TableState implements AutoCloseable {
  private static final Set<String> IDS =
      Set.of("marketplace", "trader", "id", "item", "request_id");

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

  /**
   * The columns in which something stands in a row of a trader that is no number, no time and no
   * id.
   *
   * @param trader its key, in SQL
   */
  Set<String> texts(String trader) throws SQLException {
    var found = new TreeSet<String>();
    for (var table : tables) {
      var key = table.equals("trader") ? "id" : "trader";
      var columns = columns(table);
      if (columns.contains(key)) {
        try (var statement = connection.createStatement();
            var rows =
                statement.executeQuery(
                    "SELECT * FROM %s WHERE %s = %s".formatted(table, key, trader))) {
          while (rows.next()) {
            for (var column : columns) {
              var type = rows.getMetaData().getColumnTypeName(rows.findColumn(column));
              var bytes = rows.getBytes(column);
              if (type.matches(".*(BINARY|BLOB|CHAR|TEXT).*")
                  && bytes != null
                  && bytes.length > 0) {
                found.add(table + "." + column);
              }
            }
          }
        }
      }
    }
    found.removeIf(column ->
        column.startsWith("journal_") || IDS.contains(column.substring(column.indexOf('.') + 1)));
    return found;
  }

  private List<String> columns(String table) throws SQLException {
    var columns = new ArrayList<String>();
    try (var rows =
        connection.getMetaData().getColumns(connection.getCatalog(), null, table, null)) {
      while (rows.next()) {
        columns.add(rows.getString("COLUMN_NAME"));
      }
    }
    return columns.stream().distinct().toList();
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
