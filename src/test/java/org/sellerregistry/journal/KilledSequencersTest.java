package org.sellerregistry.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.sellerregistry.storage.Database;
import org.sellerregistry.storage.EmbeddedDatabase;
import org.sellerregistry.storage.EmbeddedSettings;
import org.sellerregistry.storage.Migrator;
import org.sellerregistry.storage.StorageException;
import org.sellerregistry.storage.TestDatabase;
import org.sellerregistry.vault.KeyRing;
import org.sellerregistry.vault.SigningKeys;

/** Processes that are killed or frozen in the middle of a batch. */
class KilledSequencersTest {
  @RegisterExtension
  static final TestDatabase DATABASE =
      TestDatabase.migrated().with(config -> config.withConnections(10, 4));

  private static final int WRITERS = 8;
  private static final int SERVERS = 4;
  private static final int BATCH = 50;

  @TempDir static Path folder;

  @Test
  void killedServersLoseNothingThatTheyCommitted() throws Exception {
    var keys = folder.resolve("keys");
    var journal =
        new JournalFixture(
            DATABASE.transactor(), new Checkpoints(new SigningKeys(KeyRing.openOrCreate(keys))));
    long former = journal.reader.size(Log.REGISTRY);
    var acknowledged = new HashMap<UUID, Set<Long>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var processes = new ArrayList<SequencerProcess>();
      for (int i = 0; i < SERVERS; i++) {
        processes.add(start(keys, WRITERS / SERVERS, threads));
      }
      try {
        for (int round = 0; round < SERVERS; round++) {
          awaitMore(journal, 3 * BATCH);
          // It writes and sequences at the moment, as all of them do.
          end(processes.get(round), acknowledged);
          processes.set(round, start(keys, WRITERS / SERVERS, threads));
        }
        awaitMore(journal, 3 * BATCH);
      } finally {
        for (var process : processes) {
          end(process, acknowledged);
        }
      }
    }
    journal.sequence();
    var leaves = journal.leaves();
    requireDenseAndInOrder(leaves);
    requireAll(leaves.subList((int) former, leaves.size()), acknowledged);
    assertThat(acknowledged).hasSizeBetween(WRITERS + 1, 2 * WRITERS);
    assertThat(journal.verify()).isEmpty();
  }

  private static SequencerProcess start(Path keys, int writers, ExecutorService threads)
      throws IOException {
    return SequencerProcess.start(DATABASE.config(), keys, BATCH, writers, threads);
  }

  private static void end(SequencerProcess process, Map<UUID, Set<Long>> acknowledged)
      throws Exception {
    process.kill();
    for (var line : process.committed()) {
      var words = line.split(" ");
      // The last line may have been cut by the end.
      if (words.length == 2 && words[0].length() == 36) {
        acknowledged
            .computeIfAbsent(UUID.fromString(words[0]), key -> new HashSet<>())
            .add(Long.valueOf(words[1]));
      }
    }
  }

  private static void awaitMore(JournalFixture journal, int entries) {
    long size = journal.reader.size(Log.REGISTRY);
    while (journal.reader.size(Log.REGISTRY) < size + entries) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aFrozenSequencerDoesNotStopTheOthers() throws Exception {
    var keys = folder.resolve("keys");
    var journal =
        new JournalFixture(
            DATABASE.transactor(), new Checkpoints(new SigningKeys(KeyRing.openOrCreate(keys))));
    long former = journal.reader.size(Log.REGISTRY);
    var writing = new AtomicBoolean(true);
    var written = new AtomicInteger();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        var process = start(keys, 0, threads)) {
      var writers = new ArrayList<Future<?>>();
      for (int i = 0; i < WRITERS; i++) {
        writers.add(
            threads.submit(() -> {
              var trader = UUID.randomUUID();
              for (long revision = 1; writing.get(); revision++) {
                journal.append(trader, revision);
                written.incrementAndGet();
              }
            }));
      }
      try {
        freeze(journal, process);
      } finally {
        writing.set(false);
        process.kill();
      }
      for (var writer : writers) {
        writer.get();
      }
    }
    journal.sequence();
    var leaves = journal.leaves();
    assertThat(leaves).hasSize((int) former + written.get());
    requireDenseAndInOrder(leaves);
    assertThat(journal.verify()).isEmpty();
  }

  /** Stops a process while it holds the logs; the others wait for the database to end it. */
  private static void freeze(JournalFixture journal, SequencerProcess process) throws Exception {
    process.signal("STOP");
    while (!isHeld()) {
      process.signal("CONT");
      process.signal("STOP");
    }
    var begin = System.nanoTime();
    while (!journal.sequencer(BATCH).sequence().held()) {
      // The frozen one still has the logs.
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    process.signal("CONT");
    awaitMore(journal, 2 * BATCH);
  }

  private static boolean isHeld() throws SQLException {
    try (var connection = DATABASE.connect();
        var statement = connection.createStatement()) {
      // Twice: a statement that the frozen process had sent may still end and commit.
      for (int look = 0; look < 2; look++) {
        try {
          statement.executeQuery("SELECT * FROM journal_log FOR UPDATE NOWAIT").close();
          return false;
        } catch (SQLException e) {
          statement.execute("DO SLEEP(0.1)");
        }
      }
      return true;
    }
  }

  @Test
  void aKilledDatabaseLosesNothingThatWasCommitted() throws Exception {
    var checkpoints = new Checkpoints(new SigningKeys(KeyRing.ephemeral()));
    var settings = new EmbeddedSettings(folder.resolve("data"), cache(), 32, true);
    var acknowledged = new ConcurrentHashMap<UUID, Set<Long>>();
    var writing = new AtomicBoolean(true);
    var current = new AtomicReference<JournalFixture>();
    var enough = new CountDownLatch(600);
    var more = new CountDownLatch(1200);
    var first = EmbeddedDatabase.start(settings);
    var _ = new Migrator(first.config()).migrate();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        var before = Database.open(first.config())) {
      current.set(new JournalFixture(TestDatabase.transactor(before), checkpoints));
      for (int i = 0; i < WRITERS; i++) {
        var trader = UUID.randomUUID();
        var own = acknowledged.computeIfAbsent(trader, key -> ConcurrentHashMap.newKeySet());
        var _ =
            threads.submit(() -> {
              for (long revision = 1; writing.get(); revision++) {
                try {
                  current.get().append(trader, revision);
                  own.add(revision);
                  enough.countDown();
                  more.countDown();
                } catch (StorageException e) {
                  // Not acknowledged: it may be there or not, but not twice.
                }
              }
            });
      }
      for (int i = 0; i < 4; i++) {
        var _ =
            threads.submit(() -> {
              while (writing.get()) {
                try {
                  var _ = current.get().sequencer(BATCH).sequence();
                } catch (StorageException e) {
                  // The next round is the next attempt.
                }
              }
            });
      }
      enough.await();
      server(settings.data()).destroyForcibly();
      first.close();
      try (var second = EmbeddedDatabase.start(settings);
          var after = Database.open(second.config())) {
        var journal = new JournalFixture(TestDatabase.transactor(after), checkpoints);
        current.set(journal);
        more.await();
        writing.set(false);
        threads.shutdown();
        threads.awaitTermination(30, java.util.concurrent.TimeUnit.SECONDS);
        journal.sequence();
        var leaves = journal.leaves();
        requireDenseAndInOrder(leaves);
        requireAll(leaves, acknowledged);
        assertThat(journal.verify()).isEmpty();
      }
    }
  }

  private static ProcessHandle server(Path data) {
    return ProcessHandle.current()
        .descendants()
        .filter(it -> it.info().commandLine().orElse("").contains(data.toString()))
        .findFirst()
        .orElseThrow();
  }

  /** Each once, and all that were acknowledged; none comes before the one that it follows. */
  private static void requireAll(List<Leaf> leaves, Map<UUID, Set<Long>> acknowledged) {
    var found = new HashMap<String, Set<Long>>();
    for (var leaf : leaves) {
      var entry = leaf.entry().orElseThrow();
      assertThat(
              found
                  .computeIfAbsent(entry.getResource(), key -> new HashSet<>())
                  .add(entry.getRevision()))
          .isTrue();
    }
    acknowledged.forEach((trader, revisions) ->
        assertThat(found.get("marketplaces/shop/traders/" + trader)).containsAll(revisions));
  }

  private static void requireDenseAndInOrder(List<Leaf> leaves) {
    assertThat(leaves)
        .extracting(Leaf::sequence)
        .containsExactlyElementsOf(LongStream.range(0, leaves.size()).boxed().toList());
    var last = new HashMap<String, Long>();
    for (var leaf : leaves) {
      var entry = leaf.entry().orElseThrow();
      var former = last.put(entry.getResource(), entry.getRevision());
      assertThat(entry.getRevision()).isGreaterThan(former == null ? 0 : former);
    }
  }

  private static Path cache() {
    var home = System.getenv("XDG_CACHE_HOME");
    return (home == null ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(home))
        .resolve("seller-registry");
  }
}
