package org.sellerregistry.vault;

import static java.util.stream.Collectors.toUnmodifiableSet;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.prf.Prf;
import com.google.crypto.tink.prf.PrfConfig2026;
import com.google.crypto.tink.prf.PrfSet;
import com.google.crypto.tink.signature.Ed25519PrivateKey;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Keysets ready for use, as they were at one moment. Immutable and safe for use by many threads.
 */
final class OpenKeysets {

  /** {@code lookup_token.token_version} is a SMALLINT. */
  private static final int HIGHEST_VERSION = Short.MAX_VALUE;

  private final Keysets keysets;
  private final Aead wrapping;
  private final Map<Integer, Prf> blindIndex;
  private final List<Prf> liveIndexes;
  private final PrfSet requestDigests;
  private final Aead sealedTokens;
  private final List<SigningKey> signing;
  private final Map<Keyset, Set<Integer>> ids = new EnumMap<>(Keyset.class);

  /**
   * @throws KeyRingException if a keyset does not serve its purpose
   */
  OpenKeysets(Keysets keysets) {
    this.keysets = keysets;
    for (var each : Keyset.values()) {
      ids.put(each, keysets.ids(each).boxed().collect(toUnmodifiableSet()));
    }
    try {
      wrapping = aead(keysets.wrapping());
      var indexes = prfs(keysets.blindIndex());
      blindIndex = indexes.getPrfs();
      liveIndexes = currentFirst(indexes);
      requestDigests = prfs(keysets.requestDigests());
      sealedTokens = aead(keysets.sealedTokens());
      signing = signing(keysets.checkpoints());
      requireIds(keysets, Keyset.WRAPPING, Integer.MAX_VALUE);
      requireIds(keysets, Keyset.BLIND_INDEX, HIGHEST_VERSION);
    } catch (GeneralSecurityException e) {
      throw new KeyRingException("The key ring holds a key of the wrong kind", e);
    }
  }

  Keysets keysets() {
    return keysets;
  }

  Aead wrapping() {
    return wrapping;
  }

  int primary(Keyset keyset) {
    return keysets.primary(keyset);
  }

  boolean holds(Keyset keyset, int id) {
    return ids.getOrDefault(keyset, Set.of()).contains(id);
  }

  /** The blind index's keys: the current one, then the others from new to old. */
  List<Prf> liveIndexes() {
    return liveIndexes;
  }

  /**
   * The blind index's key of a version.
   *
   * @throws IllegalArgumentException if there is none
   */
  Prf blindIndex(int version) {
    var key = blindIndex.get(version);
    if (key == null) {
      throw new IllegalArgumentException("The key ring has no blind index " + version);
    }
    return key;
  }

  PrfSet requestDigests() {
    return requestDigests;
  }

  Aead sealedTokens() {
    return sealedTokens;
  }

  /** The keys that sign checkpoints, the newest first, whichever signs now. */
  List<SigningKey> signing() {
    return signing;
  }

  /**
   * Grows whenever a key is added or another one is made the primary: of two states of one key ring
   * the one with the greater number knows all that the other knows.
   */
  long generation() {
    return Stream.of(Keyset.values())
        .mapToLong(
            each -> (long) keysets.primary(each) + keysets.ids(each).max().orElse(Keysets.FIRST_ID))
        .sum();
  }

  private static Aead aead(KeysetHandle keyset) throws GeneralSecurityException {
    return keyset.getPrimitive(AeadConfig2026.get(), Aead.class);
  }

  private static PrfSet prfs(KeysetHandle keyset) throws GeneralSecurityException {
    return keyset.getPrimitive(PrfConfig2026.get(), PrfSet.class);
  }

  private static List<SigningKey> signing(KeysetHandle keyset) throws GeneralSecurityException {
    var keys = new ArrayList<SigningKey>();
    for (int i = 0; i < keyset.size(); i++) {
      var entry = keyset.getAt(i);
      if (!(entry.getKey() instanceof Ed25519PrivateKey key)) {
        throw new GeneralSecurityException("Not a key that signs");
      }
      keys.add(new SigningKey(entry.getId(), key));
    }
    keys.sort(Comparator.comparingInt(SigningKey::version).reversed());
    return List.copyOf(keys);
  }

  private static List<Prf> currentFirst(PrfSet keys) throws GeneralSecurityException {
    var rest = new TreeMap<>(keys.getPrfs());
    var current = rest.remove(keys.getPrimaryId());
    if (current == null) {
      throw new GeneralSecurityException("The primary key is not enabled");
    }
    return Stream.concat(Stream.of(current), rest.descendingMap().values().stream()).toList();
  }

  private static void requireIds(Keysets keysets, Keyset keyset, int highest) {
    keysets
        .ids(keyset)
        .filter(id -> id < Keysets.FIRST_ID || id > highest)
        .findFirst()
        .ifPresent(id -> {
          throw new KeyRingException(
              "The key ring holds a key with id %d, not one of %d to %d"
                  .formatted(id, Keysets.FIRST_ID, highest));
        });
  }
}
