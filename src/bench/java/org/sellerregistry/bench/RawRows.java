package org.sellerregistry.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.sellerregistry.storage.Ids;

/**
 * What storing traders costs at least: the rows that an import has stored, inserted again into
 * tables of the same definition by statements of many rows each, as many traders in a transaction
 * and over as many connections as the import has, with nothing computed.
 */
final class RawRows {
  private static final int TOGETHER = 64;

  private final String url;
  private final List<Source> sources;

  private RawRows(String url, List<Source> sources) {
    this.url = url;
    this.sources = sources;
  }

  /** Where rows are read, by trader, and the statement that inserts them elsewhere. */
  private record Source(String select, String insert) {}

  /** What was inserted. */
  record Outcome(int traders, long rows, double seconds) {}

  /** Makes the empty tables. */
  static RawRows create(String url) throws SQLException {
    var sources = new ArrayList<Source>();
    try (var connection = DriverManager.getConnection(url);
        var statement = connection.createStatement()) {
      var columns = new LinkedHashMap<String, String>();
      try (var rows =
          statement.executeQuery(
              """
              SELECT owner.table_name,
                IF(owner.table_name = 'trader', 'id', 'trader')
              FROM information_schema.columns owner
              JOIN information_schema.columns by_trader
                ON by_trader.table_schema = owner.table_schema
                AND by_trader.table_name = owner.table_name
                AND by_trader.column_name = IF(owner.table_name = 'trader', 'id', 'trader')
              WHERE owner.table_schema = DATABASE() AND owner.column_name = 'marketplace'
                AND owner.data_type = 'binary' AND owner.table_name NOT LIKE 'bench%'
              ORDER BY owner.table_name\
              """)) {
        while (rows.next()) {
          columns.put(rows.getString(1), rows.getString(2));
        }
      }
      for (var table : columns.entrySet()) {
        sources.add(
            source(
                connection,
                table.getKey(),
                "SELECT * FROM %s WHERE marketplace = ? AND %s IN (%s)"
                    .formatted(table.getKey(), table.getValue(), marks(TOGETHER))));
      }
      // An entry of the journal lies here until it gets its place.
      sources.add(
          source(
              connection,
              "journal_pending",
              """
              SELECT NULL, log, format_version, content, create_time FROM journal_entry
              WHERE marketplace = (SELECT marketplace_id FROM marketplace WHERE id = ?)
                AND trader IN (%s)\
              """
                  .formatted(marks(TOGETHER))));
    }
    return new RawRows(url, sources);
  }

  private static Source source(Connection connection, String table, String select)
      throws SQLException {
    var target = target(table);
    try (var statement = connection.createStatement()) {
      var _ = statement.execute("DROP TABLE IF EXISTS " + target);
      var _ = statement.execute("CREATE TABLE %s LIKE %s".formatted(target, table));
      try (var rows = statement.executeQuery("SELECT * FROM " + target)) {
        var insert =
            "INSERT INTO %s VALUES (%s)"
                .formatted(target, marks(rows.getMetaData().getColumnCount()));
        return new Source(select, insert);
      }
    }
  }

  private static String target(String table) {
    return "bench_raw_" + table;
  }

  private static String marks(int count) {
    return String.join(", ", Collections.nCopies(count, "?"));
  }

  /** Inserts the rows of the traders and says how long that took, without the reading of them. */
  Outcome insert(UUID marketplace, List<UUID> traders, int connections)
      throws SQLException, InterruptedException {
    var batches = new ArrayList<Map<Source, List<Object[]>>>();
    long rows = 0;
    try (var connection = DriverManager.getConnection(url)) {
      for (int i = 0; i + TOGETHER <= traders.size(); i += TOGETHER) {
        var batch = read(connection, marketplace, traders.subList(i, i + TOGETHER));
        rows += batch.values().stream().mapToInt(List::size).sum();
        batches.add(batch);
      }
    }
    var next = new AtomicInteger();
    var open = new ArrayList<Connection>();
    try (var threads = Executors.newFixedThreadPool(connections)) {
      for (int i = 0; i < connections; i++) {
        open.add(DriverManager.getConnection(url));
      }
      long begin = System.nanoTime();
      var work = new ArrayList<Future<?>>();
      for (var connection : open) {
        work.add(
            threads.submit(() -> {
              connection.setAutoCommit(false);
              for (int i = next.getAndIncrement(); i < batches.size(); i = next.getAndIncrement()) {
                write(connection, batches.get(i));
              }
              return null;
            }));
      }
      for (var each : work) {
        each.get();
      }
      return new Outcome(batches.size() * TOGETHER, rows, (System.nanoTime() - begin) / 1e9);
    } catch (ExecutionException e) {
      throw new IllegalStateException("The rows were not inserted", e.getCause());
    } finally {
      for (var connection : open) {
        connection.close();
      }
    }
  }

  private Map<Source, List<Object[]>> read(
      Connection connection, UUID marketplace, List<UUID> traders) throws SQLException {
    var batch = new LinkedHashMap<Source, List<Object[]>>();
    for (var source : sources) {
      var rows = new ArrayList<Object[]>();
      try (var select = connection.prepareStatement(source.select())) {
        select.setBytes(1, Ids.toBytes(marketplace));
        for (int i = 0; i < traders.size(); i++) {
          select.setBytes(i + 2, Ids.toBytes(traders.get(i)));
        }
        try (var found = select.executeQuery()) {
          int width = found.getMetaData().getColumnCount();
          while (found.next()) {
            var row = new Object[width];
            for (int i = 0; i < width; i++) {
              row[i] = found.getObject(i + 1);
            }
            rows.add(row);
          }
        }
      }
      if (!rows.isEmpty()) {
        batch.put(source, rows);
      }
    }
    return batch;
  }

  private static void write(Connection connection, Map<Source, List<Object[]>> batch)
      throws SQLException {
    for (var rows : batch.entrySet()) {
      try (var insert = connection.prepareStatement(rows.getKey().insert())) {
        for (var row : rows.getValue()) {
          bind(insert, row);
        }
        // The driver makes one statement of many rows out of the batch.
        var _ = insert.executeBatch();
      }
    }
    connection.commit();
  }

  private static void bind(PreparedStatement insert, Object[] row) throws SQLException {
    for (int i = 0; i < row.length; i++) {
      insert.setObject(i + 1, row[i]);
    }
    insert.addBatch();
  }

  /** Removes the tables. */
  void drop() throws SQLException {
    try (var connection = DriverManager.getConnection(url);
        var statement = connection.createStatement()) {
      for (var source : sources) {
        var _ = statement.execute("DROP TABLE IF EXISTS " + source.insert().split(" ")[2]);
      }
    }
  }
}
