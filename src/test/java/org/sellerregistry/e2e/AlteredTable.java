package org.sellerregistry.e2e;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.storage.Ids;

/** A table whose rows somebody with the database's password changes, until it is closed. */
final class AlteredTable implements AutoCloseable {
  private static final String COPY = "former_rows";

  private final Connection connection;
  private final String table;
  private final List<String> keys = new ArrayList<>();
  private final List<String> columns = new ArrayList<>();

  /** The columns of a row by their names. */
  record Row(Map<String, @Nullable Object> values) {
    String text(String column) {
      return String.valueOf(values.get(column));
    }

    /** The identifier in a column, as records' names have it. */
    String id(String column) {
      return Ids.fromBytes((byte[]) Objects.requireNonNull(values.get(column))).toString();
    }

    Row with(String column, @Nullable Object value) {
      var changed = new LinkedHashMap<>(values);
      changed.put(column, value);
      return new Row(changed);
    }
  }

  AlteredTable(Connection connection, String table) throws SQLException {
    this.connection = connection;
    this.table = table;
    var data = connection.getMetaData();
    try (var found = data.getPrimaryKeys(connection.getCatalog(), null, table)) {
      while (found.next()) {
        keys.add(found.getString("COLUMN_NAME"));
      }
    }
    try (var found = data.getColumns(connection.getCatalog(), null, table, "%")) {
      while (found.next()) {
        columns.add(found.getString("COLUMN_NAME"));
      }
    }
    execute("CREATE TABLE " + COPY + " AS SELECT * FROM " + table);
  }

  List<String> columns() {
    return List.copyOf(columns);
  }

  boolean isKey(String column) {
    return keys.contains(column);
  }

  List<Row> rows(String condition) throws SQLException {
    var rows = new ArrayList<Row>();
    try (var statement = connection.createStatement();
        var found = statement.executeQuery("SELECT * FROM " + table + " WHERE " + condition)) {
      while (found.next()) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        for (var column : columns) {
          values.put(column, found.getObject(column));
        }
        rows.add(new Row(values));
      }
    }
    return rows;
  }

  void delete(Row row) throws SQLException {
    execute(
        "DELETE FROM " + table + " WHERE " + condition(),
        keys.stream().map(row.values::get).toList());
  }

  void insert(Row row) throws SQLException {
    var places = columns.stream().map(column -> "?").collect(Collectors.joining(", "));
    execute(
        "INSERT INTO %s (%s) VALUES (%s)".formatted(table, String.join(", ", columns), places),
        columns.stream().map(row.values::get).toList());
  }

  /** Puts another value into a column. */
  Row alter(Row row, String column) throws SQLException {
    var altered = row.with(column, other(row.values.get(column), column));
    delete(row);
    insert(altered);
    return altered;
  }

  /** Gives each of two rows what the other has beside its key. */
  void exchange(Row one, Row other) throws SQLException {
    delete(one);
    delete(other);
    insert(inPlaceOf(one, other));
    insert(inPlaceOf(other, one));
  }

  private Row inPlaceOf(Row place, Row content) {
    var row = content;
    for (var key : keys) {
      row = row.with(key, place.values.get(key));
    }
    return row;
  }

  Row copyWithOther(Row row, List<String> changed) {
    var copy = row;
    for (var column : changed) {
      copy = copy.with(column, other(row.values.get(column), column));
    }
    return copy;
  }

  private Object other(@Nullable Object value, String column) {
    return switch (value) {
      case null -> absent(column);
      case byte[] bytes when bytes.length == 0 -> new byte[] {1};
      case byte[] bytes -> flipped(bytes);
      case Boolean flag -> !flag;
      // Far enough to be in no other row's place.
      case Integer number -> number + 50;
      case Long number -> number + 1_000_000;
      case LocalDateTime time -> time.plusSeconds(1);
      default -> other(value.toString());
    };
  }

  private static byte[] flipped(byte[] bytes) {
    var changed = bytes.clone();
    changed[changed.length - 1] ^= 1;
    return changed;
  }

  private static String other(String text) {
    return text.isEmpty()
        ? "x"
        : text.substring(0, text.length() - 1) + (text.endsWith("a") ? "b" : "a");
  }

  private static Object absent(String column) {
    if (column.endsWith("time")) {
      return LocalDateTime.of(2031, 1, 1, 0, 0);
    }
    return new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
  }

  private String condition() {
    return keys.stream().map(key -> key + " = ?").collect(Collectors.joining(" AND "));
  }

  private void execute(String sql, List<?> values) throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.size(); i++) {
        statement.setObject(i + 1, values.get(i));
      }
      statement.executeUpdate();
    }
  }

  private void execute(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Puts the rows back. */
  void restore() throws SQLException {
    execute("DELETE FROM " + table);
    execute("INSERT INTO " + table + " SELECT * FROM " + COPY);
  }

  @Override
  public void close() throws SQLException {
    execute("DROP TABLE " + COPY);
  }
}
