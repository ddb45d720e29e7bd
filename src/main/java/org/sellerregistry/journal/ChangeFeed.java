package org.sellerregistry.journal;

import static org.sellerregistry.storage.generated.Tables.JOURNAL_PENDING;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;
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
  public void read() {
    long begin = ticker.getAsLong();
    var time = clock.instant();
    try {
      tell(pending());
      listener.heard(begin, time);
    } catch (RuntimeException e) {
      // Whatever it is: the next reading comes, and until then nothing is heard.
      LOG.debug("The journal was not read: {}", e.getClass().getSimpleName());
    }
  }

  /** What is committed and has no place in the sequence yet. */
  private List<byte[]> pending() {
    return transactor.read(
        Cancellation.at(clock.instant().plus(TIME), clock),
        db ->
            db.select(JOURNAL_PENDING.ENTRY)
                .from(JOURNAL_PENDING)
                .where(JOURNAL_PENDING.LOG.eq(Journal.REGISTRY_LOG))
                .orderBy(JOURNAL_PENDING.ID)
                .limit(MOST + 1)
                .fetch(JOURNAL_PENDING.ENTRY));
  }

  private void tell(List<byte[]> entries) {
    if (entries.size() > MOST) {
      listener.changedAnything();
      return;
    }
    for (var entry : entries) {
      try {
        listener.changed(JournalEntry.parseFrom(entry).getResource());
      } catch (InvalidProtocolBufferException e) {
        listener.changedAnything();
      }
    }
  }
}
