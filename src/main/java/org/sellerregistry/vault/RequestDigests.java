package org.sellerregistry.vault;

import com.google.crypto.tink.prf.Prf;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.UUID;

/**
 * Keyed digests that tell whether a repeated request is the same one. Without the key ring they do
 * not confirm a guessed request.
 *
 * <p>Safe for use by many threads.
 */
public final class RequestDigests {

  private static final int DIGEST_BYTES = 16;
  private static final int ENCODING = 1;

  private final KeyRing keyRing;

  RequestDigests(KeyRing keyRing) {
    this.keyRing = keyRing;
  }

  /** The 16 bytes to store with what the request made. */
  public byte[] digest(UUID marketplace, byte[] canonicalRequest) {
    try {
      return keyRing
          .current()
          .requestDigests()
          .computePrimary(input(marketplace, canonicalRequest), DIGEST_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A request cannot be digested", e);
    }
  }

  /** Whether a stored digest is this request's, also if the key ring was rotated since. */
  public boolean matches(byte[] stored, UUID marketplace, byte[] canonicalRequest) {
    byte[] input = input(marketplace, canonicalRequest);
    try {
      boolean matches = false;
      for (Prf key : keyRing.current().requestDigests().getPrfs().values()) {
        matches |= MessageDigest.isEqual(stored, key.compute(input, DIGEST_BYTES));
      }
      return matches;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A request cannot be digested", e);
    }
  }

  private static byte[] input(UUID marketplace, byte[] canonicalRequest) {
    return new CanonicalBytes().code(ENCODING).id(marketplace).blob(canonicalRequest).toBytes();
  }
}
