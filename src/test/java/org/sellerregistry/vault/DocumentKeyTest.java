package org.sellerregistry.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DocumentKeyTest {
  private static final UUID MARKETPLACE = UUID.randomUUID();
  private static final UUID TRADER = UUID.randomUUID();
  private static final UUID EVIDENCE = UUID.randomUUID();
  private static final Binding PLACE = Binding.document(MARKETPLACE, TRADER, EVIDENCE);
  private static final Binding KEY_PLACE = Binding.documentKey(MARKETPLACE, TRADER, EVIDENCE);

  private final KeyRing keyRing = KeyRing.ephemeral();
  private final TraderKeys keys = new TraderKeys(keyRing, MARKETPLACE, TRADER, List.of());
  private final DocumentKey key = DocumentKey.random();

  @Test
  void opensWhatItSealed() throws IOException {
    for (int size : new int[] {0, 1, 4095, 4096, 4097, 100_000}) {
      assertThat(open(key, seal(bytes(size)), PLACE)).isEqualTo(bytes(size));
    }
  }

  @Test
  void anAlteredByteAnywhereIsFound() throws IOException {
    var sealed = seal(bytes(10_000));
    for (int i = 0; i < sealed.length; i += 97) {
      var altered = sealed.clone();
      altered[i] ^= 1;
      assertDamaged(key, altered, PLACE);
    }
  }

  @Test
  void aDocumentCutOffAnywhereIsFound() throws IOException {
    var sealed = seal(bytes(10_000));
    for (int length : new int[] {0, 1, 39, 40, 4096, 8192, sealed.length - 1}) {
      assertDamaged(key, Arrays.copyOf(sealed, length), PLACE);
    }
    assertDamaged(key, Arrays.copyOf(sealed, sealed.length + 1), PLACE);
  }

  @Test
  void opensInItsOwnPlaceAlone() throws IOException {
    var sealed = seal(bytes(10));
    for (var other :
        List.of(
            Binding.document(UUID.randomUUID(), TRADER, EVIDENCE),
            Binding.document(MARKETPLACE, UUID.randomUUID(), EVIDENCE),
            Binding.document(MARKETPLACE, TRADER, UUID.randomUUID()),
            Binding.evidence(MARKETPLACE, TRADER, EVIDENCE),
            KEY_PLACE)) {
      assertDamaged(key, sealed, other);
    }
    assertDamaged(DocumentKey.random(), sealed, PLACE);
  }

  @Test
  void isSealedUnderTheTradersKeyAndGoneWithIt() throws IOException {
    var sealed = seal(bytes(10));
    var stored = key.seal(keys, RetentionClass.PAYMENT, KEY_PLACE);
    assertThat(
            open(DocumentKey.open(keys, RetentionClass.PAYMENT, KEY_PLACE, stored), sealed, PLACE))
        .isEqualTo(bytes(10));
    assertThatExceptionOfType(RecordDamagedException.class)
        .isThrownBy(() -> DocumentKey.open(keys, RetentionClass.PAYMENT, PLACE, stored));
    var shredded =
        new TraderKeys(keyRing, MARKETPLACE, TRADER, List.of(), Set.of(RetentionClass.PAYMENT));
    assertThatExceptionOfType(ShreddedException.class)
        .isThrownBy(() -> DocumentKey.open(shredded, RetentionClass.PAYMENT, KEY_PLACE, stored));
  }

  private byte[] seal(byte[] bytes) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var sealing = key.encrypt(out, PLACE)) {
      sealing.write(bytes);
    }
    return out.toByteArray();
  }

  private static byte[] open(DocumentKey key, byte[] sealed, Binding place) throws IOException {
    try (var in = key.decrypt(new ByteArrayInputStream(sealed), place)) {
      return in.readAllBytes();
    }
  }

  private static void assertDamaged(DocumentKey key, byte[] sealed, Binding place) {
    assertThatExceptionOfType(RecordDamagedException.class)
        .isThrownBy(() -> open(key, sealed, place));
  }

  private static byte[] bytes(int size) {
    var bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }
}
