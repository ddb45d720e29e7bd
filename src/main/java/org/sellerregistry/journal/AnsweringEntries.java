package org.sellerregistry.journal;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sellerregistry.v1.JournalEntry;
import org.sellerregistry.v1.WrittenRecord;

/**
 * Which entries are needed to say how records are now. Of a record the last entry that names it is,
 * and of one that was deleted also whichever says so, as long as an earlier one names it. So is
 * each change of the checkpoints' key.
 *
 * <p>Only of entries on a trader that write records of that trader alone is that known here; others
 * that write anything count as needed.
 */
final class AnsweringEntries {
  private final Set<String> asked = new HashSet<>();
  private final Map<String, Long> first = new HashMap<>();
  private final Map<String, Long> last = new HashMap<>();

  /** Says that it will be asked about an entry, before any is taken. */
  void ask(Leaf leaf) {
    entry(leaf).ifPresent(entry -> names(entry).forEach(asked::add));
  }

  /** Takes the next entry of a trader; it may be pruned. */
  void take(Leaf leaf) {
    entry(leaf)
        .ifPresent(entry ->
            names(entry).stream()
                .filter(asked::contains)
                .forEach(name -> {
                  var _ = first.putIfAbsent(name, leaf.sequence());
                  last.put(name, leaf.sequence());
                }));
  }

  boolean isNeeded(Leaf leaf) {
    return entry(leaf)
        .map(entry ->
            entry.hasCheckpointKeyChange()
                || entry.getWrittenList().stream()
                    .anyMatch(record -> isNeeded(leaf, entry, record)))
        .orElse(true);
  }

  private boolean isNeeded(Leaf leaf, JournalEntry entry, WrittenRecord record) {
    var name = name(entry, record);
    if (name.isEmpty()) {
      return true;
    }
    boolean isLast = leaf.sequence() >= last.getOrDefault(name.get(), Long.MIN_VALUE);
    boolean isFirst = leaf.sequence() <= first.getOrDefault(name.get(), Long.MIN_VALUE);
    return isLast && !(isFirst && record.getSha256().isEmpty());
  }

  private static List<String> names(JournalEntry entry) {
    return entry.getWrittenList().stream().flatMap(record -> name(entry, record).stream()).toList();
  }

  /** The record's name among those of all marketplaces; empty if it is not one of the trader. */
  private static Optional<String> name(JournalEntry entry, WrittenRecord record) {
    var subject = Leaf.subject(entry.getResource());
    return subject.trader() != null
            && record.getRecord().startsWith("traders/" + subject.trader() + "/")
        ? Optional.of(subject.marketplace() + "/" + record.getRecord())
        : Optional.empty();
  }

  /** Nothing if it is pruned, or is not what was hashed, which says nothing. */
  private static Optional<JournalEntry> entry(Leaf leaf) {
    try {
      return leaf.isIntact() ? leaf.entry() : Optional.empty();
    } catch (JournalDamagedException e) {
      return Optional.empty();
    }
  }
}
