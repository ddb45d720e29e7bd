package org.sellerregistry.onboarding;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.sellerregistry.storage.generated.Tables.DATA_KEY;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.jooq.Result;
import org.sellerregistry.access.Tenant;
import org.sellerregistry.storage.generated.tables.records.DataKeyRecord;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.vault.Binding;
import org.sellerregistry.vault.RetentionClass;
import org.sellerregistry.vault.TraderKeys;

/** Rows of {@code data_key}, of traders and of nobody, as whoever holds the database sees them. */
final class KeyRows {
  private static final byte[] CONTENT = "synthetic".getBytes(UTF_8);
  private static final int BATCH = 500;

  private KeyRows() {}

  /** Makes the keys of many traders of whom there is nothing else. */
  static void insert(Registry registry, int count) {
    for (int from = 0; from < count; from += BATCH) {
      var keys = new ArrayList<TraderKeys>();
      IntStream.range(from, Math.min(count, from + BATCH))
          .mapToObj(number -> registry.vault.create(registry.tenant.id(), id(number)))
          .forEach(each -> {
            each.seal(RetentionClass.TAX, place(registry.tenant, each.trader()), CONTENT);
            each.seal(RetentionClass.PAYMENT, place(registry.tenant, each.trader()), CONTENT);
            keys.add(each);
          });
      registry.transactor.write(db -> {
        registry.vault.storeAll(db, keys, registry.clock.instant());
        return true;
      });
    }
  }

  /** Makes sure that each of them can still seal and open. */
  static void requireReadable(Registry registry, Tenant tenant, int count) {
    for (int from = 0; from < count; from += BATCH) {
      var ids = IntStream.range(from, Math.min(count, from + BATCH)).mapToObj(KeyRows::id).toList();
      var all = registry.transactor.read(db -> registry.vault.loadAll(db, tenant.id(), ids));
      assertThat(all.values())
          .allSatisfy(keys -> {
            for (var each : List.of(RetentionClass.TAX, RetentionClass.PAYMENT)) {
              var place = place(tenant, keys.trader());
              assertThat(keys.open(each, place, keys.seal(each, place, CONTENT)))
                  .isEqualTo(CONTENT);
              assertThat(keys.has(each)).isTrue();
            }
          });
    }
  }

  /** The epochs in use. */
  static List<Integer> epochs(Registry registry) {
    return registry.transactor.read(db ->
        db.selectDistinct(DATA_KEY.KEY_EPOCH)
            .from(DATA_KEY)
            .orderBy(DATA_KEY.KEY_EPOCH)
            .fetch(DATA_KEY.KEY_EPOCH));
  }

  static int count(Registry registry, int epoch) {
    return registry.transactor.read(db -> db.fetchCount(DATA_KEY, DATA_KEY.KEY_EPOCH.eq(epoch)));
  }

  static Result<DataKeyRecord> dump(Registry registry, UUID trader) {
    return registry.transactor.read(db ->
        db.selectFrom(DATA_KEY)
            .where(DATA_KEY.MARKETPLACE.eq(registry.tenant.id()))
            .and(DATA_KEY.TRADER.eq(trader))
            .fetch());
  }

  static void restore(Registry registry, UUID trader, Result<DataKeyRecord> dump) {
    registry.transactor.write(db -> {
      db.deleteFrom(DATA_KEY)
          .where(DATA_KEY.MARKETPLACE.eq(registry.tenant.id()))
          .and(DATA_KEY.TRADER.eq(trader))
          .execute();
      return dump.stream()
          .mapToInt(row ->
              db.insertInto(DATA_KEY).columns(DATA_KEY.fields()).values(row.intoArray()).execute())
          .sum();
    });
  }

  static void shredAgain(Registry registry, UUID trader, RetentionClass retentionClass) {
    registry.transactor.write(db -> {
      registry.vault.shred(db, registry.tenant.id(), trader, retentionClass, Instant.EPOCH);
      return true;
    });
  }

  /** Puts the wrapped key of each of two traders into the other's row. */
  static void swap(Registry registry, Trader one, Trader other) {
    var first = key(registry, one);
    var second = key(registry, other);
    registry.transactor.write(db -> {
      put(db, registry, one, second);
      put(db, registry, other, first);
      return true;
    });
  }

  private static void put(DSLContext db, Registry registry, Trader trader, byte[] wrapped) {
    db.update(DATA_KEY)
        .set(DATA_KEY.WRAPPED, wrapped)
        .where(DATA_KEY.MARKETPLACE.eq(registry.tenant.id()))
        .and(DATA_KEY.TRADER.eq(Registry.id(trader)))
        .and(DATA_KEY.RETENTION_CLASS.eq(RetentionClass.TRACEABILITY.code()))
        .execute();
  }

  private static byte[] key(Registry registry, Trader trader) {
    return registry.transactor.read(db ->
        db.select(DATA_KEY.WRAPPED)
            .from(DATA_KEY)
            .where(DATA_KEY.MARKETPLACE.eq(registry.tenant.id()))
            .and(DATA_KEY.TRADER.eq(Registry.id(trader)))
            .and(DATA_KEY.RETENTION_CLASS.eq(RetentionClass.TRACEABILITY.code()))
            .fetchSingle(DATA_KEY.WRAPPED));
  }

  private static UUID id(int number) {
    return new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L + number);
  }

  private static Binding place(Tenant tenant, UUID trader) {
    return Binding.section(tenant.id(), trader, 6, 1);
  }
}
