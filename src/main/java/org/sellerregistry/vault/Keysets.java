package org.sellerregistry.vault;

import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Parameters;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import com.google.crypto.tink.prf.PrfConfig2026;
import com.google.crypto.tink.signature.Ed25519Parameters;
import com.google.crypto.tink.signature.SignatureConfig2026;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

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
 * @param checkpoints signatures: the journal's checkpoints
 * @param journal the journal's name, which no other journal has
 */
record Keysets(
    KeysetHandle wrapping,
    KeysetHandle blindIndex,
    KeysetHandle requestDigests,
    KeysetHandle sealedTokens,
    KeysetHandle checkpoints,
    String journal) {

  static final int FIRST_ID = 1;

  /**
   * XAES-256-GCM (C2SP), not AES-GCM: a key encrypts every trader's data keys or every page token
   * for months, more than the 2^32 messages for which random nonces of 96 bits are safe (NIST SP
   * 800-38D, section 8.3).
   */
  static final Parameters AEAD_KEY = PredefinedAeadParameters.XAES_256_GCM_192_BIT_NONCE;

  static final Parameters PRF_KEY = PredefinedPrfParameters.HMAC_SHA256_PRF;

  /** Ed25519 (RFC 8032) without a prefix: C2SP's signed notes carry the bare signature. */
  static final Parameters SIGNING_KEY = Ed25519Parameters.create();

  private static final int NAME_LENGTH = 8;

  /** All keysets, by what they are for. */
  static Keysets of(Map<Keyset, KeysetHandle> keysets, String journal) {
    return new Keysets(
        require(keysets, Keyset.WRAPPING),
        require(keysets, Keyset.BLIND_INDEX),
        require(keysets, Keyset.REQUEST_DIGESTS),
        require(keysets, Keyset.SEALED_TOKENS),
        require(keysets, Keyset.CHECKPOINTS),
        journal);
  }

  private static KeysetHandle require(Map<Keyset, KeysetHandle> keysets, Keyset keyset) {
    return Objects.requireNonNull(keysets.get(keyset));
  }

  /** New keysets of one random key each, and the name of a new journal. */
  static Keysets generate() {
    try {
      var keysets = new EnumMap<Keyset, KeysetHandle>(Keyset.class);
      for (var keyset : Keyset.values()) {
        keysets.put(keyset, generate(parameters(keyset), configuration(keyset)));
      }
      return of(keysets, newJournal());
    } catch (GeneralSecurityException e) {
      throw new KeyRingException("No keys can be made on this Java runtime", e);
    }
  }

  KeysetHandle get(Keyset keyset) {
    return switch (keyset) {
      case WRAPPING -> wrapping;
      case BLIND_INDEX -> blindIndex;
      case REQUEST_DIGESTS -> requestDigests;
      case SEALED_TOKENS -> sealedTokens;
      case CHECKPOINTS -> checkpoints;
    };
  }

  /** The ids of a keyset's keys, in ascending order. */
  IntStream ids(Keyset keyset) {
    var handle = get(keyset);
    return IntStream.range(0, handle.size()).map(i -> handle.getAt(i).getId()).sorted();
  }

  int primary(Keyset keyset) {
    return get(keyset).getPrimary().getId();
  }

  /**
   * With one more key, which serves but does not make new values yet; with it already: the same.
   */
  Keysets adding(Keyset keyset, int id) {
    if (ids(keyset).anyMatch(each -> each == id)) {
      return this;
    }
    return with(
        keyset,
        builder(keyset)
            .addEntry(
                KeysetHandle.generateEntryFromParameters(parameters(keyset)).withFixedId(id)));
  }

  /** With new values made by another of the keys. */
  Keysets promoting(Keyset keyset, int id) {
    var builder = builder(keyset);
    for (int i = 0; i < builder.size(); i++) {
      if (get(keyset).getAt(i).getId() == id) {
        builder.getAt(i).makePrimary();
        return with(keyset, builder);
      }
    }
    throw new KeyRingException("The key ring has no key %d of %s".formatted(id, keyset));
  }

  /** Without the keys of those ids; the primary one stays. */
  Keysets removing(Keyset keyset, IntPredicate ids) {
    var handle = get(keyset);
    var builder = builder(keyset);
    for (int i = handle.size() - 1; i >= 0; i--) {
      var entry = handle.getAt(i);
      if (!entry.isPrimary() && ids.test(entry.getId())) {
        builder.deleteAt(i);
      }
    }
    return builder.size() == handle.size() ? this : with(keyset, builder);
  }

  /** Without the keysets, which Tink prints only if their keys' types are registered globally. */
  @Override
  public String toString() {
    return "Keysets";
  }

  private Keysets with(Keyset keyset, KeysetHandle.Builder changed) {
    try {
      var keysets = new EnumMap<Keyset, KeysetHandle>(Keyset.class);
      for (var each : Keyset.values()) {
        keysets.put(each, each == keyset ? changed.build() : get(each));
      }
      return of(keysets, journal);
    } catch (GeneralSecurityException e) {
      throw new KeyRingException("The key ring's keys cannot be changed", e);
    }
  }

  private KeysetHandle.Builder builder(Keyset keyset) {
    return KeysetHandle.newBuilder(get(keyset)).setConfiguration(configuration(keyset));
  }

  private static Parameters parameters(Keyset keyset) {
    return switch (keyset) {
      case WRAPPING, SEALED_TOKENS -> AEAD_KEY;
      case BLIND_INDEX, REQUEST_DIGESTS -> PRF_KEY;
      case CHECKPOINTS -> SIGNING_KEY;
    };
  }

  /** Tink's configuration for a keyset's keys. */
  static Configuration configuration(Keyset keyset) {
    return switch (keyset) {
      case WRAPPING, SEALED_TOKENS -> AeadConfig2026.get();
      case BLIND_INDEX, REQUEST_DIGESTS -> PrfConfig2026.get();
      case CHECKPOINTS -> SignatureConfig2026.get();
    };
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

  private static String newJournal() {
    var random = new byte[NAME_LENGTH];
    new SecureRandom().nextBytes(random);
    return "sellerregistry.org/journal/" + HexFormat.of().formatHex(random);
  }
}
