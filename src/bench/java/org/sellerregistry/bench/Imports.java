package org.sellerregistry.bench;

import static org.sellerregistry.storage.generated.Tables.TRADER;

import io.grpc.Channel;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.jooq.DSLContext;
import org.sellerregistry.cli.BenchmarkOptions;
import org.sellerregistry.cli.Importing;
import org.sellerregistry.v1.ImportRecord;

/** Measures imports, and in turn with them the insertion of the same rows. */
final class Imports {
  /** As many as {@code seller-registry import} has. */
  private static final int STREAMS = 4;

  /** Of each round, as many as fit into memory as rows. */
  private static final int MOST_RAW = 5_000;

  private static final int PATIENCE_SECONDS = 60;

  private final BenchmarkOptions options;
  private final Channel channel;
  private final Writes writes;
  private final DSLContext db;
  private final RawRows raw;
  private final DoubleSupplier serverCpu;

  Imports(
      BenchmarkOptions options,
      Channel channel,
      Writes writes,
      DSLContext db,
      RawRows raw,
      DoubleSupplier serverCpu) {
    this.options = options;
    this.channel = channel;
    this.writes = writes;
    this.db = db;
    this.raw = raw;
    this.serverCpu = serverCpu;
  }

  List<Measured> measure(Map<String, Double> ratios)
      throws IOException, InterruptedException, SQLException {
    var imported = new ArrayList<Double>();
    var inserted = new ArrayList<Double>();
    var quotients = new ArrayList<Double>();
    var micros = new ArrayList<Double>();
    double rowsPerTrader = 0;
    warmUp();
    for (int round = 0; round < options.rounds(); round++) {
      double cpu = serverCpu.getAsDouble();
      var rate = run(options.seconds());
      imported.add(rate.perSecond());
      micros.add((serverCpu.getAsDouble() - cpu) / rate.traders() * 1e6);
      awaitSequence();
      var again =
          raw.insert(writes.marketplace(), last((int) Math.min(MOST_RAW, rate.traders())), STREAMS);
      inserted.add(again.traders() / again.seconds());
      quotients.add(imported.getLast() / inserted.getLast());
      rowsPerTrader = (double) again.rows() / again.traders();
    }
    ratios.put("import/raw", Medians.of(quotients));
    return List.of(
        new Measured("raw")
            .with("per second", Medians.of(inserted))
            .with("rows per trader", rowsPerTrader)
            .with("connections", STREAMS),
        new Measured("import")
            .with("per second", Medians.of(imported))
            .with("server cpu us", Medians.of(micros))
            .with("streams", STREAMS));
  }

  /** Until it does not become quicker any more. */
  private void warmUp() throws IOException, InterruptedException {
    double best = 0;
    int slower = 0;
    for (int i = 0; i < WarmUp.MOST_PHASES && slower < 2; i++) {
      double rate = run(Math.max(2, options.seconds() / 2.0)).perSecond();
      slower = rate < best * WarmUp.QUICKER ? slower + 1 : 0;
      best = Math.max(best, rate);
    }
  }

  private record Rate(long traders, double perSecond) {}

  /** Imports for a time; all must be created, and be there. */
  private Rate run(double seconds) throws IOException, InterruptedException {
    int before = stored();
    long begin = System.nanoTime();
    var outcome =
        Importing.run(channel, Writes.PARENT, new Timed(begin + (long) (seconds * 1e9)), STREAMS);
    double elapsed = (System.nanoTime() - begin) / 1e9;
    if (!outcome.complete()
        || outcome.created() != outcome.records()
        || stored() - before != outcome.created()) {
      throw new IllegalStateException("Not all was imported: " + outcome);
    }
    return new Rate(outcome.created(), outcome.created() / elapsed);
  }

  private int stored() {
    return db.fetchCount(TRADER, TRADER.MARKETPLACE.eq(writes.marketplace()));
  }

  private List<UUID> last(int count) {
    return db.select(TRADER.ID)
        .from(TRADER)
        .where(TRADER.MARKETPLACE.eq(writes.marketplace()))
        .orderBy(TRADER.ID.desc())
        .limit(count)
        .fetch(TRADER.ID);
  }

  private void awaitSequence() throws InterruptedException {
    for (int waited = 0; db.fetchExists(db.selectOne().from("journal_pending")); waited++) {
      if (waited > PATIENCE_SECONDS) {
        throw new IllegalStateException("The journal did not catch up in a minute");
      }
      TimeUnit.SECONDS.sleep(1);
    }
  }

  /** Records until a moment. */
  private final class Timed implements Iterator<ImportRecord> {
    private final long end;

    Timed(long end) {
      this.end = end;
    }

    @Override
    public boolean hasNext() {
      return System.nanoTime() < end;
    }

    @Override
    public ImportRecord next() {
      return writes.nextRecord();
    }
  }
}
