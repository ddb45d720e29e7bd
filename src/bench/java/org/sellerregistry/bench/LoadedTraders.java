package org.sellerregistry.bench;

import static org.sellerregistry.storage.generated.Tables.ITEM_CHECK;
import static org.sellerregistry.storage.generated.Tables.LOOKUP_TOKEN;
import static org.sellerregistry.storage.generated.Tables.PUBLIC_INFO;
import static org.sellerregistry.storage.generated.Tables.STANDING;
import static org.sellerregistry.storage.generated.Tables.STOREFRONT;
import static org.sellerregistry.storage.generated.Tables.TRADER;
import static org.sellerregistry.storage.generated.Tables.TRADER_REVISION;
import static org.sellerregistry.storage.generated.Tables.TRADER_SECTION;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.rpc.ResourceNames;
import org.sellerregistry.storage.Ids;
import org.sellerregistry.trader.Sections;
import org.sellerregistry.trader.Times;
import org.sellerregistry.trader.Tokens;
import org.sellerregistry.v1.ChangeKind;
import org.sellerregistry.v1.Check;
import org.sellerregistry.v1.Standing;
import org.sellerregistry.v1.Storefront;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.vault.Binding;
import org.sellerregistry.vault.RetentionClass;
import org.sellerregistry.vault.TraderKeys;
import org.sellerregistry.vault.Vault;
import org.sellerregistry.verification.Evaluation;
import org.sellerregistry.verification.Shown;

/** Traders on their way into the tables, as the registry would have stored them, many at once. */
final class LoadedTraders {
  static final Table<?> NAIVE = DSL.table("bench_trader");
  static final Field<Integer> SEQUENCE = DSL.field("sequence", SQLDataType.INTEGER);
  static final Field<byte[]> ID = DSL.field("id", SQLDataType.BINARY(16));
  static final Field<byte[]> BODY = DSL.field("body", SQLDataType.BLOB);
  static final String OFFERING = "eu";

  private static final int FORMAT = 1;

  private final Vault vault;
  private final UUID marketplace;
  private final String marketplaceId;
  private final Instant time;
  private final List<TraderKeys> allKeys = new ArrayList<>();
  private final Bulk naive = new Bulk(NAIVE, SEQUENCE, ID, BODY);
  private final Bulk traders =
      new Bulk(
          TRADER,
          TRADER.MARKETPLACE,
          TRADER.ID,
          TRADER.EXTERNAL_ID,
          TRADER.TYPE,
          TRADER.REGION_CODE,
          TRADER.REVISION,
          TRADER.CREATE_TIME,
          TRADER.UPDATE_TIME);
  private final Bulk revisions =
      new Bulk(
          TRADER_REVISION,
          TRADER_REVISION.MARKETPLACE,
          TRADER_REVISION.TRADER,
          TRADER_REVISION.REVISION,
          TRADER_REVISION.REVISE_TIME,
          TRADER_REVISION.CHANGE_KIND,
          TRADER_REVISION.SECTIONS,
          TRADER_REVISION.TYPE,
          TRADER_REVISION.REGION_CODE,
          TRADER_REVISION.OFFERINGS,
          TRADER_REVISION.PRINCIPAL,
          TRADER_REVISION.PERSON);
  private final Bulk sections =
      new Bulk(
          TRADER_SECTION,
          TRADER_SECTION.MARKETPLACE,
          TRADER_SECTION.TRADER,
          TRADER_SECTION.SECTION,
          TRADER_SECTION.REVISION,
          TRADER_SECTION.VALID_FROM,
          TRADER_SECTION.VALID_TO,
          TRADER_SECTION.CHANGE_KIND,
          TRADER_SECTION.FORMAT_VERSION,
          TRADER_SECTION.CIPHERTEXT);
  private final Bulk tokens =
      new Bulk(
          LOOKUP_TOKEN,
          LOOKUP_TOKEN.MARKETPLACE,
          LOOKUP_TOKEN.TOKEN,
          LOOKUP_TOKEN.TRADER,
          LOOKUP_TOKEN.TOKEN_VERSION,
          LOOKUP_TOKEN.KIND,
          LOOKUP_TOKEN.SECTION,
          LOOKUP_TOKEN.VALID_FROM,
          LOOKUP_TOKEN.VALID_TO);
  private final Bulk storefronts =
      new Bulk(
          STOREFRONT,
          STOREFRONT.MARKETPLACE,
          STOREFRONT.STOREFRONT_ID,
          STOREFRONT.VALID_FROM,
          STOREFRONT.VALID_TO,
          STOREFRONT.TRADER,
          STOREFRONT.FORMAT_VERSION,
          STOREFRONT.CIPHERTEXT);
  private final Bulk checks =
      new Bulk(
          ITEM_CHECK,
          ITEM_CHECK.MARKETPLACE,
          ITEM_CHECK.TRADER,
          ITEM_CHECK.ID,
          ITEM_CHECK.ITEM,
          ITEM_CHECK.ITEM_REVISION,
          ITEM_CHECK.ITEM_KIND,
          ITEM_CHECK.SECTION,
          ITEM_CHECK.METHOD,
          ITEM_CHECK.RESULT,
          ITEM_CHECK.REASON_CODE,
          ITEM_CHECK.CHECK_TIME,
          ITEM_CHECK.EXPIRE_TIME,
          ITEM_CHECK.FORMAT_VERSION,
          ITEM_CHECK.CIPHERTEXT);
  private final Bulk standings =
      new Bulk(
          STANDING,
          STANDING.MARKETPLACE,
          STANDING.TRADER,
          STANDING.OFFERING,
          STANDING.STATE,
          STANDING.PACK,
          STANDING.PACK_VERSION,
          STANDING.SINCE_TIME,
          STANDING.NEXT_DUE_TIME);
  private final Bulk shown =
      new Bulk(
          PUBLIC_INFO,
          PUBLIC_INFO.MARKETPLACE,
          PUBLIC_INFO.TRADER,
          PUBLIC_INFO.OFFERING,
          PUBLIC_INFO.VALID_FROM,
          PUBLIC_INFO.VALID_TO,
          PUBLIC_INFO.AVAILABILITY,
          PUBLIC_INFO.REVISION,
          PUBLIC_INFO.FORMAT_VERSION,
          PUBLIC_INFO.CIPHERTEXT);

  LoadedTraders(Vault vault, UUID marketplace, String marketplaceId, Instant time) {
    this.vault = vault;
    this.marketplace = marketplace;
    this.marketplaceId = marketplaceId;
    this.time = time;
  }

  int size() {
    return allKeys.size();
  }

  /** Adds a trader with its first revision. */
  void add(
      int sequence,
      UUID id,
      Trader trader,
      List<Check> made,
      List<String> shops,
      Evaluation evaluation,
      Standing standing,
      Ids ids) {
    var keys = vault.create(marketplace, id);
    allKeys.add(keys);
    traders.add(
        marketplace,
        id,
        trader.getExternalId(),
        trader.getTypeValue(),
        trader.getRegionCode(),
        1L,
        time,
        time);
    revisions.add(
        marketplace,
        id,
        1L,
        time,
        ChangeKind.CHANGE_KIND_INITIAL_VALUE,
        Tokens.sections(trader),
        trader.getTypeValue(),
        trader.getRegionCode(),
        OFFERING,
        "bench",
        "");
    for (var kind : Sections.kinds()) {
      if (Sections.has(trader, kind)) {
        var sealed =
            keys.seal(
                RetentionClass.of(kind),
                Binding.section(marketplace, id, kind.getNumber(), 1),
                Sections.get(trader, kind).toByteArray());
        sections.add(
            marketplace,
            id,
            kind.getNumber(),
            1L,
            time,
            Times.FOREVER,
            ChangeKind.CHANGE_KIND_INITIAL_VALUE,
            FORMAT,
            sealed);
      }
    }
    for (var token : Tokens.of(vault.blindIndex(), marketplace, trader)) {
      tokens.add(
          marketplace,
          token.token().toByteArray(),
          id,
          vault.blindIndex().version(),
          token.kind(),
          token.section().getNumber(),
          time,
          Times.FOREVER);
    }
    for (var shop : shops) {
      addStorefront(keys, shop);
    }
    for (var check : made) {
      addCheck(keys, check, ids);
    }
    standings.add(
        marketplace,
        id,
        standing.getOffering(),
        standing.getStateValue(),
        standing.getPack(),
        standing.getPackVersion(),
        time,
        standing.hasNextDueTime() ? Times.instant(standing.getNextDueTime()) : null);
    addShown(keys, trader, evaluation);
    naive.add(sequence, Ids.toBytes(id), trader.toByteArray());
  }

  private void addStorefront(TraderKeys keys, String shop) {
    var sealed =
        keys.seal(
            RetentionClass.TRACEABILITY,
            Binding.storefront(marketplace, keys.trader(), shop, time),
            Storefront.newBuilder()
                .setUrl("https://marketplace.example/shops/" + shop)
                .build()
                .toByteArray());
    storefronts.add(marketplace, shop, time, Times.FOREVER, keys.trader(), FORMAT, sealed);
  }

  private void addCheck(TraderKeys keys, Check check, Ids ids) {
    var id = ids.next();
    var section = Sections.of(check.getItemKind());
    var sealed =
        check.getEvidenceCount() == 0
            ? null
            : keys.seal(
                RetentionClass.of(section),
                Binding.check(marketplace, keys.trader(), id),
                Check.newBuilder().addAllEvidence(check.getEvidenceList()).build().toByteArray());
    @Nullable Instant expiry = check.hasExpireTime() ? Times.instant(check.getExpireTime()) : null;
    checks.add(
        marketplace,
        keys.trader(),
        id,
        UUID.fromString(check.getItemId()),
        check.getItemRevision(),
        check.getItemKindValue(),
        section.getNumber(),
        check.getMethodValue(),
        check.getResultValue(),
        check.getReasonCode(),
        time,
        expiry,
        FORMAT,
        sealed);
  }

  private void addShown(TraderKeys keys, Trader trader, Evaluation evaluation) {
    var info = Shown.of(evaluation, trader);
    var content =
        info.toBuilder().clearTrader().clearOffering().clearAvailability().clearRevision().build();
    var sealed =
        keys.seal(
            RetentionClass.TRACEABILITY,
            Binding.publicInfo(marketplace, keys.trader(), OFFERING, time),
            content.toByteArray());
    shown.add(
        marketplace,
        keys.trader(),
        OFFERING,
        time,
        Times.FOREVER,
        info.getAvailabilityValue(),
        info.getRevision(),
        FORMAT,
        sealed);
  }

  String name(UUID trader) {
    return ResourceNames.trader(marketplaceId, trader);
  }

  /** Inserts all that was added, within the transaction of {@code db}. */
  void insert(DSLContext db) {
    for (var bulk : List.of(naive, traders, revisions)) {
      bulk.insert(db);
    }
    vault.storeAll(db, allKeys, time);
    for (var bulk : List.of(sections, tokens, storefronts, checks, standings, shown)) {
      bulk.insert(db);
    }
    allKeys.clear();
  }
}
