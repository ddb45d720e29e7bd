package org.sellerregistry.vault;

import static java.util.stream.Collectors.groupingBy;
import static org.sellerregistry.storage.generated.Tables.DATA_KEY;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.SortField;
import org.sellerregistry.storage.Ids;
import org.sellerregistry.storage.Inserts;
import org.sellerregistry.storage.NewRow;
import org.sellerregistry.storage.generated.tables.records.DataKeyRecord;

/** The rows of {@code data_key}. */
final class DataKeyStore {

  private static final Comparator<WrappedKey> BY_PRIMARY_KEY =
      Comparator.comparing(
              (WrappedKey key) -> Ids.toBytes(key.marketplace()), Arrays::compareUnsigned)
          .thenComparing(key -> Ids.toBytes(key.trader()), Arrays::compareUnsigned)
          .thenComparing(WrappedKey::retentionClass);

  Map<UUID, List<WrappedKey>> load(DSLContext db, UUID marketplace, Collection<UUID> traders) {
    return db
        .selectFrom(DATA_KEY)
        .where(DATA_KEY.MARKETPLACE.eq(marketplace), DATA_KEY.TRADER.in(traders))
        .stream()
        .flatMap(DataKeyStore::key)
        .collect(groupingBy(WrappedKey::trader));
  }

  /** A key of the oldest epoch in use and one of the newest; none if there are no keys. */
  List<WrappedKey> oldestAndNewest(DSLContext db) {
    return Stream.of(DATA_KEY.KEY_EPOCH.asc(), DATA_KEY.KEY_EPOCH.desc())
        .flatMap(order -> first(db, order))
        .toList();
  }

  /** Inserts in the order of the primary key, so that writers of many rows do not dead-lock. */
  void insert(DSLContext db, Collection<WrappedKey> keys, Instant now) {
    if (keys.isEmpty()) {
      return;
    }
    Inserts.insert(
        db,
        keys.stream()
            .sorted(BY_PRIMARY_KEY)
            .map(key ->
                NewRow.into(DATA_KEY)
                    .set(DATA_KEY.MARKETPLACE, key.marketplace())
                    .set(DATA_KEY.TRADER, key.trader())
                    .set(DATA_KEY.RETENTION_CLASS, key.retentionClass().code())
                    .set(DATA_KEY.KEY_EPOCH, key.epoch())
                    .set(DATA_KEY.WRAPPED, key.wrapped())
                    .set(DATA_KEY.CREATE_TIME, now))
            .toList());
  }

  void delete(DSLContext db, UUID marketplace, UUID trader, RetentionClass retentionClass) {
    db.deleteFrom(DATA_KEY)
        .where(
            DATA_KEY.MARKETPLACE.eq(marketplace),
            DATA_KEY.TRADER.eq(trader),
            DATA_KEY.RETENTION_CLASS.eq(retentionClass.code()))
        .execute();
  }

  private static Stream<WrappedKey> first(DSLContext db, SortField<Integer> order) {
    return db.selectFrom(DATA_KEY).orderBy(order).limit(1).stream().flatMap(DataKeyStore::key);
  }

  /** The key of a row; none for the class that a newer release added and that it alone opens. */
  private static Stream<WrappedKey> key(DataKeyRecord row) {
    return RetentionClass.find(row.getRetentionClass()).stream()
        .map(retentionClass ->
            new WrappedKey(
                row.getMarketplace(),
                row.getTrader(),
                retentionClass,
                row.getKeyEpoch(),
                row.getWrapped()));
  }
}
