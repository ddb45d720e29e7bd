package org.sellerregistry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sellerregistry.access.Answers;
import org.sellerregistry.server.TestServer;
import org.sellerregistry.v1.AssignStorefrontRequest;
import org.sellerregistry.v1.EndContractRequest;
import org.sellerregistry.v1.JournalFinding;
import org.sellerregistry.v1.JournalServiceGrpc;
import org.sellerregistry.v1.JournalServiceGrpc.JournalServiceBlockingStub;
import org.sellerregistry.v1.Role;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.VerifyJournalRequest;

/** Rows that somebody changes, exchanges or deletes by SQL are named by {@code VerifyJournal}. */
class ChangedBehindTest {
  @RegisterExtension static final TestServer SERVER = TestServer.create();

  private static Trader one;
  private static Trader two;
  private static JournalServiceBlockingStub auditor;
  private static Shop shop;

  @BeforeAll
  static void begin() throws Exception {
    shop = new Shop(SERVER.marketplace("behind", "anna"), "behind");
    one = shop.checkAll(shop.create(Sellers.complete("s-1")));
    two = shop.checkAll(shop.create(Sellers.complete("s-2")));
    var three = shop.create(Sellers.complete("s-3"));
    var storefront = 0;
    for (var trader : List.of(one, two, three)) {
      var _ =
          shop.traders.assignStorefront(
              AssignStorefrontRequest.newBuilder()
                  .setName("marketplaces/behind/storefronts/behind-" + ++storefront)
                  .setTrader(trader.getName())
                  .setUrl("https://shop.example/" + storefront)
                  .build());
    }
    var _ =
        shop.traders.endContract(EndContractRequest.newBuilder().setName(three.getName()).build());
    var _ = shop.documents.upload(one, Documents.pdf(2000, 1));
    var _ = shop.documents.upload(one, Documents.pdf(2000, 2));
    var _ = SERVER.grant("auditor", Role.ROLE_AUDITOR, "");
    auditor = JournalServiceGrpc.newBlockingStub(SERVER.channel("auditor"));
    assertThat(findings()).isEmpty();
  }

  /**
   * What is done to a table.
   *
   * @param named what one finding names
   */
  private record Attack(String statement, List<String> named) {
    private static final Pattern TABLE = Pattern.compile("(?:UPDATE|INTO|DELETE FROM) (\\w+)");

    Attack(String statement, String... named) {
      this(statement, List.of(named));
    }

    String table() {
      var match = TABLE.matcher(statement);
      assertThat(match.find()).isTrue();
      return match.group(1);
    }
  }

  @TestFactory
  Stream<DynamicTest> isNamed() {
    return attacks().entrySet().stream()
        .map(attack ->
            DynamicTest.dynamicTest(
                attack.getKey(), () -> assertNamed(attack.getKey(), attack.getValue())));
  }

  private static Map<String, Attack> attacks() {
    var attacks = new LinkedHashMap<String, Attack>();
    var ofOne = " WHERE trader = " + id(one);
    var tables = Map.of("trader_section", "sections/", "public_info", "public_info/");
    tables.forEach((table, record) -> {
      attacks.put(
          "a ciphertext in " + table,
          new Attack(
              "UPDATE " + table + " SET ciphertext = REVERSE(ciphertext)" + ofOne + " LIMIT 1",
              name(one),
              record));
      attacks.put(
          "an interval reopened in " + table,
          new Attack(
              "UPDATE " + table + " SET valid_to = '2020-01-01'" + ofOne + " LIMIT 1",
              name(one),
              record));
      attacks.put(
          "a deleted row of " + table,
          new Attack("DELETE FROM " + table + ofOne + " LIMIT 1", name(one), record));
    });
    attacks.put(
        "sections of two traders exchanged",
        new Attack(
            """
            UPDATE trader_section a JOIN trader_section b
            ON a.marketplace = b.marketplace AND a.section = b.section
            AND a.revision = b.revision AND a.section = 1
            SET a.ciphertext = b.ciphertext, b.ciphertext = a.ciphertext
            WHERE a.trader = %s AND b.trader = %s
            """
                .formatted(id(one), id(two)),
            name(one),
            "sections/1/"));
    attacks.put(
        "another result of a check",
        new Attack(
            "UPDATE item_check SET result = result % 3 + 1" + ofOne + " LIMIT 1",
            name(one),
            "checks/"));
    attacks.put(
        "a deleted check", new Attack("DELETE FROM item_check" + ofOne + " LIMIT 1", "checks/"));
    attacks.put(
        "a check of one item put under another",
        new Attack(
            "UPDATE item_check SET item = %s".formatted(id(two)) + ofOne + " LIMIT 1", "checks/"));
    attacks.put(
        "a copied check",
        new Attack(
            """
            INSERT INTO item_check
            SELECT marketplace, trader, %s, item, item_revision, item_kind, section, method, result,
            reason_code, check_time, expire_time, NULL, NULL, format_version, ciphertext
            FROM item_check WHERE trader = %s LIMIT 1
            """
                .formatted(id(two), id(one)),
            name(one),
            "checks/"));
    attacks.put(
        "a document's row",
        new Attack(
            "UPDATE evidence SET media_type = 'image/png'" + ofOne + " LIMIT 1", "evidence/"));
    attacks.put(
        "a deleted document's row",
        new Attack("DELETE FROM evidence" + ofOne + " LIMIT 1", "evidence/"));
    attacks.put(
        "a storefront given to another",
        new Attack(
            "UPDATE storefront SET trader = %s WHERE storefront_id = 'behind-1'".formatted(id(two)),
            "storefronts/behind-1/"));
    attacks.put(
        "a storefront given back after its end",
        new Attack(
            "UPDATE storefront SET valid_to = '9999-12-31' WHERE storefront_id = 'behind-3'",
            "storefronts/behind-3/"));
    attacks.put(
        "a deleted storefront",
        new Attack("DELETE FROM storefront WHERE storefront_id = 'behind-2'", "behind-2"));
    attacks.put(
        "an older revision of the trader",
        new Attack("UPDATE trader SET revision = 0 WHERE id = " + id(one), name(one), "/trader"));
    attacks.put(
        "another external id",
        new Attack("UPDATE trader SET external_id = 'other' WHERE id = " + id(one), "/trader"));
    attacks.put(
        "a deleted trader",
        new Attack("DELETE FROM trader WHERE id = " + id(one), name(one), "/trader"));
    attacks.put(
        "another person behind a change",
        new Attack("UPDATE trader_revision SET person = 'nobody'" + ofOne, "revisions/"));
    attacks.put(
        "a grant that nobody gave",
        new Attack(
            """
            INSERT INTO access_grant
            SELECT %s, 'spiffe://intruder.example/x', role, NULL, 1, NULL, NULL, create_time
            FROM access_grant LIMIT 1
            """
                .formatted(id(two)),
            "grants/"));
    attacks.put(
        "a larger role",
        new Attack("UPDATE access_grant SET role = 5 ORDER BY id DESC LIMIT 1", "grants/"));
    attacks.put(
        "public information opened",
        new Attack("UPDATE marketplace SET anonymous_public_info = 1", "marketplace"));
    return attacks;
  }

  /** Without its key a trader would look erased, which nobody asked for. */
  @Test
  void aTraderWhoseKeyWasDeletedIsDamagedAndNotErased() throws SQLException {
    try (var connection = SERVER.database().connect();
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE former AS SELECT * FROM data_key");
      try {
        statement.execute("DELETE FROM data_key WHERE trader = " + id(one));
        assertThat(Answers.outcome(() -> shop.get(one.getName())))
            .isEqualTo("DATA_LOSS RECORD_DAMAGED");
      } finally {
        statement.execute("DELETE FROM data_key");
        statement.execute("INSERT INTO data_key SELECT * FROM former");
        statement.execute("DROP TABLE former");
      }
    }
  }

  private static void assertNamed(String attack, Attack how) throws SQLException {
    try (var connection = SERVER.database().connect();
        var statement = connection.createStatement()) {
      var table = how.table();
      statement.execute("CREATE TABLE former AS SELECT * FROM " + table);
      try {
        assertThat(statement.executeUpdate(how.statement())).as(attack).isPositive();
        var findings = findings();
        assertThat(findings.stream().map(it -> it.getResource() + " " + it.getRecord()).toList())
            .as(attack)
            .anyMatch(found -> how.named().stream().allMatch(found::contains));
      } finally {
        statement.execute("DELETE FROM " + table);
        statement.execute("INSERT INTO " + table + " SELECT * FROM former");
        statement.execute("DROP TABLE former");
      }
    }
    assertThat(findings()).isEmpty();
  }

  private static List<JournalFinding> findings() {
    var findings = new ArrayList<JournalFinding>();
    auditor
        .verifyJournal(VerifyJournalRequest.getDefaultInstance())
        .forEachRemaining(answer -> {
          if (answer.hasFinding()) {
            findings.add(answer.getFinding());
          }
        });
    return findings;
  }

  private static String name(Trader trader) {
    return trader.getName();
  }

  private static String id(Trader trader) {
    return "UNHEX('%s')"
        .formatted(
            trader.getName().substring(trader.getName().lastIndexOf('/') + 1).replace("-", ""));
  }
}
