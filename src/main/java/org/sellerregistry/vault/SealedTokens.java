package org.sellerregistry.vault;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;

/**
 * Tokens that callers hand back, such as page tokens: URL-safe text that hides its content, cannot
 * be made by others and opens only for the purpose it was sealed for.
 *
 * <p>Safe for use by many threads.
 */
public final class SealedTokens {

  private static final int FORMAT = 1;

  private final KeyRing keyRing;

  SealedTokens(KeyRing keyRing) {
    this.keyRing = keyRing;
  }

  /**
   * Makes a token.
   *
   * @param purpose what the token is for and whose it is, for example the method and the
   *     marketplace; not secret, not part of the token
   */
  public String seal(String purpose, byte[] content) {
    try {
      byte[] encrypted = keyRing.current().sealedTokens().encrypt(content, associatedData(purpose));
      byte[] sealed = new byte[1 + encrypted.length];
      sealed[0] = FORMAT;
      System.arraycopy(encrypted, 0, sealed, 1, encrypted.length);
      return encode(sealed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A token cannot be sealed", e);
    }
  }

  /**
   * The content of a token.
   *
   * @throws InvalidTokenException if the text is not what {@link #seal} made for this purpose
   */
  public byte[] open(String purpose, String token) {
    byte[] sealed = decode(token);
    if (sealed.length == 0 || sealed[0] != FORMAT) {
      throw new InvalidTokenException();
    }
    try {
      return keyRing
          .current()
          .sealedTokens()
          .decrypt(Arrays.copyOfRange(sealed, 1, sealed.length), associatedData(purpose));
    } catch (GeneralSecurityException e) {
      throw new InvalidTokenException();
    }
  }

  private static byte[] associatedData(String purpose) {
    return new CanonicalBytes().code(FORMAT).text(purpose).toBytes();
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] decode(String token) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(token.getBytes(StandardCharsets.US_ASCII));
      // The decoder takes padding and any spare bits: only the one text that was given out counts.
      if (encode(bytes).equals(token)) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      // Not Base64: as good as forged.
    }
    throw new InvalidTokenException();
  }
}
