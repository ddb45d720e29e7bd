package org.sellerregistry.trader;

import static org.sellerregistry.storage.generated.Tables.TRADER_REVISION;
import static org.sellerregistry.storage.generated.Tables.TRADER_SECTION;

import com.google.protobuf.Message;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.sellerregistry.storage.generated.tables.records.TraderRevisionRecord;
import org.sellerregistry.storage.generated.tables.records.TraderSectionRecord;
import org.sellerregistry.v1.SectionKind;
import org.sellerregistry.vault.RetentionClass;
import org.sellerregistry.vault.TraderKeys;

/** What some traders could ever be looked up by, read in a query for each table. */
final class Histories {
  private final Map<UUID, List<TraderSectionRecord>> sections;
  private final Map<UUID, List<TraderRevisionRecord>> revisions;

  Histories(DSLContext db, UUID marketplace, Collection<UUID> traders) {
    sections =
        Map.copyOf(
            db.selectFrom(TRADER_SECTION)
                .where(TRADER_SECTION.MARKETPLACE.eq(marketplace))
                .and(TRADER_SECTION.TRADER.in(traders))
                .fetchGroups(TRADER_SECTION.TRADER));
    revisions =
        Map.copyOf(
            db.selectFrom(TRADER_REVISION)
                .where(TRADER_REVISION.MARKETPLACE.eq(marketplace))
                .and(TRADER_REVISION.TRADER.in(traders))
                .orderBy(TRADER_REVISION.TRADER, TRADER_REVISION.REVISION)
                .fetchGroups(TRADER_REVISION.TRADER));
  }

  /**
   * The history of a trader, without what was erased.
   *
   * @throws org.sellerregistry.vault.RecordDamagedException if a section is damaged
   */
  TokenHistory of(TraderKeys keys) {
    Map<Long, Map<SectionKind, Message>> opened = new HashMap<>();
    for (var row : sections.getOrDefault(keys.trader(), List.of())) {
      var kind = SectionKind.forNumber(row.getSection());
      if (!keys.isShredded(RetentionClass.of(kind))) {
        opened
            .computeIfAbsent(row.getRevision(), _ -> new EnumMap<>(SectionKind.class))
            .put(kind, TraderStore.open(keys, kind, row));
      }
    }
    var history = new TokenHistory();
    for (var row : revisions.getOrDefault(keys.trader(), List.of())) {
      history.add(
          row.getReviseTime(),
          row.getRegionCode(),
          opened.getOrDefault(row.getRevision(), Map.of()));
    }
    return history;
  }
}
