package org.sellerregistry.trader;

import static java.util.Objects.requireNonNull;
import static org.sellerregistry.storage.generated.Tables.LOOKUP_TOKEN;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.sellerregistry.access.Tenant;
import org.sellerregistry.journal.Journal;
import org.sellerregistry.journal.Records;
import org.sellerregistry.storage.Ids;
import org.sellerregistry.storage.Inserts;
import org.sellerregistry.storage.KeyList;
import org.sellerregistry.storage.NewRow;
import org.sellerregistry.storage.generated.tables.records.LookupTokenRecord;
import org.sellerregistry.v1.SectionKind;
import org.sellerregistry.vault.BlindIndex;

/**
 * The blind tokens by which traders are looked up. A value that a trader no longer has stays
 * findable, marked as former.
 */
public final class TokenStore {
  /** The order of keys in the database. */
  private static final Comparator<UUID> AS_STORED =
      Comparator.comparing(Ids::toBytes, Arrays::compareUnsigned);

  /** Of values that few share no more rows than these are read. */
  private static final int ROWS_A_TOKEN = 8;

  private static final int MOST_ROWS = 256;

  private static final String FIND_FEW =
      """
      SELECT t.token, t.trader, t.valid_to
      FROM %s
      STRAIGHT_JOIN lookup_token t ON t.marketplace = ? AND t.token = UNHEX(wanted.hex)
      LIMIT ?\
      """
          .formatted(KeyList.TABLE);

  private final BlindIndex blindIndex;

  public TokenStore(BlindIndex blindIndex) {
    this.blindIndex = blindIndex;
  }

  /**
   * A trader found by a token.
   *
   * @param trader the trader's key
   * @param former whether the trader no longer has the value
   */
  public record Hit(UUID trader, boolean former) {}

  void write(DSLContext db, TraderChange change) {
    var inserted = new ArrayList<LookupTokenRecord>();
    boolean changed = false;
    boolean moved = !change.before().getRegionCode().equals(change.after().getRegionCode());
    for (var kind : Sections.kinds()) {
      // The country says how national telephone numbers are read.
      if (moved || change.sections().containsKey(kind)) {
        var before =
            keys(kind, Sections.get(change.before(), kind), change.before().getRegionCode());
        var after = keys(kind, Sections.get(change.after(), kind), change.after().getRegionCode());
        var gone = before.stream().filter(key -> !after.contains(key)).toList();
        var added = after.stream().filter(key -> !before.contains(key)).toList();
        retire(db, change, kind, gone);
        inserted.addAll(add(db, change, kind, added));
        changed |= !gone.isEmpty() || !added.isEmpty();
      }
    }
    if (changed && change.isNew()) {
      // Rows that are collected cannot be read yet.
      Journal.wrote(db, Records.tokens(change.id(), inserted));
    } else if (changed) {
      TokenRecord.wrote(db, change.tenant().id(), change.id());
    }
  }

  private static Set<LookupKey> keys(SectionKind kind, Message section, String regionCode) {
    return LookupKeys.of(kind, section, regionCode);
  }

  private void retire(
      DSLContext db, TraderChange change, SectionKind section, List<LookupKey> gone) {
    if (gone.isEmpty()) {
      return;
    }
    // Whoever does not know all live versions would leave tokens of the value behind.
    var _ = blindIndex.holdVersion(db);
    var tokens = new ArrayList<byte[]>();
    for (var key : gone) {
      tokens.addAll(tokens(change.tenant(), key));
    }
    tokens.sort(Arrays::compareUnsigned);
    db.update(LOOKUP_TOKEN)
        .set(LOOKUP_TOKEN.VALID_TO, change.time())
        .where(LOOKUP_TOKEN.MARKETPLACE.eq(change.tenant().id()))
        .and(LOOKUP_TOKEN.TOKEN.in(tokens))
        .and(LOOKUP_TOKEN.TRADER.eq(change.id()))
        .and(LOOKUP_TOKEN.SECTION.eq(section.getNumber()))
        .execute();
  }

  private List<LookupTokenRecord> add(
      DSLContext db, TraderChange change, SectionKind section, List<LookupKey> added) {
    if (added.isEmpty()) {
      return List.of();
    }
    int version = blindIndex.holdVersion(db);
    var rows = new ArrayList<LookupTokenRecord>();
    for (var key : added) {
      rows.add(
          new LookupTokenRecord(
              change.tenant().id(),
              token(version, change.tenant().id(), key),
              change.id(),
              version,
              key.kind().code(),
              section.getNumber(),
              change.time(),
              Times.FOREVER));
    }
    // In the key's order, so that two transactions never wait for each other crosswise.
    rows.sort(Comparator.comparing(LookupTokenRecord::getToken, Arrays::compareUnsigned));
    if (change.isNew()) {
      Inserts.insert(db, rows.stream().map(NewRow::of).toList());
      return rows;
    }
    var insert =
        db.insertInto(
            LOOKUP_TOKEN,
            LOOKUP_TOKEN.MARKETPLACE,
            LOOKUP_TOKEN.TOKEN,
            LOOKUP_TOKEN.TRADER,
            LOOKUP_TOKEN.TOKEN_VERSION,
            LOOKUP_TOKEN.KIND,
            LOOKUP_TOKEN.SECTION,
            LOOKUP_TOKEN.VALID_FROM,
            LOOKUP_TOKEN.VALID_TO);
    for (var row : rows) {
      insert =
          insert.values(
              row.getMarketplace(),
              row.getToken(),
              row.getTrader(),
              row.getTokenVersion(),
              row.getKind(),
              row.getSection(),
              row.getValidFrom(),
              row.getValidTo());
    }
    // A former value that comes back is a present one again.
    insert.onDuplicateKeyUpdate().set(LOOKUP_TOKEN.VALID_TO, Times.FOREVER).execute();
    return rows;
  }

  /**
   * The traders with a value now or formerly, present ones first, at most {@code limit}. However
   * many share the value, no more rows are read than are needed to fill the limit.
   */
  public List<Hit> find(DSLContext db, Tenant tenant, LookupKey key, int limit) {
    var tokens = tokens(tenant, key);
    var present = traders(db, tenant, tokens, LOOKUP_TOKEN.VALID_TO.eq(Times.FOREVER), limit);
    var hits = new ArrayList<Hit>();
    present.forEach(trader -> hits.add(new Hit(trader, false)));
    if (hits.size() < limit) {
      // One that has the value in another section still may come again.
      traders(db, tenant, tokens, LOOKUP_TOKEN.VALID_TO.lt(Times.FOREVER), limit + hits.size())
          .stream()
          .filter(trader -> !present.contains(trader))
          .limit(limit - hits.size())
          .forEach(trader -> hits.add(new Hit(trader, true)));
    }
    return hits;
  }

  /**
   * As {@link #find}, of several values in one query. Values are left out when too many rows would
   * be read for them: those that are shared widely are to be asked for one by one.
   */
  public Map<LookupKey, List<Hit>> findFew(
      DSLContext db, Tenant tenant, Set<LookupKey> keys, int limit) {
    var keyOf = new HashMap<ByteString, LookupKey>();
    for (var key : keys) {
      tokens(tenant, key).forEach(token -> keyOf.put(ByteString.copyFrom(token), key));
    }
    int most = Math.max(MOST_ROWS, keyOf.size() * ROWS_A_TOKEN);
    var tokens = keyOf.keySet().stream().map(ByteString::toByteArray).toList();
    var rows =
        db.resultQuery(
                FIND_FEW,
                KeyList.ofBytes(tokens),
                DSL.val(tenant.id(), LOOKUP_TOKEN.MARKETPLACE),
                DSL.val(most + 1))
            .coerce(LOOKUP_TOKEN.TOKEN, LOOKUP_TOKEN.TRADER, LOOKUP_TOKEN.VALID_TO)
            .fetch();
    if (rows.size() > most) {
      return Map.of();
    }
    var present = new HashMap<LookupKey, Set<UUID>>();
    var former = new HashMap<LookupKey, Set<UUID>>();
    for (var row : rows) {
      var key = requireNonNull(keyOf.get(ByteString.copyFrom(row.value1())));
      var which = row.value3().equals(Times.FOREVER) ? present : former;
      which.computeIfAbsent(key, it -> new TreeSet<>(AS_STORED)).add(row.value2());
    }
    var found = new HashMap<LookupKey, List<Hit>>();
    for (var key : keys) {
      var now = present.getOrDefault(key, Set.of());
      var before = former.getOrDefault(key, Set.of());
      found.put(
          key,
          Stream.concat(
                  now.stream().map(trader -> new Hit(trader, false)),
                  before.stream()
                      .filter(trader -> !now.contains(trader))
                      .map(trader -> new Hit(trader, true)))
              .limit(limit)
              .toList());
    }
    return found;
  }

  private static Set<UUID> traders(
      DSLContext db, Tenant tenant, List<byte[]> tokens, Condition validity, int limit) {
    return new LinkedHashSet<>(
        db.selectDistinct(LOOKUP_TOKEN.TRADER)
            .from(LOOKUP_TOKEN)
            .where(LOOKUP_TOKEN.MARKETPLACE.eq(tenant.id()))
            .and(LOOKUP_TOKEN.TOKEN.in(tokens))
            .and(validity)
            .orderBy(LOOKUP_TOKEN.TRADER)
            .limit(limit)
            .fetch(LOOKUP_TOKEN.TRADER));
  }

  /** The tokens that a trader has by its history, under a version. */
  List<LookupTokenRecord> rows(UUID marketplace, UUID trader, int version, TokenHistory history) {
    return history.entries().stream()
        .map(entry ->
            new LookupTokenRecord(
                marketplace,
                token(version, marketplace, entry.key()),
                trader,
                version,
                entry.key().kind().code(),
                entry.section().getNumber(),
                entry.validFrom(),
                entry.validTo()))
        .toList();
  }

  /** Puts these tokens in the place of all that the traders have, whose rows are locked. */
  static void replace(
      DSLContext db, UUID marketplace, Set<UUID> traders, List<LookupTokenRecord> rows) {
    if (traders.isEmpty()) {
      return;
    }
    db.deleteFrom(LOOKUP_TOKEN)
        .where(LOOKUP_TOKEN.MARKETPLACE.eq(marketplace))
        .and(LOOKUP_TOKEN.TRADER.in(traders))
        .execute();
    // In the key's order, so that two transactions never wait for each other crosswise.
    Inserts.insert(
        db,
        rows.stream()
            .sorted(Comparator.comparing(LookupTokenRecord::getToken, Arrays::compareUnsigned))
            .map(NewRow::of)
            .toList());
  }

  private byte[] token(int version, UUID marketplace, LookupKey key) {
    return blindIndex.token(
        version, marketplace, key.kind().name(), key.scheme(), key.issuer(), key.normal());
  }

  private List<byte[]> tokens(Tenant tenant, LookupKey key) {
    return blindIndex.tokens(
        tenant.id(), key.kind().name(), key.scheme(), key.issuer(), key.normal());
  }
}
