package org.sellerregistry.audit;

import static org.sellerregistry.storage.generated.Tables.ACCESS_GRANT;
import static org.sellerregistry.storage.generated.Tables.DATA_KEY;
import static org.sellerregistry.storage.generated.Tables.EVIDENCE;
import static org.sellerregistry.storage.generated.Tables.ITEM_CHECK;
import static org.sellerregistry.storage.generated.Tables.KEY_VERSION;
import static org.sellerregistry.storage.generated.Tables.LOOKUP_TOKEN;
import static org.sellerregistry.storage.generated.Tables.MARKETPLACE;
import static org.sellerregistry.storage.generated.Tables.OPERATION;
import static org.sellerregistry.storage.generated.Tables.PRESERVATION;
import static org.sellerregistry.storage.generated.Tables.PUBLIC_INFO;
import static org.sellerregistry.storage.generated.Tables.RETENTION_DUE;
import static org.sellerregistry.storage.generated.Tables.STANDING;
import static org.sellerregistry.storage.generated.Tables.STOREFRONT;
import static org.sellerregistry.storage.generated.Tables.TRADER;
import static org.sellerregistry.storage.generated.Tables.TRADER_ERASURE;
import static org.sellerregistry.storage.generated.Tables.TRADER_REVISION;
import static org.sellerregistry.storage.generated.Tables.TRADER_SECTION;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.sellerregistry.audit.RecordState.Stored;
import org.sellerregistry.journal.CustodyRecords;
import org.sellerregistry.journal.Records;

/** Reads the tables that the journal answers for. */
final class StoredRecords {
  private StoredRecords() {}

  /** The marketplaces' keys by their ids. */
  static Map<String, UUID> marketplaces(DSLContext db) {
    return db.select(MARKETPLACE.MARKETPLACE_ID, MARKETPLACE.ID)
        .from(MARKETPLACE)
        .fetchMap(MARKETPLACE.MARKETPLACE_ID, MARKETPLACE.ID);
  }

  /** The keys of a marketplace's traders behind one. */
  static List<UUID> traders(DSLContext db, UUID marketplace, UUID behind, int limit) {
    return db.select(TRADER.ID)
        .from(TRADER)
        .where(TRADER.MARKETPLACE.eq(marketplace))
        .and(TRADER.ID.gt(behind))
        .orderBy(TRADER.ID)
        .limit(limit)
        .fetch(TRADER.ID);
  }

  /** The records of each of the traders. */
  static Map<UUID, Stored> ofTraders(DSLContext db, UUID marketplace, Collection<UUID> traders) {
    var stored = new HashMap<UUID, Stored>();
    traders.forEach(trader -> stored.put(trader, new Stored()));
    db.selectFrom(TRADER)
        .where(TRADER.MARKETPLACE.eq(marketplace), TRADER.ID.in(traders))
        .forEach(row -> of(stored, row.getId()).add(Records.of(row)));
    db.selectFrom(TRADER_REVISION)
        .where(TRADER_REVISION.MARKETPLACE.eq(marketplace), TRADER_REVISION.TRADER.in(traders))
        .forEach(row -> of(stored, row.getTrader()).add(Records.of(row)));
    db.selectFrom(TRADER_SECTION)
        .where(TRADER_SECTION.MARKETPLACE.eq(marketplace), TRADER_SECTION.TRADER.in(traders))
        .forEach(row ->
            of(stored, row.getTrader())
                .add(
                    "section/" + row.getSection(),
                    row.getValidFrom(),
                    row.getValidTo(),
                    Records.of(row)));
    db.selectFrom(ITEM_CHECK)
        .where(ITEM_CHECK.MARKETPLACE.eq(marketplace), ITEM_CHECK.TRADER.in(traders))
        .forEach(row -> of(stored, row.getTrader()).add(Records.of(row)));
    db.selectFrom(EVIDENCE)
        .where(EVIDENCE.MARKETPLACE.eq(marketplace), EVIDENCE.TRADER.in(traders))
        .forEach(row -> of(stored, row.getTrader()).add(Records.of(row)));
    db.selectFrom(PUBLIC_INFO)
        .where(PUBLIC_INFO.MARKETPLACE.eq(marketplace), PUBLIC_INFO.TRADER.in(traders))
        .forEach(row ->
            of(stored, row.getTrader())
                .add(
                    "public_info/" + row.getOffering(),
                    row.getValidFrom(),
                    row.getValidTo(),
                    Records.of(row)));
    db.selectFrom(STANDING)
        .where(STANDING.MARKETPLACE.eq(marketplace), STANDING.TRADER.in(traders))
        .forEach(row -> of(stored, row.getTrader()).add(Records.of(row)));
    db.selectFrom(LOOKUP_TOKEN)
        .where(LOOKUP_TOKEN.MARKETPLACE.eq(marketplace), LOOKUP_TOKEN.TRADER.in(traders))
        .fetchGroups(LOOKUP_TOKEN.TRADER)
        .forEach((trader, rows) -> of(stored, trader).add(Records.tokens(trader, rows)));
    ofCustody(db, marketplace, traders, stored);
    return stored;
  }

  private static void ofCustody(
      DSLContext db, UUID marketplace, Collection<UUID> traders, Map<UUID, Stored> stored) {
    db.selectFrom(DATA_KEY)
        .where(DATA_KEY.MARKETPLACE.eq(marketplace), DATA_KEY.TRADER.in(traders))
        .forEach(row -> of(stored, row.getTrader()).add(CustodyRecords.of(row)));
    db.selectFrom(RETENTION_DUE)
        .where(RETENTION_DUE.MARKETPLACE.eq(marketplace), RETENTION_DUE.TRADER.in(traders))
        .forEach(row -> of(stored, row.getTrader()).add(CustodyRecords.of(row)));
    db.selectFrom(TRADER_ERASURE)
        .where(TRADER_ERASURE.MARKETPLACE.eq(marketplace), TRADER_ERASURE.TRADER.in(traders))
        .forEach(row -> of(stored, row.getTrader()).add(CustodyRecords.of(row)));
    db.selectFrom(PRESERVATION)
        .where(PRESERVATION.MARKETPLACE.eq(marketplace), PRESERVATION.TRADER.in(traders))
        .forEach(row -> of(stored, row.getTrader()).add(CustodyRecords.of(row)));
  }

  /** The records of a marketplace that belong to none of its traders. */
  static Stored ofMarketplace(DSLContext db, UUID marketplace) {
    var stored = new Stored();
    db.selectFrom(MARKETPLACE)
        .where(MARKETPLACE.ID.eq(marketplace))
        .forEach(row -> stored.add(Records.of(row)));
    db.selectFrom(STOREFRONT)
        .where(STOREFRONT.MARKETPLACE.eq(marketplace))
        .forEach(row ->
            stored.add(
                row.getStorefrontId() + " of " + row.getTrader() + " at " + row.getValidFrom(),
                row.getValidFrom(),
                row.getValidTo(),
                Records.of(row)));
    return stored;
  }

  /** The records that belong to no marketplace. */
  static Stored ofNone(DSLContext db) {
    var stored = new Stored();
    db.selectFrom(ACCESS_GRANT).forEach(row -> stored.add(Records.of(row)));
    db.selectFrom(KEY_VERSION).forEach(row -> stored.add(CustodyRecords.of(row)));
    db.selectFrom(OPERATION).forEach(row -> stored.add(CustodyRecords.of(row)));
    return stored;
  }

  private static Stored of(Map<UUID, Stored> stored, UUID trader) {
    return stored.computeIfAbsent(trader, key -> new Stored());
  }
}
