package org.sellerregistry.vault;

import com.google.crypto.tink.subtle.Random;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.UUID;

/**
 * A data key as it is stored: a format byte and the key encrypted by the key ring, bound to its
 * marketplace, trader, retention class and epoch.
 */
final class WrappedKey {

  private static final int FORMAT = 1;

  private final UUID marketplace;
  private final UUID trader;
  private final RetentionClass retentionClass;
  private final int epoch;
  private final byte[] wrapped;

  WrappedKey(
      UUID marketplace, UUID trader, RetentionClass retentionClass, int epoch, byte[] wrapped) {
    this.marketplace = marketplace;
    this.trader = trader;
    this.retentionClass = retentionClass;
    this.epoch = epoch;
    this.wrapped = wrapped;
  }

  /** Makes a random data key and wraps it under the key ring's current epoch. */
  static WrappedKey create(
      KeyRing keyRing, UUID marketplace, UUID trader, RetentionClass retentionClass) {
    int epoch = keyRing.wrappingEpoch();
    try {
      byte[] encrypted =
          keyRing
              .wrapping()
              .encrypt(
                  Random.randBytes(DataKey.KEY_BYTES),
                  associatedData(marketplace, trader, retentionClass, epoch));
      byte[] wrapped = new byte[1 + encrypted.length];
      wrapped[0] = FORMAT;
      System.arraycopy(encrypted, 0, wrapped, 1, encrypted.length);
      return new WrappedKey(marketplace, trader, retentionClass, epoch, wrapped);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A data key cannot be wrapped", e);
    }
  }

  /**
   * @throws RecordDamagedException if this is not what the key ring wrapped in that place
   */
  DataKey unwrap(KeyRing keyRing) {
    if (wrapped.length == 0 || wrapped[0] != FORMAT) {
      throw RecordDamagedException.dataKey(trader, retentionClass, epoch);
    }
    try {
      byte[] key =
          keyRing
              .wrapping()
              .decrypt(
                  Arrays.copyOfRange(wrapped, 1, wrapped.length),
                  associatedData(marketplace, trader, retentionClass, epoch));
      return new DataKey(retentionClass, key);
    } catch (GeneralSecurityException e) {
      throw RecordDamagedException.dataKey(trader, retentionClass, epoch);
    }
  }

  UUID marketplace() {
    return marketplace;
  }

  UUID trader() {
    return trader;
  }

  RetentionClass retentionClass() {
    return retentionClass;
  }

  int epoch() {
    return epoch;
  }

  /** Not copied: callers pass it on to the database. */
  byte[] wrapped() {
    return wrapped;
  }

  private static byte[] associatedData(
      UUID marketplace, UUID trader, RetentionClass retentionClass, int epoch) {
    return new CanonicalBytes()
        .code(FORMAT)
        .id(marketplace)
        .id(trader)
        .code(retentionClass.code())
        .number(epoch)
        .toBytes();
  }
}
