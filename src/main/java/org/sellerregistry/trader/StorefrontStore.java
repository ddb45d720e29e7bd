package org.sellerregistry.trader;

import static org.sellerregistry.storage.generated.Tables.STOREFRONT;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.sellerregistry.access.Tenant;
import org.sellerregistry.journal.CustodyRecords;
import org.sellerregistry.journal.Journal;
import org.sellerregistry.journal.Records;
import org.sellerregistry.rpc.ResourceNames;
import org.sellerregistry.storage.Inserts;
import org.sellerregistry.storage.KeyList;
import org.sellerregistry.storage.NewRow;
import org.sellerregistry.storage.generated.tables.records.StorefrontRecord;
import org.sellerregistry.v1.Storefront;
import org.sellerregistry.vault.Binding;
import org.sellerregistry.vault.RetentionClass;
import org.sellerregistry.vault.TraderKeys;
import org.sellerregistry.vault.Vault;

/** Who owned which storefront when. What a storefront is called elsewhere is sealed. */
public final class StorefrontStore {
  private static final String OWNERS =
      """
      SELECT s.storefront_id, s.trader
      FROM %s
      STRAIGHT_JOIN storefront s ON s.marketplace = ?
        AND s.storefront_id = CONVERT(UNHEX(wanted.hex) USING ascii)
      WHERE s.valid_to = ?\
      """
          .formatted(KeyList.TEXTS);

  private static final int FORMAT = 1;

  private final Vault vault;

  public StorefrontStore(Vault vault) {
    this.vault = vault;
  }

  /**
   * An interval of ownership.
   *
   * @param trader the owner
   * @param validFrom its begin
   */
  public record Ownership(UUID trader, Instant validFrom) {}

  /** The present ownership, kept locked; empty if nobody owns the storefront. */
  public Optional<Ownership> lock(DSLContext db, Tenant tenant, String storefrontId) {
    return db.select(STOREFRONT.TRADER, STOREFRONT.VALID_FROM)
        .from(STOREFRONT)
        .where(STOREFRONT.MARKETPLACE.eq(tenant.id()))
        .and(STOREFRONT.STOREFRONT_ID.eq(storefrontId))
        .and(STOREFRONT.VALID_TO.eq(Times.FOREVER))
        .forUpdate()
        .fetchOptional(row -> new Ownership(row.value1(), row.value2()));
  }

  /** The owner at a moment; empty if nobody owned the storefront. */
  public Optional<UUID> ownerAt(DSLContext db, Tenant tenant, String storefrontId, Instant moment) {
    return db.select(STOREFRONT.TRADER, STOREFRONT.VALID_TO)
        .from(STOREFRONT)
        .where(STOREFRONT.MARKETPLACE.eq(tenant.id()))
        .and(STOREFRONT.STOREFRONT_ID.eq(storefrontId))
        .and(STOREFRONT.VALID_FROM.le(moment))
        .orderBy(STOREFRONT.VALID_FROM.desc())
        .limit(1)
        .fetchOptional()
        .filter(row -> row.value2().isAfter(moment))
        .map(row -> row.value1());
  }

  /** The present owners of those storefronts that have one. */
  public Map<String, UUID> owners(DSLContext db, Tenant tenant, Set<String> storefrontIds) {
    return db.resultQuery(
            OWNERS,
            KeyList.ofTexts(storefrontIds),
            DSL.val(tenant.id(), STOREFRONT.MARKETPLACE),
            DSL.val(Times.FOREVER, STOREFRONT.VALID_TO))
        .coerce(STOREFRONT.STOREFRONT_ID, STOREFRONT.TRADER)
        .fetchMap(STOREFRONT.STOREFRONT_ID, STOREFRONT.TRADER);
  }

  /** The end of the last ownership that has ended; empty if there is none. */
  public Optional<Instant> lastEnd(DSLContext db, Tenant tenant, String storefrontId) {
    return db.select(STOREFRONT.VALID_TO)
        .from(STOREFRONT)
        .where(STOREFRONT.MARKETPLACE.eq(tenant.id()))
        .and(STOREFRONT.STOREFRONT_ID.eq(storefrontId))
        .and(STOREFRONT.VALID_TO.lt(Times.FOREVER))
        .orderBy(STOREFRONT.VALID_TO.desc())
        .limit(1)
        .fetchOptional(STOREFRONT.VALID_TO);
  }

  /** Those of the storefronts that somebody owns or owned. */
  public Set<String> known(DSLContext db, Tenant tenant, Collection<String> storefrontIds) {
    return db.selectDistinct(STOREFRONT.STOREFRONT_ID)
        .from(STOREFRONT)
        .where(STOREFRONT.MARKETPLACE.eq(tenant.id()))
        .and(STOREFRONT.STOREFRONT_ID.in(storefrontIds))
        .fetchSet(STOREFRONT.STOREFRONT_ID);
  }

  /** Opens an ownership. */
  public void insert(
      DSLContext db,
      Tenant tenant,
      String storefrontId,
      TraderKeys keys,
      Instant validFrom,
      String url) {
    var ciphertext = seal(tenant, storefrontId, keys, validFrom, url);
    vault.store(db, keys, validFrom).forEach(key -> Journal.wrote(db, CustodyRecords.of(key)));
    var row = row(tenant, storefrontId, keys.trader(), validFrom, ciphertext);
    Inserts.insert(db, NewRow.of(row));
    Journal.wrote(db, Records.of(row));
  }

  /** Changes the URL of the ownership that began at {@code validFrom}. */
  public void updateUrl(
      DSLContext db,
      Tenant tenant,
      String storefrontId,
      TraderKeys keys,
      Instant validFrom,
      String url) {
    var ciphertext = seal(tenant, storefrontId, keys, validFrom, url);
    db.update(STOREFRONT)
        .set(STOREFRONT.CIPHERTEXT, ciphertext)
        .where(STOREFRONT.MARKETPLACE.eq(tenant.id()))
        .and(STOREFRONT.STOREFRONT_ID.eq(storefrontId))
        .and(STOREFRONT.VALID_FROM.eq(validFrom))
        .execute();
    Journal.wrote(db, Records.of(row(tenant, storefrontId, keys.trader(), validFrom, ciphertext)));
  }

  private static StorefrontRecord row(
      Tenant tenant, String storefrontId, UUID trader, Instant validFrom, byte[] ciphertext) {
    return new StorefrontRecord(
        tenant.id(), storefrontId, validFrom, Times.FOREVER, trader, FORMAT, ciphertext);
  }

  /** Ends the ownership that began at {@code validFrom}. */
  public void close(
      DSLContext db, Tenant tenant, String storefrontId, Instant validFrom, Instant validTo) {
    Journal.wrote(db, Records.end(storefrontId, validFrom, validTo));
    db.update(STOREFRONT)
        .set(STOREFRONT.VALID_TO, validTo)
        .where(STOREFRONT.MARKETPLACE.eq(tenant.id()))
        .and(STOREFRONT.STOREFRONT_ID.eq(storefrontId))
        .and(STOREFRONT.VALID_TO.eq(Times.FOREVER))
        .execute();
  }

  /** The ownership that began at {@code validFrom}. */
  Storefront get(
      DSLContext db, Tenant tenant, TraderKeys keys, String storefrontId, Instant validFrom) {
    return db.selectFrom(STOREFRONT)
        .where(STOREFRONT.MARKETPLACE.eq(tenant.id()))
        .and(STOREFRONT.STOREFRONT_ID.eq(storefrontId))
        .and(STOREFRONT.VALID_FROM.eq(validFrom))
        .fetchSingle(row -> open(tenant, keys, row));
  }

  /** Ends every present ownership of a trader; one that began later lasts a microsecond. */
  public void closeAll(DSLContext db, Tenant tenant, UUID trader, Instant validTo) {
    db.select(STOREFRONT.STOREFRONT_ID, STOREFRONT.VALID_FROM)
        .from(STOREFRONT)
        .where(STOREFRONT.MARKETPLACE.eq(tenant.id()))
        .and(STOREFRONT.TRADER.eq(trader))
        .and(STOREFRONT.VALID_TO.eq(Times.FOREVER))
        .forUpdate()
        .fetch()
        .forEach(row ->
            Journal.wrote(
                db, Records.end(row.value1(), row.value2(), Times.after(row.value2(), validTo))));
    db.update(STOREFRONT)
        .set(
            STOREFRONT.VALID_TO,
            DSL.greatest(
                DSL.field(
                    "{0} + interval 1 microsecond",
                    STOREFRONT.VALID_TO.getDataType(), STOREFRONT.VALID_FROM),
                DSL.val(validTo, STOREFRONT.VALID_TO)))
        .where(STOREFRONT.MARKETPLACE.eq(tenant.id()))
        .and(STOREFRONT.TRADER.eq(trader))
        .and(STOREFRONT.VALID_TO.eq(Times.FOREVER))
        .execute();
  }

  /** A trader's ownerships, oldest first, behind {@code (begin, storefront)}. */
  public List<Storefront> list(
      DSLContext db,
      Tenant tenant,
      TraderKeys keys,
      Instant behindBegin,
      String behindId,
      int limit) {
    return db.selectFrom(STOREFRONT)
        .where(STOREFRONT.MARKETPLACE.eq(tenant.id()))
        .and(STOREFRONT.TRADER.eq(keys.trader()))
        .and(
            STOREFRONT
                .VALID_FROM
                .gt(behindBegin)
                .or(
                    STOREFRONT
                        .VALID_FROM
                        .eq(behindBegin)
                        .and(STOREFRONT.STOREFRONT_ID.gt(behindId))))
        .orderBy(STOREFRONT.VALID_FROM, STOREFRONT.STOREFRONT_ID)
        .limit(limit)
        .fetch(row -> open(tenant, keys, row));
  }

  private byte[] seal(
      Tenant tenant, String storefrontId, TraderKeys keys, Instant validFrom, String url) {
    return keys.seal(
        RetentionClass.TRACEABILITY,
        Binding.storefront(tenant.id(), keys.trader(), storefrontId, validFrom),
        Storefront.newBuilder().setUrl(url).build().toByteArray());
  }

  private static Storefront open(Tenant tenant, TraderKeys keys, StorefrontRecord row) {
    var storefront = Storefront.newBuilder();
    if (!keys.isShredded(RetentionClass.TRACEABILITY)) {
      try {
        storefront.mergeFrom(
            keys.open(
                RetentionClass.TRACEABILITY,
                Binding.storefront(
                    tenant.id(), keys.trader(), row.getStorefrontId(), row.getValidFrom()),
                row.getCiphertext()));
      } catch (InvalidProtocolBufferException e) {
        throw new IllegalStateException("a sealed storefront is no storefront", e);
      }
    }
    storefront
        .setName(ResourceNames.storefront(tenant.marketplaceId(), row.getStorefrontId()))
        .setTrader(ResourceNames.trader(tenant.marketplaceId(), row.getTrader()))
        .setBeginTime(Times.timestamp(row.getValidFrom()));
    if (row.getValidTo().isBefore(Times.FOREVER)) {
      storefront.setEndTime(Times.timestamp(row.getValidTo()));
    }
    return storefront.build();
  }
}
