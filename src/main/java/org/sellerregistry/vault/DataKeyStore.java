package org.sellerregistry.vault;

import static org.sellerregistry.storage.generated.Tables.DATA_KEY;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.SortField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.storage.Cursors;
import org.sellerregistry.storage.Ids;
import org.sellerregistry.storage.Inserts;
import org.sellerregistry.storage.KeyList;
import org.sellerregistry.storage.NewRow;
import org.sellerregistry.storage.generated.tables.records.DataKeyRecord;

/** The rows of {@code data_key}. */
final class DataKeyStore {

  /** The epoch of a class that has no key any more. */
  private static final int NO_EPOCH = 0;

  private static final Comparator<WrappedKey> BY_PRIMARY_KEY =
      Comparator.comparing(
              (WrappedKey key) -> Ids.toBytes(key.marketplace()), Arrays::compareUnsigned)
          .thenComparing(key -> Ids.toBytes(key.trader()), Arrays::compareUnsigned)
          .thenComparing(WrappedKey::retentionClass);

  private static final String READ =
      """
      SELECT k.trader, k.retention_class, k.key_epoch, k.wrapped, k.shred_time IS NOT NULL
      FROM %s
      STRAIGHT_JOIN data_key k ON k.marketplace = ? AND k.trader = UNHEX(wanted.hex)\
      """
          .formatted(KeyList.TABLE);

  /** What is stored of a trader: its keys, and the classes that were shredded. */
  record Stored(List<WrappedKey> keys, Set<RetentionClass> shredded) {
    static final Stored NOTHING = new Stored(List.of(), Set.of());

    Stored {
      keys = List.copyOf(keys);
      shredded = Set.copyOf(shredded);
    }
  }

  Map<UUID, Stored> load(DSLContext db, UUID marketplace, Collection<UUID> traders) {
    var keys = new HashMap<UUID, List<WrappedKey>>();
    var shredded = new HashMap<UUID, Set<RetentionClass>>();
    var query =
        db.resultQuery(READ, KeyList.of(traders), DSL.val(marketplace, DATA_KEY.MARKETPLACE));
    Cursors.forEach(
        query,
        row -> {
          var trader = Ids.fromBytes(row.getBytes(1));
          // A newer release may have added a class, which it alone opens.
          var known = RetentionClass.find(row.getInt(2));
          if (known.isEmpty()) {
            return;
          }
          if (row.getBoolean(5)) {
            shredded
                .computeIfAbsent(trader, _ -> EnumSet.noneOf(RetentionClass.class))
                .add(known.get());
          } else {
            keys.computeIfAbsent(trader, _ -> new ArrayList<>())
                .add(
                    new WrappedKey(
                        marketplace, trader, known.get(), row.getInt(3), orEmpty(row.getBytes(4))));
          }
        });
    var stored = new HashMap<UUID, Stored>();
    for (var trader : traders) {
      stored.put(
          trader,
          new Stored(
              keys.getOrDefault(trader, List.of()), shredded.getOrDefault(trader, Set.of())));
    }
    return stored;
  }

  /** A key of the oldest epoch in use and one of the newest; none if there are no keys. */
  List<WrappedKey> oldestAndNewest(DSLContext db) {
    return Stream.of(DATA_KEY.KEY_EPOCH.asc(), DATA_KEY.KEY_EPOCH.desc())
        .flatMap(order -> first(db, order))
        .toList();
  }

  /** Inserts in the order of the primary key, so that writers of many rows do not dead-lock. */
  List<DataKeyRecord> insert(DSLContext db, Collection<WrappedKey> keys, Instant now) {
    var rows = keys.stream().sorted(BY_PRIMARY_KEY).map(key -> row(key, now)).toList();
    Inserts.insert(db, rows.stream().map(NewRow::of).toList());
    return rows;
  }

  private static DataKeyRecord row(WrappedKey key, Instant now) {
    var row = new DataKeyRecord();
    row.setMarketplace(key.marketplace());
    row.setTrader(key.trader());
    row.setRetentionClass(key.retentionClass().code());
    row.setKeyEpoch(key.epoch());
    row.setWrapped(key.wrapped());
    row.setCreateTime(now);
    return row;
  }

  /** Takes a class's key away, and lets it have none any more; returns its row. */
  DataKeyRecord shred(
      DSLContext db, UUID marketplace, UUID trader, RetentionClass retentionClass, Instant now) {
    db.insertInto(DATA_KEY)
        .set(DATA_KEY.MARKETPLACE, marketplace)
        .set(DATA_KEY.TRADER, trader)
        .set(DATA_KEY.RETENTION_CLASS, retentionClass.code())
        .set(DATA_KEY.KEY_EPOCH, NO_EPOCH)
        .set(DATA_KEY.CREATE_TIME, now)
        .set(DATA_KEY.SHRED_TIME, now)
        .onDuplicateKeyUpdate()
        .set(DATA_KEY.KEY_EPOCH, NO_EPOCH)
        .setNull(DATA_KEY.WRAPPED)
        .set(DATA_KEY.SHRED_TIME, DSL.coalesce(DATA_KEY.SHRED_TIME, now))
        .execute();
    return db.selectFrom(DATA_KEY)
        .where(DATA_KEY.MARKETPLACE.eq(marketplace))
        .and(DATA_KEY.TRADER.eq(trader))
        .and(DATA_KEY.RETENTION_CLASS.eq(retentionClass.code()))
        .fetchSingle();
  }

  /** How many keys are wrapped under an epoch before one. */
  long countBefore(DSLContext db, int epoch) {
    return db.fetchCount(DATA_KEY, before(epoch));
  }

  /** How many keys did not unwrap when their epoch ended. */
  long countDamaged(DSLContext db) {
    return db.fetchCount(DATA_KEY, DATA_KEY.KEY_EPOCH.lt(NO_EPOCH));
  }

  /** Some keys of the oldest epochs before one, locked. */
  List<WrappedKey.Bytes> lockBefore(DSLContext db, int epoch, int limit) {
    return db.selectFrom(DATA_KEY)
        .where(before(epoch))
        .orderBy(DATA_KEY.KEY_EPOCH)
        .limit(limit)
        .forUpdate()
        .fetch(row ->
            new WrappedKey.Bytes(
                row.getMarketplace(),
                row.getTrader(),
                row.getRetentionClass(),
                row.getKeyEpoch(),
                ByteString.copyFrom(orEmpty(row.getWrapped()))));
  }

  /** Replaces keys that the transaction holds locked. */
  void replace(DSLContext db, Collection<WrappedKey.Bytes> keys, Instant now) {
    if (keys.isEmpty()) {
      return;
    }
    var insert =
        db.insertInto(
            DATA_KEY,
            DATA_KEY.MARKETPLACE,
            DATA_KEY.TRADER,
            DATA_KEY.RETENTION_CLASS,
            DATA_KEY.KEY_EPOCH,
            DATA_KEY.WRAPPED,
            DATA_KEY.CREATE_TIME);
    for (var key : keys) {
      insert =
          insert.values(
              key.marketplace(),
              key.trader(),
              key.retentionClass(),
              key.epoch(),
              key.wrapped().toByteArray(),
              now);
    }
    insert
        .onDuplicateKeyUpdate()
        .set(DATA_KEY.KEY_EPOCH, DSL.excluded(DATA_KEY.KEY_EPOCH))
        .set(DATA_KEY.WRAPPED, DSL.excluded(DATA_KEY.WRAPPED))
        .execute();
  }

  private static Condition before(int epoch) {
    return DATA_KEY.KEY_EPOCH.gt(NO_EPOCH).and(DATA_KEY.KEY_EPOCH.lt(epoch));
  }

  private static Stream<WrappedKey> first(DSLContext db, SortField<Integer> order) {
    return db
        .selectFrom(DATA_KEY)
        .where(DATA_KEY.KEY_EPOCH.gt(NO_EPOCH))
        .orderBy(order)
        .limit(1)
        .stream()
        .flatMap(DataKeyStore::key);
  }

  /** A row that was not shredded and yet has no key was damaged: nothing unwraps from no bytes. */
  private static byte[] orEmpty(byte @Nullable [] wrapped) {
    return wrapped == null ? new byte[0] : wrapped;
  }

  /** The key of a row; none for the class that a newer release added and that it alone opens. */
  private static Stream<WrappedKey> key(DataKeyRecord row) {
    return RetentionClass.find(row.getRetentionClass()).stream()
        .filter(_ -> row.getShredTime() == null)
        .map(retentionClass ->
            new WrappedKey(
                row.getMarketplace(),
                row.getTrader(),
                retentionClass,
                row.getKeyEpoch(),
                orEmpty(row.getWrapped())));
  }
}
