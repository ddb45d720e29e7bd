package org.sellerregistry.journal;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.sellerregistry.storage.Transactor;

/** How far the sequence is behind what was committed, as of the last look. */
public final class JournalLag {
  private final Transactor transactor;
  private final InstantSource clock;
  private final int mostEntries;
  private final Duration mostAge;
  private final PendingEntries pending = new PendingEntries();
  private final AtomicReference<State> state;

  /**
   * What was seen.
   *
   * @param looked when, by the machine's own timer: a clock that is set does not make it late
   * @param old whether an entry waited for longer than it may
   */
  private record State(long looked, boolean old, boolean late) {}

  /**
   * @param mostEntries how many entries may wait for their place
   * @param mostAge how long one may wait, and how old the last look may be
   */
  public JournalLag(Transactor transactor, InstantSource clock, int mostEntries, Duration mostAge) {
    this.transactor = transactor;
    this.clock = clock;
    this.mostEntries = mostEntries;
    this.mostAge = mostAge;
    this.state = new AtomicReference<>(new State(System.nanoTime(), false, false));
  }

  /** Looks. */
  public void look() {
    var waiting = transactor.read(db -> pending.waiting(db, mostEntries));
    var earliest = clock.instant().minus(mostAge);
    boolean old = waiting.oldest().stream().anyMatch(earliest::isAfter);
    // Twice in a row: between two looks the sequencer has had its turn. An entry that has just been
    // written and seems old is one whose writer's clock is behind, or was before it was set.
    boolean late = waiting.tooMany() || (old && state.get().old());
    state.set(new State(System.nanoTime(), old, late));
  }

  /** Whether the bound is passed, or nobody could look for so long. */
  public boolean isBehind() {
    var last = state.get();
    return last.late() || System.nanoTime() - last.looked() > mostAge.toNanos();
  }
}
