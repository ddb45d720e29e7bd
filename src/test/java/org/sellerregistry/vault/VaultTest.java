package org.sellerregistry.vault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.sellerregistry.storage.generated.Tables.DATA_KEY;
import static org.sellerregistry.vault.RetentionClass.IDENTIFICATION;
import static org.sellerregistry.vault.RetentionClass.PAYMENT;
import static org.sellerregistry.vault.RetentionClass.TAX;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sellerregistry.storage.DuplicateKeyException;
import org.sellerregistry.storage.TestDatabase;

class VaultTest {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private static final UUID MARKETPLACE = UUID.fromString("01900000-0000-7000-8000-000000000001");
  private static final UUID OTHER_MARKETPLACE =
      UUID.fromString("01900000-0000-7000-8000-000000000002");
  private static final UUID TRADER = UUID.fromString("01900000-0000-7000-8000-0000000000a1");
  private static final UUID OTHER = UUID.fromString("01900000-0000-7000-8000-0000000000a2");
  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07.123456789Z");
  private static final Binding PLACE = Binding.section(MARKETPLACE, TRADER, 3, 1);
  private static final byte[] PLAINTEXT = "synthetic".getBytes(UTF_8);

  private final Keysets keysets = TestKeysets.known();
  private final Vault vault = new Vault(new KeyRing(keysets));

  @AfterEach
  void deleteKeys() {
    write(db -> db.deleteFrom(DATA_KEY).where(DATA_KEY.CREATE_TIME.isNotNull()).execute());
  }

  @Test
  void opensWithTheKeysThatItStored() {
    var keys = vault.create(MARKETPLACE, TRADER);
    byte[] payment = keys.seal(PAYMENT, PLACE, PLAINTEXT);
    byte[] tax = keys.seal(TAX, PLACE, PLAINTEXT);
    write(db -> vault.store(db, keys, NOW));

    var loaded = load(TRADER);

    assertThat(loaded.open(PAYMENT, PLACE, payment)).isEqualTo(PLAINTEXT);
    assertThat(loaded.open(TAX, PLACE, tax)).isEqualTo(PLAINTEXT);
    assertThat(loaded.has(IDENTIFICATION)).isFalse();
  }

  @Test
  void writesARowForEachClass() {
    store(TRADER, PAYMENT, TAX);

    var rows = read(db -> db.selectFrom(DATA_KEY).orderBy(DATA_KEY.RETENTION_CLASS).fetch());

    assertThat(rows)
        .allSatisfy(row -> {
          assertThat(row.getMarketplace()).isEqualTo(MARKETPLACE);
          assertThat(row.getTrader()).isEqualTo(TRADER);
          assertThat(row.getKeyEpoch()).isEqualTo(1);
          assertThat(row.getCreateTime()).isEqualTo("2026-03-04T05:06:07.123456Z");
        })
        .extracting(row -> row.getRetentionClass())
        .containsExactly(PAYMENT.code(), TAX.code());
  }

  @Test
  void addsTheKeysMadeSinceTheyWereLoaded() {
    byte[] payment = store(TRADER, PAYMENT);
    var keys = load(TRADER);
    byte[] tax = keys.seal(TAX, PLACE, PLAINTEXT);
    keys.seal(PAYMENT, PLACE, PLAINTEXT);
    write(db -> vault.store(db, keys, NOW));

    assertThat(load(TRADER).open(PAYMENT, PLACE, payment)).isEqualTo(PLAINTEXT);
    assertThat(load(TRADER).open(TAX, PLACE, tax)).isEqualTo(PLAINTEXT);
  }

  @Test
  void storesTheKeysAgainWhenTheTransactionWasRolledBack() {
    var keys = vault.create(MARKETPLACE, TRADER);
    byte[] sealed = keys.seal(PAYMENT, PLACE, PLAINTEXT);
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() ->
            write(db -> {
              vault.store(db, keys, NOW);
              throw new IllegalStateException("rolled back");
            }));

    write(db -> vault.store(db, keys, NOW));

    assertThat(load(TRADER).open(PAYMENT, PLACE, sealed)).isEqualTo(PLAINTEXT);
  }

  @Test
  void replacesNoStoredKey() {
    byte[] sealed = store(TRADER, PAYMENT);
    var blind = vault.create(MARKETPLACE, TRADER);
    blind.seal(PAYMENT, PLACE, PLAINTEXT);

    assertThatExceptionOfType(DuplicateKeyException.class)
        .isThrownBy(() -> write(db -> vault.store(db, blind, NOW)));
    assertThat(load(TRADER).open(PAYMENT, PLACE, sealed)).isEqualTo(PLAINTEXT);
  }

  @Test
  void loadsManyTradersAtOnce() {
    byte[] sealed = store(TRADER, PAYMENT);
    store(OTHER, TAX);
    var unknown = UUID.fromString("01900000-0000-7000-8000-0000000000a3");

    var all = read(db -> vault.loadAll(db, MARKETPLACE, List.of(TRADER, OTHER, unknown)));

    assertThat(all).containsOnlyKeys(TRADER, OTHER, unknown);
    assertThat(all.get(TRADER).open(PAYMENT, PLACE, sealed)).isEqualTo(PLAINTEXT);
    assertThat(all.get(OTHER).has(TAX)).isTrue();
    assertThat(all.get(OTHER).has(PAYMENT)).isFalse();
    assertThat(all.get(unknown).has(PAYMENT)).isFalse();
  }

  @Test
  void loadsNothingForNoTraders() {
    var none = read(db -> vault.loadAll(db, MARKETPLACE, List.of()));

    assertThat(none).isEmpty();
  }

  @Test
  void storesManyTradersAtOnce() {
    var first = vault.create(MARKETPLACE, TRADER);
    var second = vault.create(MARKETPLACE, OTHER);
    byte[] sealed = first.seal(PAYMENT, PLACE, PLAINTEXT);
    second.seal(TAX, Binding.section(MARKETPLACE, OTHER, 6, 1), PLAINTEXT);
    write(db -> vault.storeAll(db, List.of(second, first), NOW));

    assertThat(load(TRADER).open(PAYMENT, PLACE, sealed)).isEqualTo(PLAINTEXT);
    assertThat(load(OTHER).has(TAX)).isTrue();
  }

  @Test
  void loadsNoKeysOfAnotherMarketplace() {
    store(TRADER, PAYMENT);

    assertThat(read(db -> vault.load(db, OTHER_MARKETPLACE, TRADER)).has(PAYMENT)).isFalse();
  }

  @Test
  void shredsOneClassOfOneTrader() {
    var keys = vault.create(MARKETPLACE, TRADER);
    byte[] payment = keys.seal(PAYMENT, PLACE, PLAINTEXT);
    byte[] tax = keys.seal(TAX, PLACE, PLAINTEXT);
    write(db -> vault.store(db, keys, NOW));
    store(OTHER, PAYMENT);

    write(db -> vault.shred(db, MARKETPLACE, TRADER, PAYMENT, NOW));

    var loaded = load(TRADER);
    assertThat(loaded.open(TAX, PLACE, tax)).isEqualTo(PLAINTEXT);
    assertThatExceptionOfType(ShreddedException.class)
        .isThrownBy(() -> loaded.open(PAYMENT, PLACE, payment));
    assertThat(load(OTHER).has(PAYMENT)).isTrue();
  }

  @Test
  void makesNoNewKeyForAClassThatWasShredded() {
    byte[] sealed = store(TRADER, PAYMENT);
    write(db -> vault.shred(db, MARKETPLACE, TRADER, PAYMENT, NOW));
    write(db -> vault.shred(db, MARKETPLACE, TRADER, TAX, NOW));

    var loaded = load(TRADER);
    for (var each : List.of(PAYMENT, TAX)) {
      assertThat(loaded.has(each)).isFalse();
      assertThat(loaded.isShredded(each)).isTrue();
      assertThatExceptionOfType(ShreddedException.class)
          .isThrownBy(() -> loaded.seal(each, PLACE, PLAINTEXT));
      assertThatExceptionOfType(ShreddedException.class)
          .isThrownBy(() -> loaded.open(each, PLACE, sealed));
    }
    assertThat(loaded.isShredded(IDENTIFICATION)).isFalse();
    assertThatCode(() -> requireKeyRing(vault)).doesNotThrowAnyException();
  }

  @Test
  void whatWasMadeBeforeTheShreddingIsNotStoredAfterIt() {
    var keys = load(TRADER);
    keys.seal(PAYMENT, PLACE, PLAINTEXT);
    write(db -> vault.shred(db, MARKETPLACE, TRADER, PAYMENT, NOW));

    assertThatExceptionOfType(DuplicateKeyException.class)
        .isThrownBy(() -> write(db -> vault.store(db, keys, NOW)));
  }

  @Test
  void leavesAloneTheKeysOfAClassThatItDoesNotKnow() {
    store(TRADER, PAYMENT);
    write(db ->
        db.update(DATA_KEY)
            .set(DATA_KEY.RETENTION_CLASS, 99)
            .where(DATA_KEY.TRADER.eq(TRADER))
            .execute());

    assertThat(load(TRADER).has(PAYMENT)).isFalse();
    assertThatCode(() -> requireKeyRing(vault)).doesNotThrowAnyException();
  }

  @Test
  void refusesTheDatabaseOfAnotherKeyRing() {
    var foreign = new Vault(KeyRing.ephemeral());
    assertThatCode(() -> requireKeyRing(foreign)).doesNotThrowAnyException();

    store(TRADER, PAYMENT);

    assertThatCode(() -> requireKeyRing(vault)).doesNotThrowAnyException();
    assertThatExceptionOfType(KeyRingException.class)
        .isThrownBy(() -> requireKeyRing(foreign))
        .withMessageContaining("another key ring");
  }

  @Test
  void refusesTheDatabaseWhoseOldEpochItsKeyRingHasLost() {
    store(TRADER, PAYMENT);
    var rotated = TestKeysets.rotated(keysets);
    var after = new Vault(new KeyRing(rotated));
    var keys = after.create(MARKETPLACE, OTHER);
    keys.seal(PAYMENT, Binding.section(MARKETPLACE, OTHER, 3, 1), PLAINTEXT);
    write(db -> after.store(db, keys, NOW));

    assertThatCode(() -> requireKeyRing(after)).doesNotThrowAnyException();
    assertThatExceptionOfType(KeyRingException.class).isThrownBy(() -> requireKeyRing(vault));
    assertThatExceptionOfType(KeyRingException.class)
        .isThrownBy(() -> requireKeyRing(new Vault(new KeyRing(TestKeysets.retired(rotated)))));
  }

  /** A data key and a record as the first release stored them. */
  @Test
  void opensARecordOfTheFirstRelease() {
    var stored =
        new WrappedKey(
            MARKETPLACE,
            TRADER,
            PAYMENT,
            1,
            HexFormat.of()
                .parseHex(
                    "010100000001e5afbb7fcee4a2302ffc939ed63009726e05e9b76772095b3ee4"
                        + "5b7d37885d7e79db7fdbfa71ff0a4455cfaf7d25d5d803e10ff1ef00cf458e5a"
                        + "efbf6dfa1d2d98ba4e0e765c55ab"));
    var keys = new TraderKeys(new KeyRing(keysets), MARKETPLACE, TRADER, List.of(stored));

    assertThat(
            keys.open(
                PAYMENT,
                PLACE,
                HexFormat.of()
                    .parseHex(
                        "01537f96d229842f8af6fbe7f961e2c17ecda5ed1d926e00abc202d33028e117"
                            + "0f21594fa5dd")))
        .isEqualTo(PLAINTEXT);
  }

  private byte[] store(UUID trader, RetentionClass... classes) {
    var keys = vault.create(MARKETPLACE, trader);
    byte[] sealed = {};
    for (var each : classes) {
      sealed = keys.seal(each, Binding.section(MARKETPLACE, trader, 3, 1), PLAINTEXT);
    }
    write(db -> vault.store(db, keys, NOW));
    return sealed;
  }

  private TraderKeys load(UUID trader) {
    return read(db -> vault.load(db, MARKETPLACE, trader));
  }

  private static void requireKeyRing(Vault vault) {
    DATABASE
        .transactor()
        .read(db -> {
          vault.requireKeyRingOf(db);
          return null;
        });
  }

  private static <T> T read(Function<DSLContext, T> work) {
    return DATABASE.transactor().read(work);
  }

  private static void write(Consumer<DSLContext> work) {
    DATABASE
        .transactor()
        .write(db -> {
          work.accept(db);
          return null;
        });
  }
}
