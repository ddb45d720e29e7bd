package org.sellerregistry.vault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealedTokensTest {

  private static final byte[] CONTENT = "after 0190".getBytes(UTF_8);
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=+/ .\u00e9";

  private final Keysets keysets = TestKeysets.known();
  private final SealedTokens tokens = new SealedTokens(new KeyRing(keysets));

  @Test
  void opensWhatItSealed() {
    String token = tokens.seal("ListTraders", CONTENT);

    assertThat(tokens.open("ListTraders", token)).isEqualTo(CONTENT);
    assertThat(token).matches("[A-Za-z0-9_-]+");
  }

  @Test
  void opensATokenWithoutContent() {
    assertThat(tokens.open("ListTraders", tokens.seal("ListTraders", new byte[0]))).isEmpty();
  }

  /** Pages in flight while a new release takes over must go on. */
  @Test
  void opensATokenOfTheFirstRelease() {
    assertThat(
            tokens.open(
                "ListTraders",
                "AQEAAAABu-_1rCZRJVr8_0gvPcc3TWQ-IdlFrUwrN7OZReqp6Mu7owP1FKMQBvun" + "xyaLVjlvYbE"))
        .isEqualTo(CONTENT);
  }

  @Test
  void opensForItsPurposeOnly() {
    String token = tokens.seal("ListTraders", CONTENT);

    assertInvalid("ListChecks", token);
    assertInvalid("", token);
  }

  @Test
  void refusesATokenWithAnyCharacterChanged() {
    String token = tokens.seal("ListTraders", CONTENT);

    for (int i = 0; i < token.length(); i++) {
      for (char other : ALPHABET.toCharArray()) {
        if (other != token.charAt(i)) {
          assertInvalid("ListTraders", token.substring(0, i) + other + token.substring(i + 1));
        }
      }
    }
  }

  @Test
  void refusesATokenCutOrGrown() {
    String token = tokens.seal("ListTraders", CONTENT);

    for (int length = 0; length < token.length(); length++) {
      assertInvalid("ListTraders", token.substring(0, length));
      assertInvalid("ListTraders", token.substring(length + 1));
    }
    assertInvalid("ListTraders", token + "A");
    assertInvalid("ListTraders", token + "=");
    assertInvalid("ListTraders", token + "\n");
    assertInvalid("ListTraders", token + token);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A", "AQ", "=", "not a token", "\u0000", "\ud83d\ude00", "AQAAAAE"})
  void refusesGarbage(String garbage) {
    assertInvalid("ListTraders", garbage);
  }

  @Test
  void refusesATokenOfAnotherKeyRing() {
    assertInvalid(
        "ListTraders", new SealedTokens(KeyRing.ephemeral()).seal("ListTraders", CONTENT));
  }

  @Test
  void opensATokenSealedBeforeARotation() {
    String token = tokens.seal("ListTraders", CONTENT);
    var rotated = TestKeysets.rotated(keysets);

    assertThat(new SealedTokens(new KeyRing(rotated)).open("ListTraders", token))
        .isEqualTo(CONTENT);
    assertThatExceptionOfType(InvalidTokenException.class)
        .isThrownBy(() ->
            new SealedTokens(new KeyRing(TestKeysets.retired(rotated))).open("ListTraders", token));
  }

  private void assertInvalid(String purpose, String token) {
    assertThatExceptionOfType(InvalidTokenException.class)
        .isThrownBy(() -> tokens.open(purpose, token))
        .withMessage("The token is not one that was given out for this purpose")
        .withNoCause();
  }
}
