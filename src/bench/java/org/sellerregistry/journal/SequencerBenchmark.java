package org.sellerregistry.journal;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.sellerregistry.storage.Database;
import org.sellerregistry.storage.EmbeddedDatabase;
import org.sellerregistry.storage.EmbeddedSettings;
import org.sellerregistry.storage.Migrator;
import org.sellerregistry.storage.RetryPolicy;
import org.sellerregistry.storage.Transactor;
import org.sellerregistry.v1.JournalEntry;
import org.sellerregistry.v1.WrittenRecord;
import org.sellerregistry.vault.SigningKey;

/**
 * How many entries a second get their place while others are written, on a durable embedded
 * database; beside it, how many are written when nobody sequences.
 */
public final class SequencerBenchmark {
  private static final int WRITERS = 4;
  private static final int ENTRIES_PER_TRANSACTION = 50;
  private static final int BATCH = 4000;
  private static final Duration TIME = Duration.ofSeconds(20);

  private final Transactor writes;
  private final Sequencer sequencer;
  private final Journal journal = new Journal();
  private final AtomicLong written = new AtomicLong();
  private final AtomicLong sequenced = new AtomicLong();

  private SequencerBenchmark(Database database, Database single) {
    var clock = Clock.systemUTC();
    var random = new SecureRandom();
    writes = new Transactor(database, RetryPolicy.DEFAULT, Thread::sleep, random);
    sequencer =
        new Sequencer(
            new Transactor(single, RetryPolicy.DEFAULT, Thread::sleep, random),
            new Checkpoints(SigningKey.ephemeral()),
            clock,
            BATCH);
  }

  public static void main(String[] arguments)
      throws IOException, InterruptedException, ExecutionException {
    var data = Files.createTempDirectory("seller-registry-bench");
    var cache = Path.of(System.getProperty("user.home"), ".cache", "seller-registry");
    try (var embedded = EmbeddedDatabase.start(new EmbeddedSettings(data, cache, 512, true))) {
      var _ = new Migrator(embedded.config()).migrate();
      try (var database = Database.open(embedded.config());
          var single = Database.openSingle(embedded.config(), Duration.ofSeconds(3))) {
        var benchmark = new SequencerBenchmark(database, single);
        benchmark.run(false);
        benchmark.run(true);
        benchmark.drain();
      }
    }
    System.out.println("The data is in " + data);
  }

  private void run(boolean sequencing) throws InterruptedException, ExecutionException {
    written.set(0);
    sequenced.set(0);
    var on = new AtomicBoolean(true);
    long begin = System.nanoTime();
    try (var threads = Executors.newCachedThreadPool()) {
      var work = new ArrayList<Future<?>>();
      for (int i = 0; i < WRITERS; i++) {
        work.add(threads.submit(() -> write(on)));
      }
      if (sequencing) {
        work.add(threads.submit(() -> sequence(on)));
      }
      Thread.sleep(TIME);
      on.set(false);
      for (var future : work) {
        var _ = future.get();
      }
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    System.out.printf(
        "%s: %,.0f entries/s written, %,.0f entries/s sequenced%n",
        sequencing ? "sequencing" : "not sequencing",
        written.get() / seconds,
        sequenced.get() / seconds);
  }

  private void drain() {
    long begin = System.nanoTime();
    long entries = 0;
    for (int last = 1; last > 0; entries += last) {
      last = sequencer.sequence().entries();
    }
    System.out.printf(
        "nobody writing: %,.0f entries/s sequenced%n",
        entries / ((System.nanoTime() - begin) / 1e9));
  }

  private void write(AtomicBoolean on) {
    var trader = UUID.randomUUID();
    long revision = 0;
    while (on.get()) {
      long first = revision + 1;
      writes.write(db -> {
        for (int i = 0; i < ENTRIES_PER_TRANSACTION; i++) {
          journal.append(db, entry(trader, first + i));
        }
        return true;
      });
      revision += ENTRIES_PER_TRANSACTION;
      written.addAndGet(ENTRIES_PER_TRANSACTION);
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
