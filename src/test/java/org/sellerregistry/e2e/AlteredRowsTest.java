package org.sellerregistry.e2e;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sellerregistry.e2e.AlteredTable.Row;
import org.sellerregistry.server.TestServer;
import org.sellerregistry.v1.JournalServiceGrpc;
import org.sellerregistry.v1.JournalServiceGrpc.JournalServiceBlockingStub;
import org.sellerregistry.v1.Role;
import org.sellerregistry.v1.VerifyJournalRequest;

/**
 * Whatever somebody changes by SQL in a row of any table, and each row that is deleted, exchanged
 * for another or added, {@code VerifyJournal} names. What it does not name is said here, with the
 * reason; a table or a column that is neither is a failure.
 */
class AlteredRowsTest {
  @RegisterExtension
  static final TestServer SERVER =
      TestServer.create(config -> config.with("VAULT_INTERVAL", "100ms"));

  private static final String PROGRESS = "how far work has come within a phase";
  private static final String SELF = "says nothing but when the row was written";

  /** Tables that hold nothing that anybody is told, or that are made good by themselves. */
  private static final Map<String, String> NO_STATE =
      Map.of(
          "schema_history", "what the schema is made of: a server compares it before it starts",
          "scheduled_tasks", "what is done when: it is only done earlier, later or by a call",
          "source_inquiry", "when sources are asked again, beside the task that asks them",
          "unclaimed_document", "a document that is removed though it is claimed does not open",
          "key_ring_reader", "which servers there are: each says so again and again",
          "journal_sequencer", "where to look for what waits; everything is looked through later",
          "journal_pending", "waits for some milliseconds; see PendingAlteredTest");

  /**
   * How a table's rows are named.
   *
   * @param which rows that may be altered without keeping the auditor from asking
   * @param name of a row, as findings name it
   * @param notNamed columns that are not named, with the reason
   * @param added what a row that is added has of its own; none if none is added
   */
  private record Named(
      String which, Function<Row, String> name, Map<String, String> notNamed, List<String> added) {

    Named(String which, Function<Row, String> name, String... added) {
      this(which, name, Map.of(), List.of(added));
    }

    Named but(String column, String reason) {
      var more = new LinkedHashMap<>(notNamed);
      more.put(column, reason);
      return new Named(which, name, more, added);
    }
  }

  private static final Map<String, Named> TABLES =
      Map.ofEntries(
          entry(
              "marketplace",
              new Named(
                  "marketplace_id LIKE 'extra%'",
                  row -> "marketplaces/" + row.text("marketplace_id") + " marketplace",
                  "id",
                  "marketplace_id")),
          entry(
              "access_grant",
              new Named("principal LIKE '%extra%'", row -> "grants/" + row.id("id"), "id")),
          entry(
              "trader",
              new Named("1 = 1", row -> inTrader(row, "id", "trader"), "id", "external_id")),
          entry(
              "trader_revision",
              new Named(
                  "1 = 1", row -> inTrader(row, "trader", "revisions/%s", "revision"), "revision")),
          entry(
              "trader_section",
              new Named(
                  "1 = 1",
                  row -> inTrader(row, "trader", "sections/%s/%s", "section", "revision"),
                  "revision")),
          entry(
              "data_key",
              new Named(
                  "1 = 1",
                  row -> inTrader(row, "trader", "data_keys/%s", "retention_class"),
                  "retention_class")),
          entry(
              "lookup_token",
              new Named("1 = 1", row -> inTrader(row, "trader", "tokens"), "token")),
          entry(
              "storefront",
              new Named(
                  "1 = 1",
                  row -> " storefronts/" + row.text("storefront_id") + "/",
                  "storefront_id")),
          entry(
              "item_check",
              new Named("1 = 1", row -> inTrader(row, "trader", "checks/", "id"), "id")),
          entry(
              "standing",
              new Named(
                  "1 = 1", row -> inTrader(row, "trader", "standings/%s", "offering"), "offering")),
          entry(
              "public_info",
              new Named(
                  "1 = 1",
                  row -> inTrader(row, "trader", "public_info/%s/", "offering"),
                  "offering")),
          entry(
              "evidence",
              new Named("1 = 1", row -> inTrader(row, "trader", "evidence/", "id"), "id")),
          entry(
              "key_version",
              new Named(
                  "1 = 1",
                  row -> " key_versions/%s/%s".formatted(row.text("keyset"), row.text("version")),
                  "keyset")),
          entry(
              "operation",
              new Named("1 = 1", row -> " operations/" + row.id("id"), "id", "exclusive")
                  .but("position", PROGRESS)
                  .but("done_count", PROGRESS)
                  .but("failed_count", PROGRESS)
                  .but("total_count", PROGRESS)
                  .but("update_time", PROGRESS)),
          entry(
              "retention_due",
              new Named(
                  "1 = 1",
                  row -> inTrader(row, "trader", "retention_dues/%s", "retention_class"),
                  "retention_class")),
          entry(
              "trader_erasure",
              new Named("1 = 1", row -> inTrader(row, "trader", "erasures/", "id"), "id")),
          entry(
              "preservation",
              new Named("1 = 1", row -> inTrader(row, "trader", "preservations/", "id"), "id")),
          entry("journal_log", new Named("1 = 1", AlteredRowsTest::ofLog).but("update_time", SELF)),
          entry(
              "journal_entry",
              new Named("log = 1", row -> ofLog(row) + "/" + row.text("sequence"), "sequence")),
          entry("journal_tile", new Named("1 = 1", AlteredRowsTest::ofLog, "tile_index")),
          entry(
              "journal_checkpoint",
              new Named("1 = 1", AlteredRowsTest::ofLog, "size")
                  .but("create_time", SELF)
                  .but("log", "as if it were deleted")),
          entry("journal_key", new Named("1 = 1", row -> "journal/registry", "registry_size")),
          entry("journal_consumer", new Named("1 = 1", row -> "journal/access")),
          entry("access_by_trader", new Named("1 = 1", row -> "journal/access", "sequence")));

  /** Tables of which a deleted row is not named, with the reason. */
  private static final Map<String, String> DELETED =
      Map.of(
          "journal_checkpoint", "a copy: the tree has to fit the latest and those kept elsewhere");

  private static JournalServiceBlockingStub auditor;

  @BeforeAll
  static void begin() throws Exception {
    AlteredLife.live(SERVER);
    var _ = SERVER.grant("auditor", Role.ROLE_AUDITOR, "");
    auditor = JournalServiceGrpc.newBlockingStub(SERVER.channel("auditor"));
    assertThat(findings()).isEmpty();
  }

  @Test
  void everyTableIsInTheMatrix() throws SQLException {
    try (var connection = SERVER.database().connect();
        var tables = connection.getMetaData().getTables(connection.getCatalog(), null, "%", null)) {
      var names = new ArrayList<String>();
      while (tables.next()) {
        names.add(tables.getString("TABLE_NAME"));
      }
      assertThat(names)
          .containsExactlyInAnyOrderElementsOf(
              Stream.concat(TABLES.keySet().stream(), NO_STATE.keySet().stream()).toList());
    }
  }

  @TestFactory
  Stream<DynamicTest> whatIsAlteredIsNamed() {
    return TABLES.keySet().stream()
        .sorted()
        .map(table -> DynamicTest.dynamicTest(table, () -> alter(table, TABLES.get(table))));
  }

  private static void alter(String name, Named named) throws SQLException {
    try (var connection = SERVER.database().connect();
        var table = new AlteredTable(connection, name)) {
      try {
        assertThat(table.columns()).containsAll(named.notNamed().keySet());
        var columns = new ArrayList<>(table.columns());
        columns.removeAll(named.notNamed().keySet());
        while (!columns.isEmpty()) {
          alterColumns(name, named, table, columns);
        }
        if (!DELETED.containsKey(name)) {
          var row = distinct(named, table).getFirst();
          table.delete(row);
          requireNamed(name + ", deleted", List.of(named.name().apply(row)));
          table.restore();
        }
        exchange(name, named, table);
        if (!named.added().isEmpty()) {
          var row = table.copyWithOther(distinct(named, table).getFirst(), named.added());
          table.insert(row);
          requireNamed(name + ", added", List.of(named.name().apply(row)));
          table.restore();
        }
      } finally {
        table.restore();
      }
    }
    assertThat(findings()).as(name).isEmpty();
  }

  /** Each column in a row of its own, as many as there are rows; the key's columns one by one. */
  private static void alterColumns(
      String name, Named named, AlteredTable table, List<String> columns) throws SQLException {
    var expected = new ArrayList<String>();
    var altered = new ArrayList<String>();
    for (var row : distinct(named, table)) {
      if (columns.isEmpty() || !altered.isEmpty() && table.isKey(columns.getFirst())) {
        break;
      }
      var column = columns.removeFirst();
      var _ = table.alter(row, column);
      altered.add(column);
      expected.add(named.name().apply(row));
      if (table.isKey(column)) {
        break;
      }
    }
    requireNamed(name + ", " + altered, expected);
    table.restore();
  }

  private static void exchange(String name, Named named, AlteredTable table) throws SQLException {
    var rows = distinct(named, table);
    if (rows.size() > 1 && !table.columns().stream().allMatch(table::isKey)) {
      table.exchange(rows.getFirst(), rows.getLast());
      var log = name.equals("journal_entry");
      // Two entries exchanged are whole, but do not give the tree.
      requireNamed(
          name + ", exchanged",
          List.of(log ? ofLog(rows.getFirst()) : named.name().apply(rows.getFirst())));
      table.restore();
    }
  }

  /** Rows of different names. */
  private static List<Row> distinct(Named named, AlteredTable table) throws SQLException {
    var rows = new LinkedHashMap<String, Row>();
    for (var row : table.rows(named.which())) {
      var _ = rows.putIfAbsent(named.name().apply(row), row);
    }
    assertThat(rows).isNotEmpty();
    return List.copyOf(rows.values());
  }

  private static void requireNamed(String attack, List<String> expected) {
    var found = findings();
    for (var name : expected) {
      assertThat(found).as(attack).anyMatch(finding -> finding.contains(name));
    }
  }

  private static List<String> findings() {
    var findings = new ArrayList<String>();
    auditor
        .verifyJournal(VerifyJournalRequest.getDefaultInstance())
        .forEachRemaining(answer -> {
          if (answer.hasFinding()) {
            var finding = answer.getFinding();
            findings.add(
                finding.getResource() + " " + finding.getRecord() + " " + finding.getText());
          }
        });
    return findings;
  }

  private static String inTrader(Row row, String trader, String record, String... columns) {
    var values = Stream.of(columns).map(row::text).toArray();
    var place =
        record.endsWith("/") && columns.length == 1 && columns[0].equals("id")
            ? record + row.id("id")
            : record.formatted(values);
    return " traders/" + row.id(trader) + "/" + place;
  }

  private static String ofLog(Row row) {
    return "journal/" + (row.text("log").equals("1") ? "registry" : "access");
  }
}
