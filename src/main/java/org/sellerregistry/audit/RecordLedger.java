package org.sellerregistry.audit;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.sellerregistry.rpc.ResourceName.TraderName;
import org.sellerregistry.rpc.ResourceNames;
import org.sellerregistry.v1.JournalEntry;

/**
 * What the journal as a whole says: the records that belong to no trader, and which traders there
 * are. Those of traders are too many to hold at once; they are read trader by trader.
 */
final class RecordLedger {
  private final Map<String, RecordState> byMarketplace = new HashMap<>();
  private final Map<String, Set<UUID>> traders = new HashMap<>();

  /** Takes the next entry in. */
  void take(JournalEntry entry) {
    var name = ResourceNames.parse(entry.getResource());
    var marketplace = name.flatMap(ResourceNames::marketplaceOf).orElse("");
    for (var record : entry.getWrittenList()) {
      if (!record.getRecord().startsWith("traders/")) {
        ofMarketplace(marketplace).take(record);
      }
    }
    if (name.isPresent() && name.get() instanceof TraderName(String of, UUID trader)) {
      traders.computeIfAbsent(of, key -> new HashSet<>()).add(trader);
    }
  }

  /** The records of a marketplace, or with an empty id those of none. */
  RecordState ofMarketplace(String marketplace) {
    return byMarketplace.computeIfAbsent(marketplace, key -> new RecordState());
  }

  Set<String> marketplaces() {
    return Set.copyOf(byMarketplace.keySet());
  }

  Set<UUID> traders(String marketplace) {
    return traders.getOrDefault(marketplace, Set.of());
  }
}
