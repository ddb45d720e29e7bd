package org.sellerregistry.trader;

import com.google.protobuf.Message;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sellerregistry.v1.SectionKind;

/**
 * What a trader could ever be looked up by, and until when it had each value: computed from its
 * revisions alone, it is what {@link TokenStore} wrote with each of them.
 */
final class TokenHistory {

  /** A value of a section, from when it was declared first until it was left last. */
  record Entry(SectionKind section, LookupKey key, Instant validFrom, Instant validTo) {}

  private record Value(SectionKind section, LookupKey key) {}

  private final Map<Value, Entry> entries = new LinkedHashMap<>();
  private final Map<SectionKind, Message> sections = new EnumMap<>(SectionKind.class);
  private final Map<SectionKind, Set<LookupKey>> present = new EnumMap<>(SectionKind.class);
  private String regionCode = "";

  /**
   * Adds the next revision.
   *
   * @param time when it was made
   * @param region the country that the trader was established in
   * @param changed the sections that it changed
   */
  void add(Instant time, String region, Map<SectionKind, Message> changed) {
    boolean moved = !region.equals(regionCode);
    regionCode = region;
    sections.putAll(changed);
    for (var section : sections.entrySet()) {
      // The country says how national telephone numbers are read.
      if (moved || changed.containsKey(section.getKey())) {
        var after = LookupKeys.of(section.getKey(), section.getValue(), region);
        var before = present.put(section.getKey(), after);
        change(section.getKey(), before == null ? Set.of() : before, after, time);
      }
    }
  }

  private void change(
      SectionKind section, Set<LookupKey> before, Set<LookupKey> after, Instant time) {
    for (var key : before) {
      if (!after.contains(key)) {
        entries.computeIfPresent(
            new Value(section, key),
            (_, entry) -> new Entry(section, key, entry.validFrom(), time));
      }
    }
    for (var key : after) {
      if (!before.contains(key)) {
        entries.merge(
            new Value(section, key),
            new Entry(section, key, time, Times.FOREVER),
            (former, _) -> new Entry(section, key, former.validFrom(), Times.FOREVER));
      }
    }
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  List<Entry> entries() {
    return List.copyOf(entries.values());
  }
}
