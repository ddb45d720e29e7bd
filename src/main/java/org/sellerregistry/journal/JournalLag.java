package org.sellerregistry.journal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.storage.Transactor;

/**
 * How far the sequence is behind what was committed, as of the last look, and what follows from
 * that: changes wait at a first bound, so that the second one, beyond which nobody is shown
 * confidential data, is reached only if the sequence stands still.
 *
 * <p>How long an entry waits is measured by looking, not by the time that it carries: that one is
 * of its writer's clock, which may be behind this one or may have been set.
 */
public final class JournalLag {
  /** Looks that are remembered; while the journal is not behind, it takes a few. */
  private static final int MOST_LOOKS = 1_000;

  private final Transactor transactor;
  private final LongSupplier ticker;
  private final Bounds bounds;
  private final PendingEntries pending = new PendingEntries();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition looked = lock.newCondition();

  /** The looks that saw entries which still wait, and which none before had seen. */
  private final Deque<Look> looks = new ArrayDeque<>();

  private volatile State state;

  /**
   * How far behind is too far.
   *
   * @param waitAt when more entries wait for their place, changes wait
   * @param most when more wait, nobody is shown confidential data
   * @param mostAge nor when one waits for so long, or the last look is so old
   */
  public record Bounds(int waitAt, int most, Duration mostAge) {
    public Bounds {
      if (waitAt < 1 || most < waitAt) {
        throw new IllegalArgumentException("Changes wait before reads are refused");
      }
    }
  }

  /** A look, in the ticker's nanoseconds, and the highest id that it saw. */
  private record Look(long highest, long ticks) {}

  /**
   * What was seen.
   *
   * @param ticks when, in the ticker's nanoseconds
   * @param since when the first entry that waits was first seen; the look itself if none does
   * @param waiting how many wait, or more than may
   */
  private record State(long ticks, long since, long waiting) {
    boolean isEmpty() {
      return waiting == 0;
    }
  }

  /**
   * @param ticker nanoseconds that never go back
   */
  public JournalLag(Transactor transactor, LongSupplier ticker, Bounds bounds) {
    this.transactor = transactor;
    this.ticker = ticker;
    this.bounds = bounds;
    long now = ticker.getAsLong();
    this.state = new State(now, now, 0);
  }

  /** Looks. */
  public void look() {
    var waiting =
        transactor.read(db -> pending.waiting(db, bounds.waitAt(), bounds.most() + 1)).orElse(null);
    long now = ticker.getAsLong();
    lock.lock();
    try {
      state = new State(now, since(waiting, now), waiting == null ? 0 : waiting.entries());
      looked.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private long since(PendingEntries.@Nullable Waiting waiting, long now) {
    if (waiting == null) {
      looks.clear();
      return now;
    }
    boolean newer = looks.isEmpty() || looks.getLast().highest() < waiting.highest();
    if (newer && looks.size() < MOST_LOOKS) {
      looks.addLast(new Look(waiting.highest(), now));
    }
    // One with a lower id that came late does not end the wait of the one behind it.
    while (!looks.isEmpty() && looks.getFirst().highest() < waiting.oldest()) {
      var _ = looks.removeFirst();
    }
    return looks.isEmpty() ? now : looks.getFirst().ticks();
  }

  /** How long the first entry that waits has waited, or how long nobody has looked. */
  public Duration waited() {
    var last = state;
    return Duration.ofNanos(ticker.getAsLong() - (last.isEmpty() ? last.ticks() : last.since()));
  }

  /** How many entries wait, or one more than may; ids that were rolled back may count. */
  public long waiting() {
    return state.waiting();
  }

  /** Whether nobody may be shown confidential data: a bound is passed, or nobody could look. */
  public boolean isBehind() {
    var last = state;
    return last.waiting() > bounds.most()
        || last.ticks() - last.since() > bounds.mostAge().toNanos()
        || ticker.getAsLong() - last.ticks() > bounds.mostAge().toNanos();
  }

  /** Whether changes have to wait. */
  public boolean changesWait() {
    return state.waiting() > bounds.waitAt() || isBehind();
  }

  /**
   * Waits until changes need not wait.
   *
   * @param time for how long at most
   * @return whether they need not
   * @throws InterruptedException if the thread that waits is interrupted
   */
  public boolean awaitRoom(Duration time) throws InterruptedException {
    if (!changesWait()) {
      return true;
    }
    lock.lock();
    try {
      for (long left = time.toNanos(); changesWait() && left > 0; ) {
        left = looked.awaitNanos(left);
      }
      return !changesWait();
    } finally {
      lock.unlock();
    }
  }
}
