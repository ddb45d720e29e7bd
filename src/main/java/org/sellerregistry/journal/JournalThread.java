package org.sellerregistry.journal;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread in which a replica puts the journal in sequence, builds what hangs on it, and looks
 * how far it is behind. A failure is logged and met again in the next round.
 */
public final class JournalThread implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JournalThread.class);

  private final Sequencer sequencer;
  private final AccessIndex index;
  private final JournalReader reader;
  private final JournalLag lag;
  private final Duration interval;
  private final Thread thread = Thread.ofPlatform().name("journal").unstarted(this::run);
  private final CountDownLatch stop = new CountDownLatch(1);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition grown = lock.newCondition();
  private final Map<Log, Long> sizes = new EnumMap<>(Log.class);
  private String lastFailure = "";

  public JournalThread(
      Sequencer sequencer,
      AccessIndex index,
      JournalReader reader,
      JournalLag lag,
      Duration interval) {
    this.sequencer = sequencer;
    this.index = index;
    this.reader = reader;
    this.lag = lag;
    this.interval = interval;
  }

  public void start() {
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Waits until the log has more entries than {@code size}, or for the time.
   *
   * @throws InterruptedException if the thread that waits is interrupted
   */
  public void awaitBeyond(Log log, long size, Duration time) throws InterruptedException {
    lock.lock();
    try {
      for (long left = time.toNanos(); sizes.getOrDefault(log, 0L) <= size && left > 0; ) {
        left = grown.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      boolean stopped = false;
      while (!stopped) {
        long pause = round() ? 0 : interval.toNanos();
        stopped = stop.await(pause, TimeUnit.NANOSECONDS);
      }
    } catch (InterruptedException e) {
      // Nobody interrupts it but a process that ends.
      Thread.currentThread().interrupt();
    }
  }

  /** Whether there is more to do at once. */
  private boolean round() {
    boolean more = false;
    try {
      more = sequencer.sequence().full();
      more |= index.advance();
      lag.look();
      announce();
      if (!lastFailure.isEmpty()) {
        lastFailure = "";
        LOG.info("The journal goes on");
      }
    } catch (RuntimeException e) {
      report(e);
      more = false;
    }
    return more;
  }

  private void announce() {
    lock.lock();
    try {
      boolean more = false;
      for (var log : Log.values()) {
        long size = reader.size(log);
        var former = sizes.put(log, size);
        more |= former == null || size > former;
      }
      if (more) {
        grown.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Once for each kind of failure: the next round comes in a moment. */
  private void report(RuntimeException e) {
    var failure = e.getClass().getSimpleName();
    if (!failure.equals(lastFailure)) {
      lastFailure = failure;
      if (e instanceof JournalDamagedException) {
        LOG.error("The journal does not go on: {}", e.getMessage());
      } else {
        LOG.warn("The journal does not go on: {}", failure);
      }
    }
  }

  @Override
  public void close() {
    stop.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
