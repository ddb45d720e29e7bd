package org.sellerregistry.vault;

import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.Key;
import com.google.crypto.tink.KeyStatus;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Parameters;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.aead.XAesGcmKey;
import com.google.crypto.tink.prf.HmacPrfKey;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import com.google.crypto.tink.prf.PrfConfig2026;
import com.google.crypto.tink.signature.Ed25519PrivateKey;
import com.google.crypto.tink.signature.Ed25519PublicKey;
import com.google.crypto.tink.signature.SignatureConfig2026;
import com.google.crypto.tink.subtle.Ed25519Sign;
import com.google.crypto.tink.util.Bytes;
import com.google.crypto.tink.util.SecretBytes;
import java.security.GeneralSecurityException;
import java.util.Arrays;

/** Keysets of keys that everybody knows, and keysets as a rotation leaves them. */
final class TestKeysets {

  private TestKeysets() {}

  /**
   * One key of 32 times the same byte each: 1 wraps, 2 indexes, 3 digests, 4 seals tokens, 5 signs.
   */
  static Keysets known() {
    try {
      return new Keysets(
          only(aead(1), AeadConfig2026.get()),
          only(prf(2), PrfConfig2026.get()),
          only(prf(3), PrfConfig2026.get()),
          only(aead(4), AeadConfig2026.get()),
          only(signing(5), SignatureConfig2026.get()),
          "sellerregistry.org/journal/0505050505050505");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The same keys, and in each keyset a new one that is now the primary one. */
  static Keysets rotated(Keysets keysets) {
    return new Keysets(
        rotated(keysets.wrapping(), Keysets.AEAD_KEY, AeadConfig2026.get()),
        rotated(keysets.blindIndex(), Keysets.PRF_KEY, PrfConfig2026.get()),
        rotated(keysets.requestDigests(), Keysets.PRF_KEY, PrfConfig2026.get()),
        rotated(keysets.sealedTokens(), Keysets.AEAD_KEY, AeadConfig2026.get()),
        rotated(keysets.checkpoints(), Keysets.SIGNING_KEY, SignatureConfig2026.get()),
        keysets.journal());
  }

  /** Without the keys that are not the primary one. */
  static Keysets retired(Keysets keysets) {
    return new Keysets(
        retired(keysets.wrapping(), AeadConfig2026.get()),
        retired(keysets.blindIndex(), PrfConfig2026.get()),
        retired(keysets.requestDigests(), PrfConfig2026.get()),
        retired(keysets.sealedTokens(), AeadConfig2026.get()),
        retired(keysets.checkpoints(), SignatureConfig2026.get()),
        keysets.journal());
  }

  /** A keyset whose only key has that id. */
  static KeysetHandle withId(int id, Parameters parameters, Configuration configuration) {
    try {
      return KeysetHandle.newBuilder()
          .setConfiguration(configuration)
          .addEntry(
              KeysetHandle.generateEntryFromParameters(parameters).withFixedId(id).makePrimary())
          .build();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeysetHandle rotated(
      KeysetHandle keyset, Parameters parameters, Configuration configuration) {
    try {
      return KeysetHandle.newBuilder(keyset)
          .setConfiguration(configuration)
          .addEntry(
              KeysetHandle.generateEntryFromParameters(parameters)
                  .withFixedId(keyset.getPrimary().getId() + 1)
                  .makePrimary())
          .build();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeysetHandle retired(KeysetHandle keyset, Configuration configuration) {
    var builder = KeysetHandle.newBuilder(keyset).setConfiguration(configuration);
    for (int i = 0; i < builder.size(); i++) {
      if (!builder.getAt(i).isPrimary()) {
        builder.getAt(i).setStatus(KeyStatus.DISABLED);
      }
    }
    try {
      return builder.build();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeysetHandle only(Key key, Configuration configuration)
      throws GeneralSecurityException {
    return KeysetHandle.newBuilder()
        .setConfiguration(configuration)
        .addEntry(KeysetHandle.importKey(key).withFixedId(1).makePrimary())
        .build();
  }

  private static Key aead(int value) throws GeneralSecurityException {
    return XAesGcmKey.create(PredefinedAeadParameters.XAES_256_GCM_192_BIT_NONCE, bytes(value), 1);
  }

  private static Key prf(int value) throws GeneralSecurityException {
    return HmacPrfKey.builder()
        .setParameters(PredefinedPrfParameters.HMAC_SHA256_PRF)
        .setKeyBytes(bytes(value))
        .build();
  }

  private static Key signing(int value) throws GeneralSecurityException {
    var seed = bytes(value);
    var pair =
        Ed25519Sign.KeyPair.newKeyPairFromSeed(seed.toByteArray(InsecureSecretKeyAccess.get()));
    return Ed25519PrivateKey.create(
        Ed25519PublicKey.create(Bytes.copyFrom(pair.getPublicKey())), seed);
  }

  private static SecretBytes bytes(int value) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) value);
    return SecretBytes.copyFrom(bytes, InsecureSecretKeyAccess.get());
  }
}
