package org.sellerregistry.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sellerregistry.storage.TestDatabase;
import org.sellerregistry.v1.Access;
import org.sellerregistry.v1.CheckpointKeyChange;
import org.sellerregistry.v1.JournalEntry;
import org.sellerregistry.v1.ReturnedTrader;
import org.sellerregistry.v1.WrittenRecord;

class PruneLogsTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private static final UUID TRADER = UUID.fromString("01900000-0000-7000-8000-000000000001");
  private static final String OWN = "traders/" + TRADER;
  private static final Duration KEPT = Duration.ofDays(10);

  private final JournalFixture journal = new JournalFixture(DATABASE);
  private final AccessIndex index = new AccessIndex(journal.transactor);

  @AfterEach
  void empty() throws SQLException {
    execute(
        "DELETE FROM journal_pending",
        "DELETE FROM journal_entry",
        "DELETE FROM journal_tile",
        "DELETE FROM journal_checkpoint",
        "DELETE FROM access_by_trader",
        "DELETE FROM journal_consumer WHERE consumer <> 'access_by_trader'",
        "UPDATE journal_consumer SET position = 0",
        "UPDATE journal_log SET size = 0, frontier = '', note = ''",
        "UPDATE journal_sequencer SET gaps = '', scan_time = '2000-01-01'");
  }

  /** Of a server whose clock is so far ahead of those of the writers. */
  private PruneLogs after(Duration age) {
    return new PruneLogs(
        journal.transactor,
        journal.journal,
        new PruneLogs.Periods(KEPT, KEPT.plusDays(5)),
        InstantSource.fixed(Instant.now().plus(age)));
  }

  /** Records that an entry writes; one that it deletes has a minus before it. */
  private void append(String resource, String... records) {
    journal.transactor.write(db -> {
      for (var record : records) {
        boolean deleted = record.startsWith("-");
        var sha = deleted ? ByteString.EMPTY : ByteString.copyFromUtf8(UUID.randomUUID() + "");
        Journal.wrote(
            db,
            WrittenRecord.newBuilder()
                .setRecord(deleted ? record.substring(1) : record)
                .setSha256(sha)
                .build());
      }
      journal.journal.append(
          db, journal.entry(TRADER, 1).toBuilder().setResource(resource).build());
      return true;
    });
  }

  private List<Long> pruned() {
    return journal.leaves().stream().filter(Leaf::isPruned).map(Leaf::sequence).toList();
  }

  private List<JournalEntry> prunings() {
    journal.sequence();
    return journal.leaves().stream()
        .flatMap(leaf -> leaf.entry().stream())
        .filter(PruneLogs::isPruning)
        .toList();
  }

  @Test
  void nothingIsPrunedBeforeItsTime() {
    append("marketplaces/shop/traders/" + TRADER);
    journal.sequence();
    after(KEPT.minusHours(1)).run();
    assertThat(pruned()).isEmpty();
    assertThat(prunings()).isEmpty();
  }

  @Test
  void whatAnswersForARecordStaysUntilAnotherEntryDoes() {
    var trader = "marketplaces/shop/traders/" + TRADER;
    append(trader, OWN + "/trader", OWN + "/revisions/1");
    append(trader, OWN + "/trader");
    append(trader, OWN + "/trader", OWN + "/sections/1/2");
    append(trader);
    append("grants/" + TRADER, "grants/" + TRADER);
    append("", new String[0]);
    journal.sequence();

    after(KEPT.plusHours(1)).run();
    assertThat(pruned()).as("superseded, and what wrote nothing").containsExactly(1L, 3L, 5L);
    assertThat(prunings())
        .singleElement()
        .satisfies(entry -> {
          assertThat(entry.getResource()).isEqualTo("journal/registry");
          assertThat(entry.getPrincipal()).isEqualTo("registry");
          assertThat(entry.getWrittenList())
              .extracting(WrittenRecord::getRecord)
              .containsExactly("journal/registry/1", "journal/registry/3", "journal/registry/5");
        });
    assertThat(journal.verify()).isEmpty();

    append(trader, "-" + OWN + "/trader", "-" + OWN + "/revisions/1", "-" + OWN + "/sections/1/2");
    journal.sequence();
    long deletion = journal.leaves().getLast().sequence();
    after(KEPT.multipliedBy(2).plusHours(2)).run();
    assertThat(pruned()).contains(0L, 2L).doesNotContain(deletion);
    journal.sequence();
    after(KEPT.multipliedBy(3).plusHours(3)).run();
    assertThat(pruned()).as("it deletes what nothing names any more").contains(deletion);
    journal.sequence();
    assertThat(journal.verify()).isEmpty();
  }

  @Test
  void whoseKeySignedWhatStays() {
    var change = journal.entry(TRADER, 1).toBuilder();
    change.setCheckpointKeyChange(CheckpointKeyChange.newBuilder().setRegistrySize(1));
    journal.transactor.write(db -> {
      journal.journal.append(db, change.build());
      return true;
    });
    journal.sequence();
    after(KEPT.plusHours(1)).run();
    assertThat(pruned()).isEmpty();
  }

  @Test
  void accessesGoWithWhatTheyAreFoundBy() throws Exception {
    for (int i = 0; i < 3; i++) {
      access();
    }
    journal.sequence();
    after(KEPT.plusDays(6)).run();
    assertThat(found()).as("not found by trader yet, so not pruned").isEmpty();
    assertThat(contents(Log.ACCESS)).isEqualTo(3);

    while (index.advance()) {
      // Until all are in.
    }
    assertThat(found()).hasSize(3);
    after(KEPT.plusDays(4)).run();
    assertThat(found()).as("kept for longer than changes").hasSize(3);
    access();
    journal.sequence();

    after(KEPT.plusDays(6)).run();
    assertThat(found()).isEmpty();
    assertThat(contents(Log.ACCESS)).as("the last one is not found by trader yet").isEqualTo(1);
    assertThat(index.advance()).isFalse();
    assertThat(found()).containsExactly(3L);
    var verify = new VerifyAccessIndex(journal.transactor);
    journal
        .reader
        .entries(JournalReader.Filter.all(Log.ACCESS), 0, 10)
        .leaves()
        .forEach(verify::take);
    assertThat(verify.findings()).isEmpty();
    assertThat(journal.verify()).isEmpty();
    assertThat(prunings())
        .singleElement()
        .satisfies(entry -> assertThat(entry.getWrittenCount()).isEqualTo(3));
  }

  @Test
  void aRunThatEndedIsGoneOnWith() {
    journal.transactor.write(db -> {
      for (int i = 0; i < 250; i++) {
        journal.journal.append(db, journal.entry(TRADER, i));
      }
      return true;
    });
    journal.sequence();
    assertThat(after(KEPT.plusHours(1)).step(Log.REGISTRY)).isTrue();
    assertThat(pruned()).hasSize(100);
    assertThat(after(KEPT.plusHours(1)).step(Log.REGISTRY)).isTrue();
    assertThat(pruned()).hasSize(200);
    assertThat(after(KEPT.plusHours(1)).step(Log.REGISTRY)).isFalse();
    assertThat(pruned()).hasSize(250);
    assertThat(prunings()).hasSize(3);
    assertThat(journal.verify()).isEmpty();
  }

  @Test
  void whatIsNotWhatWasHashedStays() throws SQLException {
    append("marketplaces/shop/traders/" + TRADER);
    append("marketplaces/shop/traders/" + TRADER);
    journal.sequence();
    execute("UPDATE journal_entry SET salt = REVERSE(salt) WHERE log = 1 AND sequence = 0");
    after(KEPT.plusHours(1)).run();
    assertThat(pruned()).containsExactly(1L);
    assertThat(journal.verify()).hasSize(1);
  }

  private void access() throws Exception {
    try (var log = new AccessLog(journal.transactor, journal.clock)) {
      var trader = ReturnedTrader.newBuilder().setTrader("marketplaces/shop/traders/" + TRADER);
      log.record(Access.newBuilder().addTraders(trader).build()).get();
    }
  }

  private List<Long> found() {
    return index.find("shop", TRADER, 0, 10);
  }

  private int contents(Log log) {
    var leaves =
        new ArrayList<>(journal.reader.entries(JournalReader.Filter.all(log), 0, 10).leaves());
    leaves.removeIf(Leaf::isPruned);
    return leaves.size();
  }

  private static void execute(String... statements) throws SQLException {
    try (var connection = DATABASE.connect();
        var handle = connection.createStatement()) {
      for (var statement : statements) {
        var _ = handle.execute(statement);
      }
    }
  }
}
