package org.sellerregistry.bench;

import io.grpc.ManagedChannel;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.cli.BenchmarkOptions;
import org.sellerregistry.v1.GetCheckpointRequest;
import org.sellerregistry.v1.JournalLog;
import org.sellerregistry.v1.JournalServiceGrpc;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.WatchRequest;
import org.sellerregistry.v1.WatchResponse;

/**
 * How long after a commit its event is at a client that watches, while others write. A commit
 * counts from the moment at which its own caller hears of it; and, as a bound that is too high,
 * from the entry's own time, which lies before the commit.
 */
final class WatchLag implements StreamObserver<WatchResponse> {
  private static final long LONGEST = TimeUnit.SECONDS.toNanos(60);
  private static final int PATIENCE_SECONDS = 30;

  private final ConcurrentHashMap<String, Long> heard = new ConcurrentHashMap<>();
  private final Histogram fromReply = new ConcurrentHistogram(LONGEST, 3);
  private final Histogram fromEntry = new ConcurrentHistogram(LONGEST, 3);
  private final AtomicLong outstanding = new AtomicLong();
  private volatile @Nullable Throwable failure;

  private WatchLag() {}

  static Measured measure(
      BenchmarkOptions options, List<ManagedChannel> channels, Writes writes, double perSecond)
      throws InterruptedException {
    var lag = new WatchLag();
    var watching = channels.getFirst();
    long size =
        JournalServiceGrpc.newBlockingStub(watching)
            .getCheckpoint(
                GetCheckpointRequest.newBuilder().setLog(JournalLog.JOURNAL_LOG_REGISTRY).build())
            .getTreeSize();
    JournalServiceGrpc.newStub(watching)
        .watch(
            WatchRequest.newBuilder().setParent(Writes.PARENT).setBeginSequence(size).build(), lag);
    var outcome = OpenLoop.run(writes.create(lag::created), channels, perSecond, options.seconds());
    lag.awaitAll();
    return new Measured("watch-lag")
        .with("per second", lag.fromReply.getTotalCount() / outcome.seconds())
        .with("p50 ms", lag.fromReply.getValueAtPercentile(50) / 1e6)
        .with("p99 ms", lag.fromReply.getValueAtPercentile(99) / 1e6)
        .with("p99.9 ms", lag.fromReply.getValueAtPercentile(99.9) / 1e6)
        .with("max ms", lag.fromReply.getMaxValue() / 1e6)
        .with("p99 ms from the entry's time", lag.fromEntry.getValueAtPercentile(99) / 1e6)
        .with("writes that failed", outcome.failures() + outcome.refused().getTotalCount());
  }

  /** A caller hears that its trader is stored. */
  private void created(Trader trader) {
    var _ = outstanding.incrementAndGet();
    meet(trader.getName(), false);
  }

  /** Whichever of reply and event comes second measures. */
  private void meet(String trader, boolean event) {
    long now = System.nanoTime();
    var _ =
        heard.compute(
            trader,
            (name, first) -> {
              if (first == null) {
                return now;
              }
              fromReply.recordValue(event ? Math.max(0, now - first) : 0);
              var _ = outstanding.decrementAndGet();
              return null;
            });
  }

  @Override
  public void onNext(WatchResponse response) {
    if (response.hasEntry()) {
      var entry = response.getEntry().getEntry();
      long begun = entry.getTime().getSeconds() * 1000 + entry.getTime().getNanos() / 1_000_000;
      fromEntry.recordValue(
          TimeUnit.MILLISECONDS.toNanos(Math.max(0, System.currentTimeMillis() - begun)));
      meet(entry.getResource(), true);
    }
  }

  @Override
  public void onError(Throwable t) {
    failure = t;
  }

  @Override
  public void onCompleted() {
    failure = new IllegalStateException("The watch ended");
  }

  private void awaitAll() throws InterruptedException {
    for (int waited = 0; outstanding.get() > 0; waited++) {
      if (failure != null || waited > PATIENCE_SECONDS) {
        throw new IllegalStateException("Not all events came: " + outstanding, failure);
      }
      TimeUnit.SECONDS.sleep(1);
    }
  }
}
