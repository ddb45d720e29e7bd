package org.sellerregistry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sellerregistry.server.TestServer;
import org.sellerregistry.v1.JournalFinding;
import org.sellerregistry.v1.JournalServiceGrpc;
import org.sellerregistry.v1.Role;
import org.sellerregistry.v1.VerifyJournalRequest;

/** What somebody does to entries in the moment before they are in sequence is found too. */
class PendingAlteredTest {
  @RegisterExtension static final TestServer SERVER = TestServer.create();

  @Test
  void anEntryThatIsAlteredOrDeletedLeavesItsRecordsUnknown() throws Exception {
    var shop = new Shop(SERVER.marketplace("pending"), "pending");
    var _ = SERVER.grant("auditor", Role.ROLE_AUDITOR, "");
    try (var holding = SERVER.database().connect();
        var hold = holding.createStatement();
        var connection = SERVER.database().connect();
        var statement = connection.createStatement()) {
      hold(hold);
      var trader = shop.create(Sellers.complete("s-1"));
      var entry = "log = 1 AND entry LIKE '%" + trader.getName() + "%'";
      assertThat(findings()).as("it waits, and that is all").isEmpty();

      statement.execute("CREATE TABLE former AS SELECT * FROM journal_pending WHERE " + entry);
      for (var attack :
          List.of(
              "UPDATE journal_pending SET entry = REVERSE(entry) WHERE " + entry,
              "UPDATE journal_pending SET log = 2 WHERE " + entry,
              "DELETE FROM journal_pending WHERE " + entry)) {
        assertThat(statement.executeUpdate(attack)).isPositive();
        assertThat(findings())
            .as(attack)
            .anyMatch(finding -> finding.getResource().equals(trader.getName()));
        statement.execute("DELETE FROM journal_pending WHERE id IN (SELECT id FROM former)");
        statement.execute("INSERT INTO journal_pending SELECT * FROM former");
      }
      statement.execute("DROP TABLE former");
      holding.rollback();
      assertThat(findings()).isEmpty();
    }
  }

  /** Nobody sequences until the rollback. */
  private static void hold(Statement statement) throws Exception {
    statement.getConnection().setAutoCommit(false);
    statement.executeQuery("SELECT * FROM journal_log FOR UPDATE").close();
  }

  private static List<JournalFinding> findings() {
    var findings = new ArrayList<JournalFinding>();
    JournalServiceGrpc.newBlockingStub(SERVER.channel("auditor"))
        .verifyJournal(VerifyJournalRequest.getDefaultInstance())
        .forEachRemaining(answer -> {
          if (answer.hasFinding()) {
            findings.add(answer.getFinding());
          }
        });
    return findings;
  }
}
