package org.sellerregistry.bench;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.cli.BenchmarkOptions;
import org.sellerregistry.journal.AccessIndex;
import org.sellerregistry.journal.Checkpoints;
import org.sellerregistry.journal.Journal;
import org.sellerregistry.journal.JournalLag;
import org.sellerregistry.journal.JournalReader;
import org.sellerregistry.journal.JournalThread;
import org.sellerregistry.journal.Log;
import org.sellerregistry.journal.Sequencer;
import org.sellerregistry.storage.Database;
import org.sellerregistry.storage.DatabaseConfig;
import org.sellerregistry.storage.RetryPolicy;
import org.sellerregistry.storage.Transactor;
import org.sellerregistry.vault.KeyRing;
import org.sellerregistry.vault.SigningKeys;

/**
 * How many entries a second get their place in the journal, each batch under a signed checkpoint,
 * and how far it falls behind, while others write as fast as they are let; before and after it, how
 * many are written when nobody sequences. The journal's thread and what holds the writers back are
 * the server's, with their default settings.
 */
final class JournalRate {
  private static final int WRITERS = 4;
  private static final int ENTRIES_PER_TRANSACTION = 50;

  /** The defaults of {@code journal.interval}, {@code .batch} and of what bounds the lag. */
  private static final Duration INTERVAL = Duration.ofMillis(100);

  private static final int BATCH = 4000;
  private static final JournalLag.Bounds BOUNDS =
      new JournalLag.Bounds(10_000, 100_000, Duration.ofSeconds(30));

  /** How many phases the measurement itself lasts: a minute by default. */
  private static final int PHASES = 6;

  private final Transactor transactor;
  private final Sequencer sequencer;
  private final JournalReader reader;
  private final Journal journal = new Journal();
  private final AtomicLong written = new AtomicLong();

  private JournalRate(Database database, Database single, SigningKeys keys) {
    var random = new SecureRandom();
    var checkpoints = new Checkpoints(keys);
    transactor = new Transactor(database, RetryPolicy.DEFAULT, Thread::sleep, random);
    reader = new JournalReader(transactor, checkpoints, Clock.systemUTC());
    sequencer =
        new Sequencer(
            new Transactor(single, RetryPolicy.DEFAULT, Thread::sleep, random),
            checkpoints,
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
      var rate = new JournalRate(database, single, new SigningKeys(KeyRing.openOrCreate(keys)));
      var _ = rate.sequenced(options.seconds());
      double before = rate.raw(options.seconds());
      var both = rate.sequenced(options.seconds() * PHASES);
      double after = rate.raw(options.seconds());
      double drained = rate.drain();
      double raw = (before + after) / 2;
      ratios.put("journal/raw-entries", both.get("per second") / raw);
      return List.of(
          new Measured("raw-entries").with("per second", raw).with("writers", WRITERS),
          both.with("per second without writers", drained));
    }
  }

  /** How many entries a second are written when nobody sequences them. */
  private double raw(int seconds) throws InterruptedException, ExecutionException {
    drain();
    long begin = System.nanoTime();
    try (var writers = new Writers(null)) {
      TimeUnit.SECONDS.sleep(seconds);
      writers.stop();
    }
    return written.get() / ((System.nanoTime() - begin) / 1e9);
  }

  /** What happens while both are at work. */
  private Measured sequenced(int seconds) throws InterruptedException, ExecutionException {
    drain();
    var lag = new JournalLag(transactor, System::nanoTime, BOUNDS);
    long size = reader.size(Log.REGISTRY);
    long begin = System.nanoTime();
    long sequenced;
    double took;
    var series = new LagSeries();
    try (var thread =
            new JournalThread(sequencer, new AccessIndex(transactor), reader, lag, INTERVAL);
        var writers = new Writers(lag)) {
      thread.start();
      for (int sample = 1; sample <= seconds * LagSeries.PER_SECOND; sample++) {
        long due = begin + sample * LagSeries.INTERVAL.toNanos();
        TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
        series.add(
            written.get() - (reader.size(Log.REGISTRY) - size), lag.waited().toNanos() / 1e6);
      }
      sequenced = reader.size(Log.REGISTRY) - size;
      took = (System.nanoTime() - begin) / 1e9;
      writers.stop();
    }
    var measured =
        new Measured("journal")
            .with("per second", sequenced / took)
            .with("written per second", (sequenced + series.lastWaiting()) / took)
            .with("seconds", took);
    series.describe(measured);
    return measured;
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

  /** Writes until it is stopped; held back, if by a lag, as changes are by the server. */
  private final class Writers implements AutoCloseable {
    private final AtomicBoolean on = new AtomicBoolean(true);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Future<?>> work = new ArrayList<>();

    Writers(@Nullable JournalLag lag) {
      written.set(0);
      for (int i = 0; i < WRITERS; i++) {
        work.add(
            threads.submit(() -> {
              write(lag);
              return true;
            }));
      }
    }

    private void write(@Nullable JournalLag lag) throws InterruptedException {
      var entries = new WrittenEntries();
      while (on.get()) {
        if (lag != null && !lag.awaitRoom(BOUNDS.mostAge())) {
          throw new IllegalStateException("The journal stands still");
        }
        var next = entries.next(ENTRIES_PER_TRANSACTION);
        transactor.write(db -> {
          next.forEach(entry -> journal.append(db, entry));
          return true;
        });
        written.addAndGet(ENTRIES_PER_TRANSACTION);
      }
    }

    void stop() throws InterruptedException, ExecutionException {
      on.set(false);
      for (var future : work) {
        var _ = future.get();
      }
    }

    @Override
    public void close() {
      on.set(false);
      threads.close();
    }
  }
}
