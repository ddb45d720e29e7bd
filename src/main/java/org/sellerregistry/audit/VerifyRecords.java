package org.sellerregistry.audit;

import com.google.common.collect.Lists;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.sellerregistry.journal.JournalReader;
import org.sellerregistry.journal.JournalReader.Filter;
import org.sellerregistry.journal.Leaf;
import org.sellerregistry.journal.Log;
import org.sellerregistry.rpc.ResourceNames;
import org.sellerregistry.storage.Transactor;
import org.sellerregistry.v1.JournalEntry;
import org.sellerregistry.v1.JournalFinding;
import org.sellerregistry.v1.JournalFindingKind;
import org.sellerregistry.vault.RetentionClass;
import org.sellerregistry.vault.Vault;

/** Holds the stored records against the entries that say how they were written. */
final class VerifyRecords {
  private static final int TRADERS = 100;
  private static final int PAGE = 1000;
  private static final UUID BEFORE_ALL = new UUID(0, 0);

  private final Transactor transactor;
  private final JournalReader reader;
  private final Vault vault;

  VerifyRecords(Transactor transactor, JournalReader reader, Vault vault) {
    this.transactor = transactor;
    this.reader = reader;
    this.vault = vault;
  }

  /**
   * Something that was compared.
   *
   * @param marketplace its id; empty for what belongs to none
   * @param traders the traders; none for what belongs to no trader
   */
  record Part(String marketplace, List<UUID> traders) {
    Part {
      traders = List.copyOf(traders);
    }
  }

  /** How many records were compared, and what does not fit. */
  record Outcome(long records, List<JournalFinding> findings) {
    Outcome {
      findings = List.copyOf(findings);
    }
  }

  /** All there is to compare: what the journal names and what the tables hold. */
  List<Part> parts(RecordLedger ledger) {
    var parts = new ArrayList<Part>();
    var marketplaces = transactor.read(StoredRecords::marketplaces);
    var ids = new TreeSet<>(ledger.marketplaces());
    ids.addAll(marketplaces.keySet());
    ids.add("");
    for (var id : ids) {
      parts.add(new Part(id, List.of()));
      var traders = new TreeSet<>(ledger.traders(id));
      var key = marketplaces.get(id);
      if (key != null) {
        var page = List.<UUID>of();
        do {
          var behind = page.isEmpty() ? BEFORE_ALL : page.getLast();
          page = transactor.read(db -> StoredRecords.traders(db, key, behind, PAGE));
          traders.addAll(page);
        } while (page.size() == PAGE);
      }
      for (var batch : Lists.partition(List.copyOf(traders), TRADERS)) {
        parts.add(new Part(id, batch));
      }
    }
    return parts;
  }

  /**
   * Compares a part.
   *
   * @param pending what was committed and is not in sequence yet
   */
  Outcome compare(Part part, RecordLedger ledger, List<ByteString> pending) {
    var key =
        transactor.read(StoredRecords::marketplaces).getOrDefault(part.marketplace(), BEFORE_ALL);
    if (part.traders().isEmpty()) {
      var stored =
          transactor.read(db ->
              part.marketplace().isEmpty()
                  ? StoredRecords.ofNone(db)
                  : StoredRecords.ofMarketplace(db, key));
      var resource =
          part.marketplace().isEmpty() ? "" : ResourceNames.marketplace(part.marketplace());
      return new Outcome(
          stored.records().size(),
          ledger.ofMarketplace(part.marketplace()).compare(resource, stored));
    }
    long records = 0;
    var findings = new ArrayList<JournalFinding>();
    var states = new java.util.LinkedHashMap<UUID, RecordState>();
    for (var trader : part.traders()) {
      states.put(trader, state(part.marketplace(), trader, pending));
    }
    var stored = transactor.read(db -> StoredRecords.ofTraders(db, key, part.traders()));
    var damaged = transactor.read(db -> vault.damaged(db, key, part.traders()));
    for (var state : states.entrySet()) {
      var own = stored.getOrDefault(state.getKey(), new RecordState.Stored());
      records += own.records().size();
      findings.addAll(
          state.getValue().compare(ResourceNames.trader(part.marketplace(), state.getKey()), own));
      for (var each : damaged.getOrDefault(state.getKey(), Set.of())) {
        findings.add(closedKey(part.marketplace(), state.getKey(), each));
      }
    }
    return new Outcome(records, findings);
  }

  private static JournalFinding closedKey(
      String marketplace, UUID trader, RetentionClass retentionClass) {
    return JournalFinding.newBuilder()
        .setKind(JournalFindingKind.JOURNAL_FINDING_KIND_RECORD_CHANGED)
        .setResource(ResourceNames.trader(marketplace, trader))
        .setRecord("traders/%s/data_keys/%d".formatted(trader, retentionClass.code()))
        .setText("The key does not unwrap in its place")
        .build();
  }

  private RecordState state(String marketplace, UUID trader, List<ByteString> pending) {
    var state = new RecordState();
    var filter = new Filter(Log.REGISTRY, marketplace, trader, "");
    long next = 0;
    boolean more = true;
    while (more) {
      var page = reader.entries(filter, next, PAGE);
      page.leaves().forEach(leaf -> entry(leaf).ifPresent(entry -> takeOwn(state, entry, trader)));
      next = page.next();
      more = page.more();
    }
    var name = ResourceNames.trader(marketplace, trader);
    for (var bytes : pending) {
      var entry = parse(bytes);
      if (entry.getResource().equals(name) || entry.getResource().startsWith(name + "/")) {
        takeOwn(state, entry, trader);
      }
    }
    return state;
  }

  private static void takeOwn(RecordState state, JournalEntry entry, UUID trader) {
    for (var record : entry.getWrittenList()) {
      if (record.getRecord().startsWith("traders/" + trader + "/")) {
        state.take(record);
      }
    }
  }

  /** What an entry says; nothing if it is not the one that was hashed, which is found elsewhere. */
  static Optional<JournalEntry> entry(Leaf leaf) {
    return leaf.isIntact() ? leaf.entry() : Optional.empty();
  }

  static JournalEntry parse(ByteString bytes) {
    try {
      return JournalEntry.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      return JournalEntry.getDefaultInstance();
    }
  }
}
