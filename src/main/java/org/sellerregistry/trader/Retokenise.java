package org.sellerregistry.trader;

import static java.util.Objects.requireNonNull;
import static org.sellerregistry.storage.generated.Tables.MARKETPLACE;
import static org.sellerregistry.storage.generated.Tables.TRADER;

import com.google.protobuf.ByteString;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.journal.Journal;
import org.sellerregistry.journal.Records;
import org.sellerregistry.rpc.ResourceNames;
import org.sellerregistry.storage.Ids;
import org.sellerregistry.storage.Inserts;
import org.sellerregistry.storage.OnceInTransaction;
import org.sellerregistry.storage.generated.tables.records.LookupTokenRecord;
import org.sellerregistry.v1.JournalEntry;
import org.sellerregistry.vault.RecordDamagedException;
import org.sellerregistry.vault.TraderKeys;
import org.sellerregistry.vault.Vault;

/**
 * Computes the blind tokens of traders anew, under another key and in the present normal forms. It
 * goes through all marketplaces and their traders by key.
 */
public final class Retokenise {
  private static final int ID_BYTES = 16;

  private final Vault vault;
  private final TokenStore tokens;
  private final Others others;
  private final Journal journal;
  private final InstantSource clock;

  /** Tokens of traders that lie elsewhere than those they are looked up by. */
  public interface Others {
    /** Those of the traders that have tokens of another version. */
    Set<UUID> holders(DSLContext db, UUID marketplace, Collection<UUID> traders, int version);

    /**
     * Puts tokens of the version in the place of all former ones of a trader, whose row is locked,
     * and says so to the journal.
     *
     * @param written the context that the journal is told in
     * @throws RecordDamagedException if what a token is made of is damaged; nothing is written then
     */
    void replace(DSLContext db, DSLContext written, TraderKeys keys, int version);
  }

  public Retokenise(
      Vault vault, TokenStore tokens, Others others, Journal journal, InstantSource clock) {
    this.vault = vault;
    this.tokens = tokens;
    this.others = others;
    this.journal = journal;
    this.clock = clock;
  }

  /**
   * What became of some traders.
   *
   * @param failed how many of those {@code done} keep their former tokens, as a record is damaged
   * @param next where to go on; empty if all traders are done
   */
  public record Batch(int done, int failed, ByteString next) {}

  /** How many traders there are. */
  public long count(DSLContext db) {
    return db.fetchCount(TRADER);
  }

  /**
   * Replaces the tokens of the next traders, at most {@code limit}. Each is locked, so that no
   * change of it comes between, and has an entry in the journal.
   *
   * @param version the version of the new tokens
   * @param position where to go on; empty at the begin
   */
  public Batch replace(DSLContext db, int version, ByteString position, int limit) {
    var marketplace = position.isEmpty() ? nextMarketplace(db, new UUID(0, 0)) : id(position, 0);
    if (marketplace == null) {
      return new Batch(0, 0, ByteString.EMPTY);
    }
    var behind = position.size() > ID_BYTES ? id(position, ID_BYTES) : new UUID(0, 0);
    var traders =
        db.select(TRADER.ID)
            .from(TRADER)
            .where(TRADER.MARKETPLACE.eq(marketplace))
            .and(TRADER.ID.gt(behind))
            .orderBy(TRADER.ID)
            .limit(limit)
            .forUpdate()
            .fetch(TRADER.ID);
    int failed = 0;
    var keys = vault.loadAll(db, marketplace, traders);
    var histories = new Histories(db, marketplace, traders);
    var holders = others.holders(db, marketplace, traders, version);
    // The entries of all go together, behind the rows that they speak of.
    var entries = Inserts.collect(db);
    var done = new HashSet<UUID>();
    var rows = new ArrayList<LookupTokenRecord>();
    for (var trader : traders) {
      try {
        var own = requireNonNull(keys.get(trader));
        var made = tokens.rows(marketplace, trader, version, histories.of(own));
        if (holders.contains(trader)) {
          others.replace(db, entries, own, version);
        }
        rows.addAll(made);
        done.add(trader);
        Journal.wrote(entries, Records.tokens(trader, made));
        append(entries, marketplace, trader);
      } catch (RecordDamagedException e) {
        failed++;
      }
    }
    TokenStore.replace(db, marketplace, done, rows);
    Inserts.write(db, List.of(entries));
    return new Batch(traders.size(), failed, next(db, marketplace, traders, limit));
  }

  private record IdOf(UUID marketplace) {}

  private void append(DSLContext db, UUID marketplace, UUID trader) {
    var id =
        OnceInTransaction.get(
            db,
            new IdOf(marketplace),
            String.class,
            () ->
                db.select(MARKETPLACE.MARKETPLACE_ID)
                    .from(MARKETPLACE)
                    .where(MARKETPLACE.ID.eq(marketplace))
                    .fetchSingle()
                    .value1());
    journal.append(
        db,
        JournalEntry.newBuilder()
            .setTime(Times.timestamp(Times.micros(clock.instant())))
            .setMethod("AdminService.RotateKeys")
            .setResource(ResourceNames.trader(id, trader))
            .setPrincipal("registry")
            .setPurpose("retokenise")
            .build());
  }

  private static ByteString next(DSLContext db, UUID marketplace, List<UUID> traders, int limit) {
    if (traders.size() == limit) {
      return bytes(marketplace).concat(bytes(traders.getLast()));
    }
    var following = nextMarketplace(db, marketplace);
    return following == null ? ByteString.EMPTY : bytes(following);
  }

  private static @Nullable UUID nextMarketplace(DSLContext db, UUID behind) {
    return db.select(MARKETPLACE.ID)
        .from(MARKETPLACE)
        .where(MARKETPLACE.ID.gt(behind))
        .orderBy(MARKETPLACE.ID)
        .limit(1)
        .fetchOne(MARKETPLACE.ID);
  }

  private static ByteString bytes(UUID id) {
    return ByteString.copyFrom(Ids.toBytes(id));
  }

  private static UUID id(ByteString position, int from) {
    return Ids.fromBytes(position.substring(from, from + ID_BYTES).toByteArray());
  }
}
