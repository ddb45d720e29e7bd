package org.sellerregistry.vault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.sellerregistry.vault.RetentionClass.PAYMENT;

import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.prf.PrfConfig2026;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class KeyRingTest {

  private static final UUID MARKETPLACE = UUID.fromString("01900000-0000-7000-8000-000000000001");
  private static final UUID TRADER = UUID.fromString("01900000-0000-7000-8000-000000000002");
  private static final Binding PLACE = Binding.section(MARKETPLACE, TRADER, 1, 7);
  private static final byte[] PLAINTEXT = "synthetic".getBytes(UTF_8);

  private final Keysets keysets = Keysets.generate();
  private final Keysets rotated = TestKeysets.rotated(keysets);
  private final TraderKeys before = new Vault(new KeyRing(keysets)).create(MARKETPLACE, TRADER);

  @Test
  void countsEpochsFromOne() {
    assertThat(new KeyRing(keysets).wrappingEpoch()).isEqualTo(1);
    assertThat(new KeyRing(rotated).wrappingEpoch()).isEqualTo(2);
  }

  @Test
  void opensAfterARotationWhatWasSealedBefore() {
    byte[] sealed = before.seal(PAYMENT, PLACE, PLAINTEXT);

    assertThat(stored(new KeyRing(rotated)).open(PAYMENT, PLACE, sealed)).isEqualTo(PLAINTEXT);
  }

  @Test
  void wrapsNewDataKeysUnderTheNewEpoch() {
    before.seal(PAYMENT, PLACE, PLAINTEXT);
    var after = new Vault(new KeyRing(rotated)).create(MARKETPLACE, TRADER);
    after.seal(PAYMENT, PLACE, PLAINTEXT);

    assertThat(before.created()).singleElement().returns(1, WrappedKey::epoch);
    assertThat(after.created()).singleElement().returns(2, WrappedKey::epoch);
  }

  @Test
  void opensNothingOfAnEpochWhoseKeyIsGone() {
    byte[] sealed = before.seal(PAYMENT, PLACE, PLAINTEXT);
    var after = stored(new KeyRing(TestKeysets.retired(rotated)));

    assertThatExceptionOfType(RecordDamagedException.class)
        .isThrownBy(() -> after.open(PAYMENT, PLACE, sealed))
        .withMessageContaining("epoch 1");
  }

  @Test
  void refusesAKeysetOfTheWrongKind() {
    var swapped =
        new Keysets(
            keysets.blindIndex(),
            keysets.wrapping(),
            keysets.requestDigests(),
            keysets.sealedTokens(),
            keysets.checkpoints(),
            keysets.journal());

    assertThatExceptionOfType(KeyRingException.class).isThrownBy(() -> new KeyRing(swapped));
  }

  @Test
  void refusesIdsThatTheDatabaseCannotHold() {
    assertThat(new BlindIndex(new KeyRing(withBlindIndex(32_767))).version()).isEqualTo(32_767);
    for (int id : List.of(32_768, -1, Integer.MIN_VALUE)) {
      assertThatExceptionOfType(KeyRingException.class)
          .isThrownBy(() -> new KeyRing(withBlindIndex(id)))
          .withMessageContaining("id " + id);
    }
  }

  @Test
  void showsNoKeys() {
    var shown =
        List.of(
            TestKeysets.known().toString(),
            new KeyRing(TestKeysets.known()).toString(),
            before.toString());

    assertThat(shown)
        .noneMatch(text -> text.matches("(?s).*(0101|0202|\\\\001\\\\001|\\\\002\\\\002|AQEB).*"));
  }

  private Keysets withBlindIndex(int id) {
    KeysetHandle blindIndex = TestKeysets.withId(id, Keysets.PRF_KEY, PrfConfig2026.get());
    return new Keysets(
        keysets.wrapping(),
        blindIndex,
        keysets.requestDigests(),
        keysets.sealedTokens(),
        keysets.checkpoints(),
        keysets.journal());
  }

  private TraderKeys stored(KeyRing keyRing) {
    return new TraderKeys(keyRing, MARKETPLACE, TRADER, before.created());
  }
}
