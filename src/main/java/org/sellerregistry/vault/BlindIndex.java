package org.sellerregistry.vault;

import com.google.crypto.tink.prf.Prf;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;

/**
 * Turns a value into a token that finds the same value again and tells nothing else to whoever does
 * not hold the key ring: the first 16 bytes of HMAC-SHA256 over the length-prefixed parts.
 *
 * <p>Tokens of different marketplaces, kinds, schemes or issuers never compare. Equal values have
 * equal tokens, so how often a value occurs, and with which others, remains visible.
 *
 * <p>Safe for use by many threads.
 */
public final class BlindIndex {

  static final int TOKEN_BYTES = 16;

  private static final int ENCODING = 1;

  private final KeyRing keyRing;
  private final KeyVersionStore versions = new KeyVersionStore();

  BlindIndex(KeyRing keyRing) {
    this.keyRing = keyRing;
  }

  /** The version of new tokens, stored beside each: the id of the key that makes them. */
  public int version() {
    return keyRing.current().primary(Keyset.BLIND_INDEX);
  }

  /**
   * The version of new tokens, which is not retired before the transaction ends.
   *
   * @throws StaleKeyRingException if this server does not know the present version
   */
  public int holdVersion(DSLContext db) {
    return versions.hold(db, keyRing).blindIndex();
  }

  /**
   * The token of a value under the current version.
   *
   * @param kind what the value is, for example {@code email}
   * @param scheme what a number is a number of, or empty
   * @param issuer who gave the number where the scheme does not say, or empty
   * @param normal the value's normal form
   */
  public byte[] token(UUID marketplace, String kind, String scheme, String issuer, String normal) {
    return compute(
        keyRing.current().liveIndexes().getFirst(),
        input(marketplace, kind, scheme, issuer, normal));
  }

  /**
   * The token of a value under a version, as {@link #holdVersion} gave it.
   *
   * @throws IllegalArgumentException if the key ring has no such version
   */
  public byte[] token(
      int version, UUID marketplace, String kind, String scheme, String issuer, String normal) {
    var key = keyRing.current().blindIndex(version);
    return compute(key, input(marketplace, kind, scheme, issuer, normal));
  }

  /**
   * The tokens of a value under every live version, the current first, then from new to old: what a
   * lookup asks for.
   */
  public List<byte[]> tokens(
      UUID marketplace, String kind, String scheme, String issuer, String normal) {
    byte[] input = input(marketplace, kind, scheme, issuer, normal);
    return keyRing.current().liveIndexes().stream().map(key -> compute(key, input)).toList();
  }

  /** The input of the PRF; its bytes are part of the storage format. */
  static byte[] input(UUID marketplace, String kind, String scheme, String issuer, String normal) {
    return new CanonicalBytes()
        .code(ENCODING)
        .id(marketplace)
        .text(kind)
        .text(scheme)
        .text(issuer)
        .text(normal)
        .toBytes();
  }

  private static byte[] compute(Prf key, byte[] input) {
    try {
      return key.compute(input, TOKEN_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A token cannot be computed", e);
    }
  }
}
