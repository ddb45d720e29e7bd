package org.sellerregistry.vault;

import com.google.crypto.tink.subtle.AesGcmJce;
import java.security.GeneralSecurityException;
import java.util.Arrays;

/**
 * An opened data key: AES-256-GCM with random nonces.
 *
 * <p>Not GCM-SIV, because a key encrypts the few thousand records that one trader has in one class,
 * far from the 2^32 up to which random nonces are safe (NIST SP 800-38D, section 8.3), and because
 * GCM runs at the speed of the processor's own instructions.
 *
 * <p>A ciphertext is a format byte, 12 bytes of nonce, the encrypted bytes and 16 bytes of tag. The
 * associated data is the format byte, the retention class and the binding.
 */
final class DataKey {

  static final int KEY_BYTES = 32;

  private static final int FORMAT = 1;

  private final RetentionClass retentionClass;
  private final AesGcmJce cipher;

  DataKey(RetentionClass retentionClass, byte[] key) throws GeneralSecurityException {
    this.retentionClass = retentionClass;
    this.cipher = new AesGcmJce(key);
  }

  byte[] seal(Binding binding, byte[] plaintext) {
    try {
      byte[] encrypted = cipher.encrypt(plaintext, associatedData(binding));
      byte[] sealed = new byte[1 + encrypted.length];
      sealed[0] = FORMAT;
      System.arraycopy(encrypted, 0, sealed, 1, encrypted.length);
      return sealed;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A record cannot be encrypted", e);
    }
  }

  byte[] open(Binding binding, byte[] ciphertext) {
    if (ciphertext.length == 0 || ciphertext[0] != FORMAT) {
      throw RecordDamagedException.record(retentionClass, binding);
    }
    try {
      return cipher.decrypt(
          Arrays.copyOfRange(ciphertext, 1, ciphertext.length), associatedData(binding));
    } catch (GeneralSecurityException e) {
      throw RecordDamagedException.record(retentionClass, binding);
    }
  }

  private byte[] associatedData(Binding binding) {
    return new CanonicalBytes()
        .code(FORMAT)
        .code(retentionClass.code())
        .blob(binding.toBytes())
        .toBytes();
  }
}
