package org.sellerregistry.server;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What each server does for itself again and again, apart from the jobs that servers share. */
final class Upkeep {
  private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
  private static final TimeUnit UNIT = TimeUnit.MILLISECONDS;
  private static final Duration IDLE_CALLS = Duration.ofSeconds(1);
  private static final Duration REFUSALS = Duration.ofSeconds(15);

  private Upkeep() {}

  /** Begins, and ends with the resources; then the last refusals are written. */
  static void begin(Wiring wiring, Resources held) {
    var refusals = wiring.access().refusals();
    held.add(() -> attempt("Refused calls were not put into the journal", refusals::writeAll));
    var executor =
        Executors.newScheduledThreadPool(
            1, Thread.ofPlatform().daemon().name("upkeep-", 0).factory());
    held.add(executor::shutdownNow);
    Runnable idle = () -> attempt("Idle calls were not ended", wiring.interceptors()::endIdleCalls);
    Runnable write = () -> attempt("Refused calls were not put into the journal", refusals::write);
    var _ = executor.scheduleWithFixedDelay(idle, millis(IDLE_CALLS), millis(IDLE_CALLS), UNIT);
    var _ = executor.scheduleWithFixedDelay(write, millis(REFUSALS), millis(REFUSALS), UNIT);
  }

  private static long millis(Duration duration) {
    return duration.toMillis();
  }

  /** A failure must not end the repetition; what is left undone is taken up by the next. */
  private static void attempt(String failed, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.warn("{}: {}", failed, e.getClass().getSimpleName());
    }
  }
}
