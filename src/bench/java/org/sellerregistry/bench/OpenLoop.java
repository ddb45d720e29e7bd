package org.sellerregistry.bench;

import io.grpc.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * Begins calls at a rate, whether or not earlier ones are answered. A call's time counts from the
 * moment at which it was to begin, so that a server that stops for a while does not hide the calls
 * that would have come meanwhile.
 */
final class OpenLoop {
  /**
   * Calls begin together each millisecond: to wake for each of them would take more of the two
   * processors than the calls do.
   */
  private static final long TICK = 1_000_000;

  /** One thread alone does not begin as many calls as the server answers. */
  private static final int CALLERS = 2;

  private OpenLoop() {}

  /**
   * Times in nanoseconds.
   *
   * @param well the times of the calls that were answered well
   * @param refused the times of those that were refused
   * @param failures how many ended otherwise
   * @param seconds from the first call to the last answer
   */
  record Outcome(Histogram well, Histogram refused, long failures, double seconds) {
    /** Of the answered calls, in milliseconds. */
    double millis(double percentile) {
      return well.getValueAtPercentile(percentile) / 1e6;
    }

    double refusedMillis(double percentile) {
      return refused.getValueAtPercentile(percentile) / 1e6;
    }
  }

  static Outcome run(
      Workload workload, List<? extends Channel> channels, double rate, double seconds)
      throws InterruptedException {
    int calls = (int) Math.max(1, rate * seconds);
    var well = new Recorder(TimeUnit.SECONDS.toNanos(60), 3);
    var refused = new Recorder(TimeUnit.SECONDS.toNanos(60), 3);
    var failed = new LongAdder();
    var ended = new CountDownLatch(calls);
    long begin = System.nanoTime();
    IntConsumer call =
        i -> {
          long due = begin + (long) (i / rate * 1e3) * TICK;
          for (long now = System.nanoTime(); now < due; now = System.nanoTime()) {
            LockSupport.parkNanos(due - now);
          }
          workload.call(
              channels.get(i % channels.size()),
              end -> {
                long time = Math.max(0, System.nanoTime() - due);
                switch (end) {
                  case WELL -> well.recordValue(time);
                  case REFUSED -> refused.recordValue(time);
                  case FAILED -> failed.increment();
                }
                ended.countDown();
              });
        };
    var callers = new ArrayList<Thread>();
    for (int caller = 0; caller < CALLERS; caller++) {
      int first = caller;
      callers.add(
          Thread.ofPlatform()
              .name("caller-" + caller)
              .start(() -> {
                for (int i = first; i < calls; i += CALLERS) {
                  call.accept(i);
                }
              }));
    }
    for (var caller : callers) {
      caller.join();
    }
    if (!ended.await(30, TimeUnit.SECONDS)) {
      throw new IllegalStateException("Calls were not answered in half a minute");
    }
    return new Outcome(
        well.getIntervalHistogram(),
        refused.getIntervalHistogram(),
        failed.sum(),
        (System.nanoTime() - begin) / 1e9);
  }
}
