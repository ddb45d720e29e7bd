package org.sellerregistry.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sellerregistry.storage.generated.Tables.JOURNAL_PENDING;

import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sellerregistry.storage.TestDatabase;
import org.sellerregistry.storage.TransactionCancelledException;
import org.sellerregistry.v1.Access;

class AccessLogTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private static final Duration SHORT = Duration.ofMillis(100);

  private final JournalFixture journal = new JournalFixture(DATABASE);

  @Test
  void whoWaitsForAStuckDatabaseHearsOfIt() throws SQLException {
    try (var log = new AccessLog(journal.transactor, journal.clock, SHORT);
        var other = DATABASE.connect();
        var statement = other.createStatement()) {
      statement.execute("LOCK TABLES journal_pending READ");
      var first = log.record(access());
      var behind = log.record(access());
      assertThatThrownBy(first::join).hasCauseInstanceOf(TransactionCancelledException.class);
      assertThatThrownBy(behind::join).hasCauseInstanceOf(TransactionCancelledException.class);
      statement.execute("UNLOCK TABLES");
      log.record(access()).join();
      assertThat(waiting()).isEqualTo(1);
    }
  }

  private int waiting() {
    return journal.transactor.read(
        db -> db.fetchCount(JOURNAL_PENDING, JOURNAL_PENDING.LOG.eq(Log.ACCESS.code())));
  }

  private static Access access() {
    return Access.newBuilder().setMethod("Test.Read").build();
  }
}
