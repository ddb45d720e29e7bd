package org.sellerregistry.journal;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.sellerregistry.storage.Cancellation;
import org.sellerregistry.storage.Transactor;
import org.sellerregistry.v1.JournalEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says which resources changed, whichever server changed them, by reading the journal over and
 * over.
 *
 * <p>Guarantee: what was committed before a reading began has been told when {@link Listener#heard}
 * is called for it. A change may be told more than once.
 */
public final class ChangeFeed {
  /** Entries read at once; of more, all is said to have changed. */
  private static final int MOST = 2_000;

  private static final Duration TIME = Duration.ofSeconds(10);
  private static final Logger LOG = LoggerFactory.getLogger(ChangeFeed.class);

  private final Transactor transactor;
  private final InstantSource clock;
  private final LongSupplier ticker;
  private final Listener listener;
  private final PendingEntries pending = new PendingEntries();
  private final LogHeads heads = new LogHeads();
  private final EntryStore entries = new EntryStore();

  /** The first place that was not read yet; none before the first reading, which tells of all. */
  private long position = -1;

  /** Hears of changes. */
  public interface Listener {
    /** A resource changed, by its name. */
    void changed(String resource);

    /** So much changed that anything may have. */
    void changedAnything();

    /**
     * All was told that was committed before a moment.
     *
     * @param ticks the moment, in the ticker's nanoseconds
     * @param time the moment by the clock
     */
    void heard(long ticks, Instant time);
  }

  /**
   * @param ticker nanoseconds that never go back
   */
  public ChangeFeed(
      Transactor transactor, InstantSource clock, LongSupplier ticker, Listener listener) {
    this.transactor = transactor;
    this.clock = clock;
    this.ticker = ticker;
    this.listener = listener;
  }

  /** Reads once. A database that does not answer is not heard, and that is all. */
  public synchronized void read() {
    long begin = ticker.getAsLong();
    var time = clock.instant();
    try {
      tellAll();
      listener.heard(begin, time);
    } catch (RuntimeException e) {
      // Whatever it is: the next reading comes, and until then nothing is heard.
      LOG.debug("The journal was not read: {}", e.getClass().getSimpleName());
    }
  }

  /** Tells what waits and what has got its place since the last reading. */
  private void tellAll() {
    var waiting = read(db -> pending.waitingEntries(db, MOST + 1));
    // After what waits: an entry that has left there is here.
    long size = read(db -> heads.size(db, Log.REGISTRY));
    if (position < 0 || size - position > MOST || waiting.size() > MOST) {
      listener.changedAnything();
    } else {
      for (var leaf :
          read(db -> entries.list(db, Log.REGISTRY, position, size, DSL.noCondition(), MOST))) {
        leaf.entry().ifPresent(entry -> listener.changed(entry.getResource()));
      }
    }
    if (waiting.size() <= MOST) {
      waiting.forEach(entry -> tell(entry.toByteArray()));
    }
    position = size;
  }

  private <T> T read(Function<DSLContext, T> query) {
    return transactor.read(Cancellation.at(clock.instant().plus(TIME), clock), query);
  }

  private void tell(byte[] entry) {
    try {
      listener.changed(JournalEntry.parseFrom(entry).getResource());
    } catch (InvalidProtocolBufferException e) {
      listener.changedAnything();
    }
  }
}
