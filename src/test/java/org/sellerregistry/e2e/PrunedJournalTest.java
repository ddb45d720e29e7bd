package org.sellerregistry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sellerregistry.server.TestServer;
import org.sellerregistry.v1.JournalFinding;
import org.sellerregistry.v1.JournalServiceGrpc;
import org.sellerregistry.v1.JournalServiceGrpc.JournalServiceBlockingStub;
import org.sellerregistry.v1.JournalVerification;
import org.sellerregistry.v1.ListAccessesRequest;
import org.sellerregistry.v1.Role;
import org.sellerregistry.v1.VerifyJournalRequest;

/** When the time of the journal's entries has passed, their content goes, and all else holds. */
class PrunedJournalTest {
  @RegisterExtension
  static final TestServer SERVER =
      TestServer.create(
          config -> config.with("JOURNAL_KEEP_CHANGES", "2h").with("JOURNAL_KEEP_ACCESSES", "1h"));

  @Test
  void whatWasSeenIsForgottenAndAllVerifies() throws Exception {
    var channel = SERVER.marketplace("shop", "anna");
    var shop = new Shop(channel, "shop");
    var trader = shop.checkAll(shop.create(Sellers.complete("s-1")));
    var journal = JournalServiceGrpc.newBlockingStub(channel);
    var _ = SERVER.grant("auditor", Role.ROLE_AUDITOR, "");
    var auditor = JournalServiceGrpc.newBlockingStub(SERVER.channel("auditor"));
    var seen = accesses(journal, trader.getName());
    while (seen.isEmpty()) {
      // The index by trader is built behind the log.
      seen = accesses(journal, trader.getName());
    }
    SERVER.clock().advance(Duration.ofHours(25));
    settle();
    SERVER.runDueJobs();

    var found = new ArrayList<JournalFinding>();
    var summary = verify(auditor, found);
    assertThat(found).isEmpty();
    assertThat(summary.getPrunedEntries()).isGreaterThanOrEqualTo(seen.size());
    assertThat(accesses(journal, trader.getName())).isEmpty();
    assertThat(shop.get(trader.getName()).getExternalId()).isEqualTo("s-1");
    var again = accesses(journal, trader.getName());
    while (again.isEmpty()) {
      again = accesses(journal, trader.getName());
    }
    assertThat(again).hasSize(1);

    execute(
        """
        UPDATE journal_entry SET content = NULL, salt = NULL
        WHERE log = 1 AND content IS NOT NULL ORDER BY sequence LIMIT 1\
        """);
    var _ = verify(auditor, found);
    assertThat(found)
        .extracting(JournalFinding::getText)
        .contains("The content is gone, and no entry says that it was pruned");
  }

  private static JournalVerification verify(
      JournalServiceBlockingStub journal, List<JournalFinding> findings) {
    var summary = JournalVerification.getDefaultInstance();
    var events = journal.verifyJournal(VerifyJournalRequest.getDefaultInstance());
    while (events.hasNext()) {
      var event = events.next();
      if (event.hasFinding()) {
        findings.add(event.getFinding());
      }
      summary = event.hasSummary() ? event.getSummary() : summary;
    }
    return summary;
  }

  private static List<String> accesses(JournalServiceBlockingStub journal, String trader) {
    return journal
        .listAccesses(ListAccessesRequest.newBuilder().setParent(trader).setPageSize(1000).build())
        .getAccessesList()
        .stream()
        .map(access -> access.getMethod())
        .toList();
  }

  /** Waits until nothing waits for its place, or to be found by trader. */
  private static void settle() throws SQLException {
    try (var tables = new TableState(SERVER.database())) {
      var waiting =
          """
          SELECT (SELECT COUNT(*) FROM journal_pending)
            + (SELECT l.size - c.position FROM journal_log l, journal_consumer c
               WHERE l.log = 2 AND c.consumer = 'access_by_trader')\
          """;
      while (tables.count(waiting) > 0) {
        // The server's own thread is at it.
      }
    }
  }

  private static void execute(String statement) throws SQLException {
    try (var connection = SERVER.database().connect();
        var handle = connection.createStatement()) {
      assertThat(handle.executeUpdate(statement)).isPositive();
    }
  }
}
