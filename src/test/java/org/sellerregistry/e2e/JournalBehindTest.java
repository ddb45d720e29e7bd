package org.sellerregistry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sellerregistry.access.Answers;
import org.sellerregistry.server.TestServer;
import org.sellerregistry.v1.ImportOptions;
import org.sellerregistry.v1.ImportOutcome;
import org.sellerregistry.v1.ImportRecord;
import org.sellerregistry.v1.ImportTradersRequest;
import org.sellerregistry.v1.Role;

/** Nobody writes faster than the journal can be put in sequence for long. */
class JournalBehindTest {
  private static final int MOST = 1_000;

  @RegisterExtension
  static final TestServer SERVER =
      TestServer.create(config -> config.with("JOURNAL_CHANGES_WAIT_AT", "20"));

  @Test
  void changesWaitAndAreRefusedWhileReadsAndOperatorsGoOn() throws Exception {
    var channel = SERVER.marketplace("shop", "anna");
    var shop = new Shop(channel, "shop");
    var trader = shop.create(Sellers.complete("s-0"));
    var importing = ImportClient.open(channel);
    importing.send(
        ImportTradersRequest.newBuilder()
            .setOptions(ImportOptions.newBuilder().setParent(shop.parent()))
            .build());
    try (var frozen = SERVER.database().connect()) {
      holdTheLogs(frozen);

      var outcome = "OK";
      int created = 0;
      while (outcome.equals("OK") && created < MOST) {
        var seller = Sellers.complete("s-" + ++created);
        outcome = Answers.outcome(() -> shop.create(seller));
      }
      assertThat(outcome).isEqualTo("UNAVAILABLE JOURNAL_BEHIND");
      importing.requests().request(1);
      importing.send(record("i-1"));
      assertThat(Answers.outcome(() -> shop.create(Sellers.complete("s-again"))))
          .isEqualTo("UNAVAILABLE JOURNAL_BEHIND");
      assertThat(importing.answered()).as("waits for room").isFalse();

      assertThat(shop.get(trader.getName()).getExternalId()).isEqualTo("s-0");
      assertThat(SERVER.grant("auditor", Role.ROLE_AUDITOR, "").getName()).isNotEmpty();

      frozen.rollback();
      assertThat(importing.answer().getOutcome()).isEqualTo(ImportOutcome.IMPORT_OUTCOME_CREATED);
      assertThat(Answers.outcome(() -> shop.create(Sellers.complete("s-again")))).isEqualTo("OK");
    }
    importing.requests().onCompleted();
  }

  private static ImportTradersRequest record(String externalId) {
    return ImportTradersRequest.newBuilder()
        .setRecord(ImportRecord.newBuilder().setTrader(Sellers.complete(externalId)))
        .build();
  }

  /** As a server does that freezes in the middle of a batch. */
  private static void holdTheLogs(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try (var statement = connection.createStatement()) {
      var _ = statement.execute("SELECT log FROM journal_log FOR UPDATE");
    }
  }
}
