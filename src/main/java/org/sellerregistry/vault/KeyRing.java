package org.sellerregistry.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.prf.PrfConfig2026;
import com.google.crypto.tink.prf.PrfSet;
import java.nio.file.Path;
import java.security.GeneralSecurityException;

/**
 * The keys that are not in the database. Whoever holds the key ring and the database reads
 * everything; whoever loses the key ring loses everything that the database holds encrypted.
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class KeyRing {

  /** {@code lookup_token.token_version} is a SMALLINT. */
  private static final int HIGHEST_VERSION = Short.MAX_VALUE;

  private final Aead wrapping;
  private final int wrappingEpoch;
  private final PrfSet blindIndex;
  private final PrfSet requestDigests;
  private final Aead sealedTokens;

  /**
   * @throws KeyRingException if a keyset does not serve its purpose
   */
  KeyRing(Keysets keysets) {
    try {
      wrapping = aead(keysets.wrapping());
      wrappingEpoch = keysets.wrapping().getPrimary().getId();
      blindIndex = prfs(keysets.blindIndex());
      requestDigests = prfs(keysets.requestDigests());
      sealedTokens = aead(keysets.sealedTokens());
      requireIds(keysets.wrapping(), Integer.MAX_VALUE);
      requireIds(keysets.blindIndex(), HIGHEST_VERSION);
    } catch (GeneralSecurityException e) {
      throw new KeyRingException("The key ring holds a key of the wrong kind", e);
    }
  }

  /**
   * Opens the key ring kept in a directory, or makes it when there is none. Of several processes
   * that start at once, one makes the key ring and all use it.
   *
   * @throws KeyRingException if it is damaged, open to others than its owner, or cannot be kept
   */
  public static KeyRing openOrCreate(Path directory) {
    return new KeyRing(new KeyRingFile(directory).openOrCreate());
  }

  /** Makes a key ring that is kept nowhere: what it encrypts is lost with the process. */
  public static KeyRing ephemeral() {
    return new KeyRing(Keysets.generate());
  }

  /** The epoch under which new data keys are wrapped. */
  public int wrappingEpoch() {
    return wrappingEpoch;
  }

  Aead wrapping() {
    return wrapping;
  }

  PrfSet blindIndex() {
    return blindIndex;
  }

  PrfSet requestDigests() {
    return requestDigests;
  }

  Aead sealedTokens() {
    return sealedTokens;
  }

  private static Aead aead(KeysetHandle keyset) throws GeneralSecurityException {
    return keyset.getPrimitive(AeadConfig2026.get(), Aead.class);
  }

  private static PrfSet prfs(KeysetHandle keyset) throws GeneralSecurityException {
    return keyset.getPrimitive(PrfConfig2026.get(), PrfSet.class);
  }

  private static void requireIds(KeysetHandle keyset, int highest) {
    for (int i = 0; i < keyset.size(); i++) {
      int id = keyset.getAt(i).getId();
      if (id < Keysets.FIRST_ID || id > highest) {
        throw new KeyRingException(
            "The key ring holds a key with id %d, not one of %d to %d"
                .formatted(id, Keysets.FIRST_ID, highest));
      }
    }
  }
}
