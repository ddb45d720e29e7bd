package org.sellerregistry.access;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.sellerregistry.journal.Journal;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.storage.Cancellation;
import org.sellerregistry.storage.Transactor;
import org.sellerregistry.v1.ErrorReason;
import org.sellerregistry.v1.JournalEntry;

/**
 * Counts the calls that were refused for want of room, and puts the counts into the journal: one
 * entry for each principal, reason and minute, never one for each call, so that a flood does not
 * fill the journal. A server that is killed loses the counts of a minute.
 */
public final class RefusalCounts {
  private static final String PREFIX = "ERROR_REASON_";
  private static final Set<ErrorReason> FOR_WANT_OF_ROOM =
      EnumSet.of(
          ErrorReason.ERROR_REASON_OVERLOADED,
          ErrorReason.ERROR_REASON_CALL_RATE_EXCEEDED,
          ErrorReason.ERROR_REASON_CONCURRENCY_EXCEEDED,
          ErrorReason.ERROR_REASON_LOOKUPS_EXCEEDED);

  private final Transactor transactor;
  private final Journal journal;
  private final InstantSource clock;
  private final Map<Key, Long> counts = new ConcurrentHashMap<>();
  private final Map<String, Long> totals = new ConcurrentHashMap<>();

  private record Key(Instant minute, String principal, ErrorReason reason) {}

  RefusalCounts(Transactor transactor, Journal journal, InstantSource clock) {
    this.transactor = transactor;
    this.journal = journal;
    this.clock = clock;
  }

  /** Counts a refusal, unless it is one for another cause than want of room. */
  void count(Caller caller, Refusal refusal) {
    if (FOR_WANT_OF_ROOM.contains(refusal.reason())) {
      counts.merge(new Key(minute(), caller.principal(), refusal.reason()), 1L, Long::sum);
      totals.merge(refusal.reason().name().substring(PREFIX.length()), 1L, Long::sum);
    }
  }

  /** How many calls were refused so far, by the reason. */
  public Map<String, Long> totals() {
    return Map.copyOf(totals);
  }

  /** Writes the counts of the minutes that are over. What cannot be written is kept. */
  public void write() {
    var present = minute();
    write(minute -> minute.isBefore(present));
  }

  /** Writes all counts; at the server's end. */
  public void writeAll() {
    write(minute -> true);
  }

  private void write(Predicate<Instant> when) {
    var taken = new LinkedHashMap<Key, Long>();
    for (var key : List.copyOf(counts.keySet())) {
      if (when.test(key.minute())) {
        var count = counts.remove(key);
        if (count != null) {
          taken.put(key, count);
        }
      }
    }
    if (taken.isEmpty()) {
      return;
    }
    boolean written = false;
    try {
      var _ =
          transactor.write(
              Cancellation.create(),
              db -> {
                taken.forEach((key, count) -> journal.append(db, entry(key, count)));
                return taken;
              });
      written = true;
    } finally {
      if (!written) {
        taken.forEach((key, count) -> counts.merge(key, count, Long::sum));
      }
    }
  }

  private static JournalEntry entry(Key key, long count) {
    return JournalEntry.newBuilder()
        .setTime(AdminMessages.timestamp(key.minute()))
        .setPrincipal(key.principal())
        .setRefusedReason(key.reason().name().substring(PREFIX.length()))
        .setRefusedCount(count)
        .build();
  }

  private Instant minute() {
    return clock.instant().truncatedTo(ChronoUnit.MINUTES);
  }
}
