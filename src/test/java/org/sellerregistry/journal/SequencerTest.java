package org.sellerregistry.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sellerregistry.journal.VerifyTree.Finding;
import org.sellerregistry.storage.TestDatabase;
import org.sellerregistry.v1.JournalEntry;

class SequencerTest {
  @RegisterExtension
  static final TestDatabase DATABASE =
      TestDatabase.migrated().with(config -> config.withConnections(16, 4));

  private static final UUID TRADER = UUID.fromString("01900000-0000-7000-8000-000000000001");

  private final JournalFixture journal = new JournalFixture(DATABASE);

  @AfterEach
  void empty() throws SQLException {
    execute(
        "DELETE FROM journal_pending",
        "DELETE FROM journal_entry",
        "DELETE FROM journal_tile",
        "DELETE FROM journal_checkpoint",
        "UPDATE journal_log SET size = 0, frontier = '', note = ''",
        "UPDATE journal_sequencer SET gaps = '', scan_time = '2000-01-01'");
  }

  @Test
  void entriesGetDenseNumbersATreeAndACheckpoint() throws Exception {
    for (int revision = 1; revision <= 250; revision++) {
      journal.append(TRADER, revision);
    }
    assertThat(journal.sequencer(100).sequence()).isEqualTo(new Sequencer.Result(true, 100, true));
    journal.sequence();

    var leaves = journal.leaves();
    assertThat(leaves)
        .extracting(Leaf::sequence)
        .containsExactlyElementsOf(LongStream.range(0, 250).boxed().toList());
    assertThat(leaves)
        .extracting(leaf -> leaf.entry().map(JournalEntry::getRevision).orElse(0L))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 250).boxed().toList());
    assertThat(leaves).allMatch(Leaf::isIntact);
    assertThat(leaves).extracting(Leaf::salt).doesNotHaveDuplicates();
    var hashes = leaves.stream().map(Leaf::hash).toList();
    var note = journal.reader.checkpoint(Log.REGISTRY).toString();
    var head = journal.checkpoints.open(Log.REGISTRY, note, journal.reader.keys());
    assertThat(head.size()).isEqualTo(250);
    assertThat(head.root()).isEqualTo(ReferenceTree.root(hashes));
    var key = journal.checkpoints.verifierKey(Log.REGISTRY, 250, journal.reader.keys()).toString();
    assertThat(IndependentNote.open(note, key)).isEqualTo(head.text());
    assertThat(journal.verify()).isEmpty();
    assertThat(journal.sequencer(100).sequence()).isEqualTo(new Sequencer.Result(true, 0, false));
  }

  @Test
  void proofsFromTilesAreThoseOfTheTree() {
    var random = new SplittableRandom(1);
    int size = 0;
    while (size < 700) {
      int more = random.nextInt(1, 90);
      for (int i = 0; i < more; i++) {
        journal.append(TRADER, size++);
      }
      var _ = journal.sequencer(1000).sequence();
    }
    var leaves = journal.leaves();
    var proofs = new Proofs(new ReferenceTree(leaves.stream().map(Leaf::hash).toList()));
    for (int i = 0; i < 60; i++) {
      int second = random.nextInt(1, size + 1);
      int first = random.nextInt(second);
      var inclusion = journal.reader.inclusion(Log.REGISTRY, first, second);
      assertThat(inclusion.path()).isEqualTo(proofs.inclusion(first, second));
      assertThat(inclusion.root()).isEqualTo(proofs.root(second));
      var hash = leaves.get(first).hash();
      assertThat(ProofCheck.includes(inclusion.root(), second, first, hash, inclusion.path()))
          .isTrue();
      var consistency = journal.reader.consistency(Log.REGISTRY, first, second);
      assertThat(consistency.path()).isEqualTo(proofs.consistency(first, second));
    }
  }

  @Test
  void whatCommitsLateIsNotPassedOver() throws SQLException {
    var late = UUID.randomUUID();
    try (var connection = DATABASE.connect()) {
      connection.setAutoCommit(false);
      try (var statement =
          connection.prepareStatement(
              "INSERT INTO journal_pending (log, format_version, entry, create_time)"
                  + " VALUES (1, 1, ?, ?)")) {
        var entry = journal.entry(late, 1);
        statement.setBytes(1, entry.toByteArray());
        statement.setObject(
            2,
            LocalDateTime.ofEpochSecond(
                entry.getTime().getSeconds(), entry.getTime().getNanos(), ZoneOffset.UTC));
        statement.executeUpdate();
      }
      journal.append(TRADER, 1);
      journal.sequence();
      journal.append(TRADER, 2);
      journal.sequence();
      assertThat(journal.leaves()).hasSize(2);
      connection.commit();
      journal.append(late, 2);
      journal.sequence();
    }
    assertThat(journal.leaves())
        .extracting(leaf -> leaf.entry().map(JournalEntry::getRevision).orElse(0L))
        .containsExactly(1L, 2L, 1L, 2L);
    assertThat(journal.verify()).isEmpty();
  }

  @Test
  void writersThatHaveNotCommittedHoldNothingUp() throws SQLException {
    try (var connection = DATABASE.connect()) {
      connection.setAutoCommit(false);
      insert(connection);
      for (int revision = 1; revision <= 50; revision++) {
        journal.append(TRADER, revision);
      }
      insert(connection);
      assertThat(journal.sequencer(100).sequence())
          .isEqualTo(new Sequencer.Result(true, 50, false));
      connection.rollback();
    }
  }

  private void insert(Connection connection) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "INSERT INTO journal_pending (log, format_version, entry, create_time)"
                + " VALUES (1, 1, ?, NOW(6))")) {
      statement.setBytes(1, journal.entry(TRADER, 99).toByteArray());
      statement.executeUpdate();
    }
  }

  @Test
  void aPositionThatSomebodySetIsMadeGood() throws SQLException {
    journal.sequence();
    execute("UPDATE journal_sequencer SET position = position + 1000");
    journal.append(TRADER, 1);
    journal.sequence();
    assertThat(journal.leaves()).as("until everything is looked through again").isEmpty();
    execute("UPDATE journal_sequencer SET scan_time = '2000-01-01'");
    journal.sequence();
    journal.append(TRADER, 2);
    journal.sequence();
    assertThat(journal.leaves()).hasSize(2);
  }

  @Test
  void nothingIsTakenWhileTheHeadOfALogIsMissing() throws SQLException {
    journal.append(TRADER, 1);
    execute(
        "CREATE TABLE heads AS SELECT * FROM journal_log WHERE log = 2",
        "DELETE FROM journal_log WHERE log = 2");
    assertThatThrownBy(() -> journal.sequencer(10).sequence())
        .isInstanceOf(JournalDamagedException.class);
    assertThat(journal.verify()).hasAtLeastOneElementOfType(Finding.WrongTree.class);
    execute("INSERT INTO journal_log SELECT * FROM heads", "DROP TABLE heads");
    journal.sequence();
    assertThat(journal.leaves()).hasSize(1);
  }

  @Test
  void oneSequencesAtATime() throws SQLException {
    journal.append(TRADER, 1);
    try (var other = DATABASE.connect();
        var statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.executeQuery("SELECT * FROM journal_log FOR UPDATE").close();
      var begin = System.nanoTime();
      assertThat(journal.sequencer(10).sequence()).isEqualTo(new Sequencer.Result(false, 0, false));
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(1));
    }
    assertThat(journal.sequencer(10).sequence().entries()).isEqualTo(1);
  }

  @Test
  void writersAndSequencersAtOnceLoseNothingAndKeepTheOrder() throws Exception {
    int writers = 8;
    int each = 150;
    var writing = new AtomicBoolean(true);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var sequencers = new ArrayList<Future<?>>();
      for (int i = 0; i < 4; i++) {
        Callable<Void> work =
            () -> {
              var sequencer = journal.sequencer(37);
              while (writing.get() || sequencer.sequence().entries() > 0) {
                var _ = sequencer.sequence();
              }
              return null;
            };
        sequencers.add(threads.submit(work));
      }
      var done = new ArrayList<Future<?>>();
      for (int i = 0; i < writers; i++) {
        var trader = UUID.randomUUID();
        done.add(
            threads.submit(() -> {
              for (long revision = 1; revision <= each; revision++) {
                journal.append(trader, revision);
              }
            }));
      }
      for (var future : done) {
        future.get();
      }
      writing.set(false);
      for (var future : sequencers) {
        future.get();
      }
    }
    journal.sequence();
    assertThat(journal.leaves())
        .extracting(Leaf::sequence)
        .containsExactlyElementsOf(LongStream.range(0, (long) writers * each).boxed().toList());
    requireOrder(journal.leaves(), each);
    assertThat(journal.verify()).isEmpty();
  }

  @Test
  void aLongSnapshotDoesNotSlowItDown() throws SQLException {
    try (var dump = DATABASE.connect();
        var statement = dump.createStatement()) {
      statement.execute("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
      statement.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT");
      statement.executeQuery("SELECT COUNT(*) FROM journal_pending").close();
      fill(20_000);
      var sequencer = journal.sequencer(1000);
      var pages = new ArrayList<Long>();
      while (pages.size() < 20) {
        long before = pagesRead(statement);
        assertThat(sequencer.sequence().entries()).isEqualTo(1000);
        pages.add(pagesRead(statement) - before);
      }
      // What was deleted is still there for the dump; nobody searches through it.
      long first = pages.subList(0, 10).stream().mapToLong(Long::longValue).sum();
      long last = pages.subList(10, 20).stream().mapToLong(Long::longValue).sum();
      assertThat(last).isLessThan(2 * first);
      long before = pagesRead(statement);
      for (int i = 0; i < 20; i++) {
        assertThat(sequencer.sequence().entries()).isZero();
      }
      assertThat(pagesRead(statement) - before).as("of twenty rounds").isLessThan(first / 10);
    }
  }

  /** How many pages the server has looked into. */
  private static long pagesRead(Statement statement) throws SQLException {
    try (var rows =
        statement.executeQuery("SHOW GLOBAL STATUS LIKE 'Innodb_buffer_pool_read_requests'")) {
      rows.next();
      return rows.getLong(2);
    }
  }

  @Test
  void prunedContentStillVerifies() {
    for (int revision = 1; revision <= 20; revision++) {
      journal.append(TRADER, revision);
    }
    journal.sequence();
    journal.transactor.write(db -> {
      new EntryStore().prune(db, Log.REGISTRY, List.of(3L, 4L, 5L, 6L, 7L, 8L));
      return true;
    });
    assertThat(journal.leaves()).filteredOn(Leaf::isPruned).hasSize(6);
    assertThat(journal.leaves()).allMatch(Leaf::isIntact);
    assertThat(journal.verify()).isEmpty();
    var result =
        new VerifyTree(journal.transactor, journal.checkpoints)
            .verify(Log.REGISTRY, List.of(), leaf -> {}, finding -> {});
    assertThat(result.pruned()).isEqualTo(6);
  }

  @Test
  void whatWasChangedFromOutsideIsFound() throws SQLException {
    for (int revision = 1; revision <= 20; revision++) {
      journal.append(TRADER, revision);
    }
    journal.sequence();
    execute("UPDATE journal_entry SET content = 'x' WHERE log = 1 AND sequence = 4");
    assertThat(journal.verify())
        .singleElement()
        .isInstanceOfSatisfying(
            Finding.WrongEntry.class, it -> assertThat(it.sequence()).isEqualTo(4));
    execute(
        "UPDATE journal_entry SET leaf_hash = REVERSE(leaf_hash) WHERE log = 1 AND sequence = 4");
    assertThat(journal.verify()).hasAtLeastOneElementOfType(Finding.WrongTree.class);
    execute("DELETE FROM journal_entry WHERE log = 1 AND sequence = 19");
    assertThat(journal.verify())
        .anySatisfy(
            it -> assertThat(it).isEqualTo(new Finding.WrongEntry(19, "The entry is missing")));
    execute("UPDATE journal_checkpoint SET note = REPLACE(note, '\\n20\\n', '\\n19\\n')");
    assertThat(journal.verify()).hasAtLeastOneElementOfType(Finding.WrongCheckpoint.class);
  }

  @Test
  void nothingIsSignedOnTopOfAChangedTree() throws SQLException {
    journal.append(TRADER, 1);
    journal.sequence();
    journal.append(TRADER, 2);
    execute("UPDATE journal_log SET frontier = REVERSE(frontier) WHERE log = 1");
    assertThatThrownBy(() -> journal.sequencer(10).sequence())
        .isInstanceOf(JournalDamagedException.class);
    execute("UPDATE journal_log SET frontier = REVERSE(frontier) WHERE log = 1");
    journal.sequence();
    assertThat(journal.leaves()).hasSize(2);
  }

  private static void requireOrder(List<Leaf> leaves, int each) {
    var revisions = new HashMap<String, Long>();
    for (var leaf : leaves) {
      var entry = leaf.entry().orElseThrow();
      var last = revisions.put(entry.getResource(), entry.getRevision());
      assertThat(entry.getRevision()).isEqualTo(last == null ? 1 : last + 1);
    }
    assertThat(revisions.values()).allMatch(last -> last == each);
  }

  private void fill(int entries) throws SQLException {
    try (var connection = DATABASE.connect();
        var statement =
            connection.prepareStatement(
                "INSERT INTO journal_pending (log, format_version, entry, create_time)"
                    + " SELECT 1, 1, ?, NOW(6) FROM information_schema.columns a,"
                    + " information_schema.columns b LIMIT "
                    + entries)) {
      statement.setBytes(1, journal.entry(TRADER, 1).toByteArray());
      statement.executeUpdate();
    }
  }

  private static void execute(String... statements) throws SQLException {
    try (var connection = DATABASE.connect();
        var handle = connection.createStatement()) {
      for (var statement : statements) {
        handle.execute(statement);
      }
    }
  }
}
