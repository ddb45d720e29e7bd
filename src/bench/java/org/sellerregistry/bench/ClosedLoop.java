package org.sellerregistry.bench;

import io.grpc.Channel;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Keeps a number of calls under way: each one that ends is followed by the next. */
final class ClosedLoop {
  private final Workload workload;
  private final LongAdder done = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final CountDownLatch ended;
  private volatile boolean running = true;

  private ClosedLoop(Workload workload, int inFlight) {
    this.workload = workload;
    this.ended = new CountDownLatch(inFlight);
  }

  /** Calls a second at saturation, and how many of them failed. */
  record Outcome(double perSecond, long failures) {}

  static Outcome run(
      Workload workload, List<? extends Channel> channels, int inFlight, double seconds)
      throws InterruptedException {
    var loop = new ClosedLoop(workload, inFlight);
    long begin = System.nanoTime();
    for (int i = 0; i < inFlight; i++) {
      loop.call(channels.get(i % channels.size()));
    }
    TimeUnit.NANOSECONDS.sleep((long) (seconds * 1e9));
    loop.running = false;
    long counted = loop.done.sum();
    double elapsed = (System.nanoTime() - begin) / 1e9;
    if (!loop.ended.await(30, TimeUnit.SECONDS)) {
      throw new IllegalStateException("Calls were not answered in half a minute");
    }
    return new Outcome(counted / elapsed, loop.failed.sum());
  }

  private void call(Channel channel) {
    workload.call(
        channel,
        end -> {
          if (end == Workload.End.WELL) {
            done.increment();
          } else {
            failed.increment();
          }
          if (running) {
            call(channel);
          } else {
            ended.countDown();
          }
        });
  }
}
