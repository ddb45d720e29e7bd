package org.sellerregistry.access;

import static org.sellerregistry.storage.generated.Tables.MARKETPLACE;

import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.sellerregistry.journal.Journal;
import org.sellerregistry.journal.Records;
import org.sellerregistry.storage.generated.tables.records.MarketplaceRecord;

/** The table of marketplaces, within one transaction. */
final class MarketplaceStore {
  private final DSLContext db;

  MarketplaceStore(DSLContext db) {
    this.db = db;
  }

  Optional<StoredMarketplace> find(String marketplaceId) {
    return db.selectFrom(MARKETPLACE)
        .where(MARKETPLACE.MARKETPLACE_ID.eq(marketplaceId))
        .fetchOptional(MarketplaceStore::read);
  }

  /** As {@link #find}, and keeps others from changing it. */
  Optional<StoredMarketplace> lock(String marketplaceId) {
    return db.selectFrom(MARKETPLACE)
        .where(MARKETPLACE.MARKETPLACE_ID.eq(marketplaceId))
        .forUpdate()
        .fetchOptional(MarketplaceStore::read);
  }

  /** Marketplaces in the order of their ids, behind one. */
  List<StoredMarketplace> list(String behind, int limit) {
    return db.selectFrom(MARKETPLACE)
        .where(MARKETPLACE.MARKETPLACE_ID.gt(behind))
        .orderBy(MARKETPLACE.MARKETPLACE_ID)
        .limit(limit)
        .fetch(MarketplaceStore::read);
  }

  void insert(StoredMarketplace marketplace) {
    db.insertInto(MARKETPLACE).set(write(marketplace)).execute();
    Journal.wrote(db, Records.of(write(marketplace)));
  }

  void update(StoredMarketplace marketplace) {
    db.update(MARKETPLACE)
        .set(MARKETPLACE.DISPLAY_NAME, marketplace.displayName())
        .set(MARKETPLACE.DEFAULT_OFFERINGS, join(marketplace.defaultOfferings()))
        .set(MARKETPLACE.ANONYMOUS_PUBLIC_INFO, marketplace.anonymousPublicInfo())
        .set(MARKETPLACE.REVISION, marketplace.revision())
        .set(MARKETPLACE.UPDATE_TIME, marketplace.updateTime())
        .where(MARKETPLACE.ID.eq(marketplace.id()))
        .execute();
    Journal.wrote(db, Records.of(write(marketplace)));
  }

  private static MarketplaceRecord write(StoredMarketplace marketplace) {
    return new MarketplaceRecord(
        marketplace.id(),
        marketplace.marketplaceId(),
        marketplace.displayName(),
        join(marketplace.defaultOfferings()),
        marketplace.anonymousPublicInfo(),
        marketplace.revision(),
        marketplace.createTime(),
        marketplace.updateTime());
  }

  private static StoredMarketplace read(MarketplaceRecord row) {
    return new StoredMarketplace(
        row.getId(),
        row.getMarketplaceId(),
        row.getDisplayName(),
        split(row.getDefaultOfferings()),
        row.getAnonymousPublicInfo(),
        row.getRevision(),
        row.getCreateTime(),
        row.getUpdateTime());
  }

  /** Offerings hold no commas. */
  private static String join(List<String> offerings) {
    return String.join(",", offerings);
  }

  private static List<String> split(String offerings) {
    return offerings.isEmpty() ? List.of() : List.of(offerings.split(",", -1));
  }
}
