package org.sellerregistry.bench;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.sellerregistry.cli.BenchmarkOptions;
import org.sellerregistry.journal.Checkpoints;
import org.sellerregistry.journal.Journal;
import org.sellerregistry.journal.Sequencer;
import org.sellerregistry.storage.Database;
import org.sellerregistry.storage.DatabaseConfig;
import org.sellerregistry.storage.RetryPolicy;
import org.sellerregistry.storage.Transactor;
import org.sellerregistry.v1.JournalEntry;
import org.sellerregistry.v1.WrittenRecord;
import org.sellerregistry.vault.SigningKey;

/**
 * How many entries a second get their place in the journal, each batch under a signed checkpoint,
 * while others are written; before and after it, how many are written when nobody sequences.
 * Writers wait when as many entries wait as would have confidential calls refused by default.
 */
final class JournalRate {
  private static final int WRITERS = 4;
  private static final int ENTRIES_PER_TRANSACTION = 50;

  /** The defaults of {@code journal.batch} and {@code journal.most-waiting}. */
  private static final int BATCH = 4000;

  private static final int MOST_WAITING = 100_000;

  private static final int LEAST_SECONDS = 60;

  private final Transactor writes;
  private final Sequencer sequencer;
  private final Journal journal = new Journal();
  private final AtomicLong written = new AtomicLong();
  private final AtomicLong sequenced = new AtomicLong();
  private final AtomicLong mostWaiting = new AtomicLong();

  private JournalRate(Database database, Database single, SigningKey key) {
    var random = new SecureRandom();
    writes = new Transactor(database, RetryPolicy.DEFAULT, Thread::sleep, random);
    sequencer =
        new Sequencer(
            new Transactor(single, RetryPolicy.DEFAULT, Thread::sleep, random),
            new Checkpoints(key),
            Clock.systemUTC(),
            BATCH);
  }

  /**
   * Measures it while no server runs.
   *
   * @param keys the directory of the key ring
   */
  static List<Measured> measure(
      BenchmarkOptions options, DatabaseConfig config, Path keys, Map<String, Double> ratios)
      throws InterruptedException, ExecutionException {
    try (var database = Database.open(config);
        var single = Database.openSingle(config, Duration.ofSeconds(3))) {
      var rate = new JournalRate(database, single, SigningKey.openOrCreate(keys));
      var _ = rate.run(options.seconds(), true);
      rate.drain();
      double before = rate.run(options.seconds(), false).writtenPerSecond();
      rate.drain();
      var both = rate.run(Math.max(LEAST_SECONDS, options.seconds()), true);
      long waited = rate.mostWaiting.get();
      rate.drain();
      double after = rate.run(options.seconds(), false).writtenPerSecond();
      double drained = rate.drain();
      double raw = (before + after) / 2;
      ratios.put("journal/raw-entries", both.sequencedPerSecond() / raw);
      return List.of(
          new Measured("raw-entries").with("per second", raw).with("writers", WRITERS),
          new Measured("journal")
              .with("per second", both.sequencedPerSecond())
              .with("written per second", both.writtenPerSecond())
              .with("seconds", both.seconds())
              .with("most entries that waited", waited)
              .with("per second without writers", drained));
    }
  }

  private record Rates(double seconds, double writtenPerSecond, double sequencedPerSecond) {}

  private Rates run(int time, boolean sequencing) throws InterruptedException, ExecutionException {
    written.set(0);
    sequenced.set(0);
    mostWaiting.set(0);
    var on = new AtomicBoolean(true);
    long begin = System.nanoTime();
    try (var threads = Executors.newCachedThreadPool()) {
      var work = new ArrayList<Future<?>>();
      for (int i = 0; i < WRITERS; i++) {
        work.add(threads.submit(() -> write(on, sequencing)));
      }
      if (sequencing) {
        work.add(threads.submit(() -> sequence(on)));
      }
      TimeUnit.SECONDS.sleep(time);
      on.set(false);
      for (var future : work) {
        var _ = future.get();
      }
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    return new Rates(seconds, written.get() / seconds, sequenced.get() / seconds);
  }

  /** Sequences what is left; how many a second. */
  private double drain() {
    long begin = System.nanoTime();
    long entries = 0;
    for (int last = 1; last > 0; entries += last) {
      last = sequencer.sequence().entries();
    }
    return entries / ((System.nanoTime() - begin) / 1e9);
  }

  private void write(AtomicBoolean on, boolean bounded) {
    var trader = UUID.randomUUID();
    long revision = 0;
    while (on.get()) {
      long waiting = written.get() - sequenced.get();
      if (bounded && waiting > MOST_WAITING) {
        Thread.yield();
        continue;
      }
      long first = revision + 1;
      writes.write(db -> {
        for (int i = 0; i < ENTRIES_PER_TRANSACTION; i++) {
          journal.append(db, entry(trader, first + i));
        }
        return true;
      });
      revision += ENTRIES_PER_TRANSACTION;
      written.addAndGet(ENTRIES_PER_TRANSACTION);
      mostWaiting.accumulateAndGet(waiting, Math::max);
    }
  }

  private void sequence(AtomicBoolean on) {
    while (on.get()) {
      sequenced.addAndGet(sequencer.sequence().entries());
    }
  }

  /** As large as that of a change of one section. */
  private static JournalEntry entry(UUID trader, long revision) {
    var record = "traders/" + trader;
    return JournalEntry.newBuilder()
        .setTime(Timestamp.newBuilder().setSeconds(System.currentTimeMillis() / 1000))
        .setMethod("TraderService.UpdateTrader")
        .setResource("marketplaces/bench/" + record)
        .setRevision(revision)
        .setPrincipal("spiffe://local.sellerregistry.org/bench")
        .addAllWritten(
            List.of(
                written(record + "/trader"),
                written(record + "/revisions/" + revision),
                written(record + "/sections/1/" + revision)))
        .build();
  }

  private static WrittenRecord written(String record) {
    return WrittenRecord.newBuilder()
        .setRecord(record)
        .setSha256(ByteString.copyFrom(new byte[32]))
        .build();
  }
}
