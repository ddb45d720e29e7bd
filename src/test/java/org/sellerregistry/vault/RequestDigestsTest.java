package org.sellerregistry.vault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RequestDigestsTest {

  private static final UUID MARKETPLACE = UUID.fromString("00112233-4455-7677-8899-aabbccddeeff");
  private static final UUID OTHER = UUID.fromString("00112233-4455-7677-8899-aabbccddeefe");
  private static final byte[] REQUEST = "abc".getBytes(UTF_8);

  private final Keysets keysets = TestKeysets.known();
  private final RequestDigests digests = new RequestDigests(new KeyRing(keysets));

  /** Computed apart from this code: HMAC-SHA256 under the key of 32 bytes 03, cut to 16 bytes. */
  @Test
  void keepsItsDigests() {
    assertThat(HexFormat.of().formatHex(digests.digest(MARKETPLACE, REQUEST)))
        .isEqualTo("ad3756e60fec70df0e602d64da8f4b09");
  }

  @Test
  void tellsRequestsAndMarketplacesApart() {
    byte[] stored = digests.digest(MARKETPLACE, REQUEST);

    assertThat(digests.matches(stored, MARKETPLACE, REQUEST)).isTrue();
    assertThat(digests.matches(stored, MARKETPLACE, "abd".getBytes(UTF_8))).isFalse();
    assertThat(digests.matches(stored, OTHER, REQUEST)).isFalse();
    assertThat(digests.matches(new byte[0], MARKETPLACE, REQUEST)).isFalse();
  }

  @Test
  void isKeyed() {
    byte[] stored = digests.digest(MARKETPLACE, REQUEST);
    var other = new RequestDigests(KeyRing.ephemeral());

    assertThat(other.matches(stored, MARKETPLACE, REQUEST)).isFalse();
  }

  @Test
  void knowsADigestMadeBeforeARotation() {
    byte[] stored = digests.digest(MARKETPLACE, REQUEST);
    var rotated = TestKeysets.rotated(keysets);

    assertThat(new RequestDigests(new KeyRing(rotated)).digest(MARKETPLACE, REQUEST))
        .isNotEqualTo(stored);
    assertThat(new RequestDigests(new KeyRing(rotated)).matches(stored, MARKETPLACE, REQUEST))
        .isTrue();
    assertThat(
            new RequestDigests(new KeyRing(TestKeysets.retired(rotated)))
                .matches(stored, MARKETPLACE, REQUEST))
        .isFalse();
  }
}
