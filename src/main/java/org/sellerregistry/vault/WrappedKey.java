package org.sellerregistry.vault;

import com.google.crypto.tink.subtle.Random;
import com.google.protobuf.ByteString;
import java.security.GeneralSecurityException;
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

  /** A new data key, to be stored and at hand. */
  record Created(WrappedKey wrapped, DataKey opened) {}

  /** Makes a random data key and wraps it under the key ring's current epoch. */
  static Created create(
      KeyRing keyRing, UUID marketplace, UUID trader, RetentionClass retentionClass) {
    byte[] key = Random.randBytes(DataKey.KEY_BYTES);
    var wrapped = wrap(keyRing.current(), marketplace, trader, retentionClass.code(), key);
    try {
      return new Created(wrapped.as(retentionClass), new DataKey(retentionClass, key));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A data key cannot be used", e);
    }
  }

  /**
   * A wrapped key of a class that this release need not know.
   *
   * @param retentionClass the class's code
   */
  record Bytes(UUID marketplace, UUID trader, int retentionClass, int epoch, ByteString wrapped) {

    WrappedKey as(RetentionClass known) {
      return new WrappedKey(marketplace, trader, known, epoch, wrapped.toByteArray());
    }

    /**
     * The same data key, wrapped under the key ring's current epoch.
     *
     * @throws GeneralSecurityException if this is not what the key ring wrapped in that place
     */
    Bytes rewrap(KeyRing keyRing) throws GeneralSecurityException {
      var keys = keyRing.withEpoch(epoch);
      return wrap(keys, marketplace, trader, retentionClass, open(keys));
    }

    private byte[] open(OpenKeysets keys) throws GeneralSecurityException {
      if (wrapped.isEmpty() || wrapped.byteAt(0) != FORMAT) {
        throw new GeneralSecurityException("Not a wrapped key");
      }
      return keys.wrapping()
          .decrypt(
              wrapped.substring(1).toByteArray(),
              associatedData(marketplace, trader, retentionClass, epoch));
    }
  }

  /** The same data key under an epoch that is the key ring's current one, or was a moment ago. */
  WrappedKey in(int held, KeyRing keyRing) {
    if (epoch == held) {
      return this;
    }
    try {
      return bytes().rewrap(keyRing).as(retentionClass);
    } catch (GeneralSecurityException e) {
      throw RecordDamagedException.dataKey(trader, retentionClass, epoch);
    }
  }

  /**
   * @throws RecordDamagedException if this is not what the key ring wrapped in that place
   */
  DataKey unwrap(KeyRing keyRing) {
    try {
      return new DataKey(retentionClass, bytes().open(keyRing.withEpoch(epoch)));
    } catch (GeneralSecurityException e) {
      throw RecordDamagedException.dataKey(trader, retentionClass, epoch);
    }
  }

  private Bytes bytes() {
    return new Bytes(
        marketplace, trader, retentionClass.code(), epoch, ByteString.copyFrom(wrapped));
  }

  private static Bytes wrap(
      OpenKeysets keys, UUID marketplace, UUID trader, int retentionClass, byte[] key) {
    int epoch = keys.primary(Keyset.WRAPPING);
    try {
      byte[] encrypted =
          keys.wrapping().encrypt(key, associatedData(marketplace, trader, retentionClass, epoch));
      return new Bytes(
          marketplace,
          trader,
          retentionClass,
          epoch,
          ByteString.copyFrom(new byte[] {FORMAT}).concat(ByteString.copyFrom(encrypted)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A data key cannot be wrapped", e);
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
      UUID marketplace, UUID trader, int retentionClass, int epoch) {
    return new CanonicalBytes()
        .code(FORMAT)
        .id(marketplace)
        .id(trader)
        .code(retentionClass)
        .number(epoch)
        .toBytes();
  }
}
