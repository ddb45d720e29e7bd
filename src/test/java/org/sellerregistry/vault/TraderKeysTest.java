package org.sellerregistry.vault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.sellerregistry.vault.RetentionClass.IDENTIFICATION;
import static org.sellerregistry.vault.RetentionClass.PAYMENT;
import static org.sellerregistry.vault.RetentionClass.TRACEABILITY;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class TraderKeysTest {

  private static final UUID MARKETPLACE = UUID.fromString("01900000-0000-7000-8000-000000000001");
  private static final UUID TRADER = UUID.fromString("01900000-0000-7000-8000-000000000002");
  private static final UUID OTHER = UUID.fromString("01900000-0000-7000-8000-000000000003");
  private static final Instant TIME = Instant.parse("2026-03-04T05:06:07.123456Z");
  private static final Binding PLACE = Binding.section(MARKETPLACE, TRADER, 1, 7);
  private static final byte[] PLAINTEXT = "Example Trading Ltd (synthetic)".getBytes(UTF_8);

  private final KeyRing keyRing = KeyRing.ephemeral();
  private final TraderKeys keys = new Vault(keyRing).create(MARKETPLACE, TRADER);

  @ParameterizedTest
  @EnumSource
  void opensWhatItSealed(RetentionClass retentionClass) {
    byte[] sealed = keys.seal(retentionClass, PLACE, PLAINTEXT);

    assertThat(keys.open(retentionClass, PLACE, sealed)).isEqualTo(PLAINTEXT);
    assertThat(new String(sealed, UTF_8)).doesNotContain("Example");
  }

  @Test
  void opensAnEmptyRecord() {
    byte[] sealed = keys.seal(PAYMENT, PLACE, new byte[0]);

    assertThat(keys.open(PAYMENT, PLACE, sealed)).isEmpty();
  }

  @Test
  void sealsTheSameRecordDifferentlyEachTime() {
    assertThat(keys.seal(PAYMENT, PLACE, PLAINTEXT))
        .isNotEqualTo(keys.seal(PAYMENT, PLACE, PLAINTEXT));
  }

  @Test
  void opensWithStoredKeys() {
    byte[] sealed = keys.seal(PAYMENT, PLACE, PLAINTEXT);

    assertThat(reloaded(keys, MARKETPLACE, TRADER).open(PAYMENT, PLACE, sealed))
        .isEqualTo(PLAINTEXT);
  }

  @Test
  void makesAKeyOnlyForWhatIsSealed() {
    assertThat(keys.has(PAYMENT)).isFalse();

    keys.seal(PAYMENT, PLACE, PLAINTEXT);
    keys.seal(PAYMENT, PLACE, PLAINTEXT);

    assertThat(keys.has(PAYMENT)).isTrue();
    assertThat(keys.has(IDENTIFICATION)).isFalse();
    assertThat(keys.created()).hasSize(1);
    assertThat(reloaded(keys, MARKETPLACE, TRADER).created()).isEmpty();
  }

  static Stream<Binding> otherPlaces() {
    var part = List.of("1", "7");
    return Stream.of(
        Binding.section(OTHER, TRADER, 1, 7),
        Binding.section(MARKETPLACE, OTHER, 1, 7),
        Binding.section(TRADER, MARKETPLACE, 1, 7),
        Binding.section(MARKETPLACE, TRADER, 2, 7),
        Binding.section(MARKETPLACE, TRADER, 1, 8),
        Binding.section(MARKETPLACE, TRADER, 17, 7),
        new Binding(Table.STOREFRONT, MARKETPLACE, TRADER, part),
        new Binding(Table.ITEM_CHECK, MARKETPLACE, TRADER, part),
        new Binding(Table.PUBLIC_INFO, MARKETPLACE, TRADER, part),
        new Binding(Table.TRADER_SECTION, MARKETPLACE, TRADER, List.of("17")),
        new Binding(Table.TRADER_SECTION, MARKETPLACE, TRADER, List.of("1", "7", "")));
  }

  @ParameterizedTest
  @MethodSource("otherPlaces")
  void refusesARecordInAnotherPlace(Binding other) {
    byte[] sealed = keys.seal(TRACEABILITY, PLACE, PLAINTEXT);

    assertDamaged(keys, TRACEABILITY, other, sealed);
  }

  static Stream<List<Binding>> neighbours() {
    var later = TIME.plusNanos(1_000);
    var check = UUID.fromString("01900000-0000-7000-8000-000000000004");
    return Stream.of(
        List.of(
            Binding.storefront(MARKETPLACE, TRADER, "shop-1", TIME),
            Binding.storefront(MARKETPLACE, TRADER, "shop-2", TIME)),
        List.of(
            Binding.storefront(MARKETPLACE, TRADER, "shop-1", TIME),
            Binding.storefront(MARKETPLACE, TRADER, "shop-1", later)),
        List.of(
            Binding.check(MARKETPLACE, TRADER, check), Binding.check(MARKETPLACE, TRADER, OTHER)),
        List.of(
            Binding.publicInfo(MARKETPLACE, TRADER, "eu", TIME),
            Binding.publicInfo(MARKETPLACE, TRADER, "us", TIME)),
        List.of(
            Binding.publicInfo(MARKETPLACE, TRADER, "eu", TIME),
            Binding.publicInfo(MARKETPLACE, TRADER, "eu", later)));
  }

  @ParameterizedTest
  @MethodSource("neighbours")
  void refusesARecordOfANeighbouringRow(List<Binding> rows) {
    byte[] sealed = keys.seal(TRACEABILITY, rows.getFirst(), PLAINTEXT);

    assertDamaged(keys, TRACEABILITY, rows.getLast(), sealed);
  }

  @Test
  void refusesARecordWithAnyBitChanged() {
    byte[] sealed = keys.seal(PAYMENT, PLACE, PLAINTEXT);

    for (int i = 0; i < sealed.length * Byte.SIZE; i++) {
      byte[] changed = sealed.clone();
      changed[i / Byte.SIZE] ^= (byte) (1 << i % Byte.SIZE);
      assertDamaged(keys, PAYMENT, PLACE, changed);
    }
  }

  @Test
  void refusesARecordCutShort() {
    byte[] sealed = keys.seal(PAYMENT, PLACE, PLAINTEXT);

    for (int length = 0; length < sealed.length; length++) {
      assertDamaged(keys, PAYMENT, PLACE, Arrays.copyOf(sealed, length));
    }
  }

  @Test
  void refusesARecordOfAnotherClass() {
    byte[] sealed = keys.seal(PAYMENT, PLACE, PLAINTEXT);
    keys.seal(IDENTIFICATION, PLACE, PLAINTEXT);

    assertDamaged(keys, IDENTIFICATION, PLACE, sealed);
  }

  @Test
  void refusesARecordOfAnotherTrader() {
    var others = new Vault(keyRing).create(MARKETPLACE, OTHER);
    var theirPlace = Binding.section(MARKETPLACE, OTHER, 1, 7);
    byte[] sealed = others.seal(PAYMENT, theirPlace, PLAINTEXT);
    keys.seal(PAYMENT, PLACE, PLAINTEXT);

    assertDamaged(keys, PAYMENT, PLACE, sealed);
    assertDamaged(keys, PAYMENT, theirPlace, sealed);
  }

  @Test
  void sealsNothingForAnotherTrader() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> keys.seal(PAYMENT, Binding.section(MARKETPLACE, OTHER, 1, 7), PLAINTEXT));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> keys.seal(PAYMENT, Binding.section(OTHER, TRADER, 1, 7), PLAINTEXT));
    assertThat(keys.created()).isEmpty();
  }

  @Test
  void refusesADataKeyMovedToAnotherTraderOrClass() {
    byte[] sealed = keys.seal(PAYMENT, PLACE, PLAINTEXT);
    var key = keys.created().getFirst();

    for (var moved :
        List.of(
            new WrappedKey(MARKETPLACE, OTHER, PAYMENT, key.epoch(), key.wrapped()),
            new WrappedKey(OTHER, TRADER, PAYMENT, key.epoch(), key.wrapped()),
            new WrappedKey(MARKETPLACE, TRADER, IDENTIFICATION, key.epoch(), key.wrapped()),
            new WrappedKey(MARKETPLACE, TRADER, PAYMENT, key.epoch() + 1, key.wrapped()))) {
      var thief = new TraderKeys(keyRing, moved.marketplace(), moved.trader(), List.of(moved));
      assertDamaged(thief, moved.retentionClass(), PLACE, sealed);
    }
  }

  @Test
  void refusesADataKeyWithAnyBitChanged() {
    byte[] sealed = keys.seal(PAYMENT, PLACE, PLAINTEXT);
    var key = keys.created().getFirst();

    for (int i = 0; i < key.wrapped().length * Byte.SIZE; i++) {
      byte[] changed = key.wrapped().clone();
      changed[i / Byte.SIZE] ^= (byte) (1 << i % Byte.SIZE);
      var stored = new WrappedKey(MARKETPLACE, TRADER, PAYMENT, key.epoch(), changed);
      assertDamaged(
          new TraderKeys(keyRing, MARKETPLACE, TRADER, List.of(stored)), PAYMENT, PLACE, sealed);
    }
  }

  @Test
  void refusesADataKeyOfAnotherKeyRing() {
    byte[] sealed = keys.seal(PAYMENT, PLACE, PLAINTEXT);

    assertDamaged(
        new TraderKeys(KeyRing.ephemeral(), MARKETPLACE, TRADER, keys.created()),
        PAYMENT,
        PLACE,
        sealed);
  }

  @Test
  void doesNotSealUnderADamagedDataKey() {
    var damaged = new WrappedKey(MARKETPLACE, TRADER, PAYMENT, 1, new byte[0]);
    var loaded = new TraderKeys(keyRing, MARKETPLACE, TRADER, List.of(damaged));

    assertThatExceptionOfType(RecordDamagedException.class)
        .isThrownBy(() -> loaded.seal(PAYMENT, PLACE, PLAINTEXT));
    assertThat(loaded.created()).isEmpty();
  }

  @Test
  void opensNothingOfAClassWithoutAKey() {
    byte[] sealed = keys.seal(PAYMENT, PLACE, PLAINTEXT);
    keys.seal(IDENTIFICATION, PLACE, PLAINTEXT);
    var left = keys.created().stream().filter(key -> key.retentionClass() != PAYMENT).toList();
    var shredded = new TraderKeys(keyRing, MARKETPLACE, TRADER, left, Set.of(PAYMENT));
    var deleted = new TraderKeys(keyRing, MARKETPLACE, TRADER, left);

    assertThatExceptionOfType(ShreddedException.class)
        .isThrownBy(() -> shredded.open(PAYMENT, PLACE, sealed))
        .withMessageContainingAll(TRADER.toString(), "PAYMENT");
    assertThatExceptionOfType(RecordDamagedException.class)
        .isThrownBy(() -> deleted.open(PAYMENT, PLACE, sealed))
        .withMessageContainingAll(TRADER.toString(), "PAYMENT");
  }

  @Test
  void saysNothingOfTheRecordWhenItIsDamaged() {
    assertThatExceptionOfType(RecordDamagedException.class)
        .isThrownBy(() -> {
          byte[] sealed = keys.seal(PAYMENT, PLACE, PLAINTEXT);
          sealed[sealed.length - 1] ^= 1;
          keys.open(PAYMENT, PLACE, sealed);
        })
        .withMessage(
            "Record of PAYMENT in TRADER_SECTION of trader "
                + TRADER
                + " does not open in its place")
        .withNoCause();
  }

  @Test
  void manyThreadsOpenWithTheSameKeys() throws Exception {
    var places =
        IntStream.range(0, 64).mapToObj(i -> Binding.section(MARKETPLACE, TRADER, 1, i)).toList();
    var sealed = places.stream().map(place -> keys.seal(PAYMENT, place, PLAINTEXT)).toList();
    var stored = reloaded(keys, MARKETPLACE, TRADER);

    var opening = new ArrayList<Callable<byte[]>>();
    for (int i = 0; i < places.size(); i++) {
      var place = places.get(i);
      byte[] record = sealed.get(i);
      opening.add(() -> stored.open(PAYMENT, place, record));
    }
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (var opened : threads.invokeAll(opening)) {
        assertThat(opened.get()).isEqualTo(PLAINTEXT);
      }
    }
  }

  private TraderKeys reloaded(TraderKeys created, UUID marketplace, UUID trader) {
    return new TraderKeys(keyRing, marketplace, trader, created.created());
  }

  private static void assertDamaged(
      TraderKeys keys, RetentionClass retentionClass, Binding place, byte[] sealed) {
    assertThatExceptionOfType(RecordDamagedException.class)
        .isThrownBy(() -> keys.open(retentionClass, place, sealed));
  }
}
