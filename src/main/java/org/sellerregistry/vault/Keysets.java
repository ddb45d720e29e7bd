package org.sellerregistry.vault;

import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Parameters;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import com.google.crypto.tink.prf.PrfConfig2026;
import java.security.GeneralSecurityException;

/**
 * The keysets of a key ring, wherever they are kept.
 *
 * <p>A key's id in its keyset is what is stored beside the data: the epoch of a wrapping key, the
 * version of a blind-index key. Ids count from 1, so that a later one is a newer one. A keyset's
 * primary key makes new values; its other enabled keys serve what was made before.
 *
 * @param wrapping AEAD: wraps data keys
 * @param blindIndex PRF: the tokens that traders are looked up by
 * @param requestDigests PRF: the digests of requests
 * @param sealedTokens AEAD: tokens that callers hand back
 */
record Keysets(
    KeysetHandle wrapping,
    KeysetHandle blindIndex,
    KeysetHandle requestDigests,
    KeysetHandle sealedTokens) {

  static final int FIRST_ID = 1;

  /**
   * XAES-256-GCM (C2SP), not AES-GCM: a key encrypts every trader's data keys or every page token
   * for months, more than the 2^32 messages for which random nonces of 96 bits are safe (NIST SP
   * 800-38D, section 8.3).
   */
  static final Parameters AEAD_KEY = PredefinedAeadParameters.XAES_256_GCM_192_BIT_NONCE;

  static final Parameters PRF_KEY = PredefinedPrfParameters.HMAC_SHA256_PRF;

  /** New keysets of one random key each. */
  static Keysets generate() {
    try {
      return new Keysets(
          generate(AEAD_KEY, AeadConfig2026.get()),
          generate(PRF_KEY, PrfConfig2026.get()),
          generate(PRF_KEY, PrfConfig2026.get()),
          generate(AEAD_KEY, AeadConfig2026.get()));
    } catch (GeneralSecurityException e) {
      throw new KeyRingException("No keys can be made on this Java runtime", e);
    }
  }

  /** Without the keysets, which Tink prints only if their keys' types are registered globally. */
  @Override
  public String toString() {
    return "Keysets";
  }

  private static KeysetHandle generate(Parameters parameters, Configuration configuration)
      throws GeneralSecurityException {
    return KeysetHandle.newBuilder()
        .setConfiguration(configuration)
        .addEntry(
            KeysetHandle.generateEntryFromParameters(parameters)
                .withFixedId(FIRST_ID)
                .makePrimary())
        .build();
  }
}
