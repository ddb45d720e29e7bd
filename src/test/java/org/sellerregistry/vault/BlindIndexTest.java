package org.sellerregistry.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BlindIndexTest {

  private static final UUID MARKETPLACE = UUID.fromString("00112233-4455-7677-8899-aabbccddeeff");
  private static final UUID OTHER = UUID.fromString("00112233-4455-7677-8899-aabbccddeefe");

  private final Keysets keysets = TestKeysets.known();
  private final BlindIndex index = new BlindIndex(new KeyRing(keysets));

  /**
   * Computed apart from this code: the first 16 bytes of HMAC-SHA256 under the key of 32 bytes 02.
   * Stored tokens must be found by every later release.
   */
  @Test
  void keepsItsTokens() {
    assertThat(token("identifier", "de.handelsregister", "DE.R3306", "HRB12345"))
        .isEqualTo("503733534453016ff89e17358413ce73");
    assertThat(token("email", "", "", "trader@example.com"))
        .isEqualTo("a761035d00464385d67a6d13b6a81f41");
    assertThat(token("name", "", "", "\u4f8b\u5b50\u8d38\u6613"))
        .isEqualTo("93f45761dbd667152ce297a58c264c33");
  }

  @Test
  void givesTheSameTokenAfterARestart() {
    var restarted =
        new BlindIndex(new KeyRing(KeyRingFormat.parse(printed(keysets), KmsKeys.NONE)));

    assertThat(restarted.token(MARKETPLACE, "email", "", "", "trader@example.com"))
        .isEqualTo(index.token(MARKETPLACE, "email", "", "", "trader@example.com"))
        .hasSize(16);
  }

  @Test
  void givesOtherTokensUnderAnotherKeyRing() {
    var other = new BlindIndex(KeyRing.ephemeral());

    assertThat(other.token(MARKETPLACE, "email", "", "", "trader@example.com"))
        .isNotEqualTo(index.token(MARKETPLACE, "email", "", "", "trader@example.com"));
  }

  @Test
  void tellsMarketplacesKindsSchemesAndIssuersApart() {
    assertThat(
            List.of(
                token("identifier", "lei", "issuer", "123"),
                token("document", "lei", "issuer", "123"),
                token("identifier", "euid", "issuer", "123"),
                token("identifier", "lei", "other", "123"),
                token("identifier", "lei", "issuer", "124"),
                hex(index.token(OTHER, "identifier", "lei", "issuer", "123"))))
        .doesNotHaveDuplicates();
  }

  @Test
  void tellsPartsApartThatReadAlikeWhenJoined() {
    var tokens = new ArrayList<String>();
    String joined = "abc";
    for (int i = 0; i <= joined.length(); i++) {
      for (int j = i; j <= joined.length(); j++) {
        for (int k = j; k <= joined.length(); k++) {
          tokens.add(
              token(
                  joined.substring(0, i),
                  joined.substring(i, j),
                  joined.substring(j, k),
                  joined.substring(k)));
        }
      }
    }

    assertThat(tokens).hasSize(20).doesNotHaveDuplicates();
  }

  @Test
  void findsTokensOfEveryLiveVersion() {
    byte[] old = index.token(MARKETPLACE, "email", "", "", "trader@example.com");
    var twice = new BlindIndex(new KeyRing(TestKeysets.rotated(TestKeysets.rotated(keysets))));

    var tokens = twice.tokens(MARKETPLACE, "email", "", "", "trader@example.com");

    assertThat(index.version()).isEqualTo(1);
    assertThat(twice.version()).isEqualTo(3);
    assertThat(tokens).hasSize(3).doesNotHaveDuplicates();
    assertThat(tokens.getFirst())
        .isEqualTo(twice.token(MARKETPLACE, "email", "", "", "trader@example.com"))
        .isNotEqualTo(old);
    assertThat(tokens.getLast()).isEqualTo(old);
  }

  @Test
  void asksNotForTokensOfARetiredVersion() {
    var rotated = TestKeysets.rotated(keysets);
    var retired = new BlindIndex(new KeyRing(TestKeysets.retired(rotated)));

    assertThat(retired.tokens(MARKETPLACE, "email", "", "", "trader@example.com"))
        .containsExactly(
            new BlindIndex(new KeyRing(rotated))
                .token(MARKETPLACE, "email", "", "", "trader@example.com"));
  }

  private String token(String kind, String scheme, String issuer, String normal) {
    return hex(index.token(MARKETPLACE, kind, scheme, issuer, normal));
  }

  private static String hex(byte[] token) {
    return HexFormat.of().formatHex(token);
  }

  private static String printed(Keysets keysets) {
    try {
      return KeyRingFormat.print(keysets, KmsKeys.NONE);
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
