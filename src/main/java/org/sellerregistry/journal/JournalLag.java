package org.sellerregistry.journal;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.sellerregistry.storage.Transactor;

/**
 * How far the sequence is behind what was committed, as of the last look.
 *
 * <p>How long an entry waits is measured by looking, not by the time that it carries: that one is
 * of its writer's clock, which may be behind this one or may have been set.
 */
public final class JournalLag {
  private static final long NONE = Long.MAX_VALUE;

  private final Transactor transactor;
  private final LongSupplier ticker;
  private final int mostEntries;
  private final Duration mostAge;
  private final PendingEntries pending = new PendingEntries();
  private final AtomicReference<State> state;

  /**
   * What was seen.
   *
   * @param looked when, in the ticker's nanoseconds
   * @param oldest the id of the first entry that waits; {@link #NONE} if none does
   * @param since when it, or one behind it, was first seen to be the first
   * @param tooMany whether more wait than may
   */
  private record State(long looked, long oldest, long since, boolean tooMany) {}

  /**
   * @param ticker nanoseconds that never go back
   * @param mostEntries how many entries may wait for their place
   * @param mostAge how long one may wait, and how old the last look may be
   */
  public JournalLag(Transactor transactor, LongSupplier ticker, int mostEntries, Duration mostAge) {
    this.transactor = transactor;
    this.ticker = ticker;
    this.mostEntries = mostEntries;
    this.mostAge = mostAge;
    long now = ticker.getAsLong();
    this.state = new AtomicReference<>(new State(now, NONE, now, false));
  }

  /** Looks. */
  public void look() {
    var waiting = transactor.read(db -> pending.waiting(db, mostEntries));
    long now = ticker.getAsLong();
    var last = state.get();
    long oldest = waiting.oldest().stream().findFirst().orElse(NONE);
    // One with a lower id that came late does not end the wait of the one behind it.
    boolean moved = oldest == NONE || last.oldest() == NONE || oldest > last.oldest();
    state.set(new State(now, oldest, moved ? now : last.since(), waiting.tooMany()));
  }

  /** How long the first entry that waits has waited, or how long nobody has looked. */
  public Duration waited() {
    var last = state.get();
    long since = last.oldest() == NONE ? last.looked() : last.since();
    return Duration.ofNanos(ticker.getAsLong() - since);
  }

  /** Whether the bound is passed, or nobody could look for so long. */
  public boolean isBehind() {
    var last = state.get();
    return last.tooMany()
        || last.looked() - last.since() > mostAge.toNanos()
        || ticker.getAsLong() - last.looked() > mostAge.toNanos();
  }
}
