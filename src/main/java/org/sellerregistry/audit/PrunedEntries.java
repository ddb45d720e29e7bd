package org.sellerregistry.audit;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.sellerregistry.journal.Leaf;
import org.sellerregistry.journal.Log;
import org.sellerregistry.journal.PruneLogs;
import org.sellerregistry.v1.JournalEntry;

/**
 * Holds the entries without content against those that say what was pruned: whoever takes content
 * away behind the server does not get it taken for pruned.
 */
final class PrunedEntries {
  private final Map<Log, Sequences> empty = new EnumMap<>(Log.class);
  private final Map<Log, Sequences> declared = new EnumMap<>(Log.class);

  PrunedEntries() {
    for (var log : Log.values()) {
      empty.put(log, new Sequences());
      declared.put(log, new Sequences());
    }
  }

  /** Many places in a log, in a bit each. */
  private static final class Sequences {
    private static final int CHUNK = 1 << 20;

    private final Map<Long, BitSet> chunks = new TreeMap<>();

    void add(long sequence) {
      chunks
          .computeIfAbsent(sequence / CHUNK, key -> new BitSet())
          .set(Math.toIntExact(sequence % CHUNK));
    }

    /** Those, in their order, that are not among the others. */
    List<Long> without(Sequences others, int most) {
      var left = new ArrayList<Long>();
      chunks.forEach((chunk, own) -> {
        var rest = (BitSet) own.clone();
        rest.andNot(others.chunks.getOrDefault(chunk, new BitSet()));
        rest.stream().limit(most - left.size()).forEach(offset -> left.add(chunk * CHUNK + offset));
      });
      return left;
    }
  }

  /** Takes an entry of a log. */
  void take(Leaf leaf) {
    if (leaf.isPruned()) {
      of(empty, leaf.log()).add(leaf.sequence());
    }
  }

  /** Takes what an entry says. */
  void take(JournalEntry entry) {
    if (PruneLogs.isPruning(entry)) {
      for (var record : entry.getWrittenList()) {
        PruneLogs.place(record.getRecord())
            .ifPresent(place -> of(declared, place.log()).add(place.sequence()));
      }
    }
  }

  /** Entries of a log without content that were never pruned; the first of them. */
  List<Long> unexplained(Log log, int most) {
    return of(empty, log).without(of(declared, log), most);
  }

  boolean areExplained() {
    return List.of(Log.values()).stream().allMatch(log -> unexplained(log, 1).isEmpty());
  }

  private static Sequences of(Map<Log, Sequences> byLog, Log log) {
    return Objects.requireNonNull(byLog.get(log));
  }
}
