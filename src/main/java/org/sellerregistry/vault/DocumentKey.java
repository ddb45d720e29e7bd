package org.sellerregistry.vault;

import com.google.crypto.tink.StreamingAead;
import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import com.google.crypto.tink.subtle.Random;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;

/**
 * The key of one document, which is encrypted as a stream: AES-256-GCM in segments of 4 KiB, each
 * under a key derived by HKDF-SHA256 for this stream alone (Tink's AES256_GCM_HKDF_4KB).
 *
 * <p>Guarantees: a segment is given out only if it is what was sealed, in its order and in its
 * place; a document that was cut off, altered, or put in another's place does not open. The key
 * itself is random and stored sealed under the trader's data key, so that a document is unreadable
 * once its class is shredded, and need not be written again when data keys are wrapped anew.
 */
public final class DocumentKey {

  private static final int KEY_BYTES = 32;
  private static final int SEGMENT_BYTES = 4096;

  private final byte[] key;
  private final StreamingAead cipher;

  private DocumentKey(byte[] key) {
    this.key = key;
    try {
      this.cipher = new AesGcmHkdfStreaming(key, "HmacSha256", KEY_BYTES, SEGMENT_BYTES, 0);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("Not a document's key", e);
    }
  }

  /** A new key. */
  public static DocumentKey random() {
    return new DocumentKey(Random.randBytes(KEY_BYTES));
  }

  /**
   * The key that {@link #seal} sealed in that place.
   *
   * @throws RecordDamagedException if it is not what was sealed there
   * @throws ShreddedException if the class has no key
   */
  public static DocumentKey open(
      TraderKeys keys, RetentionClass retentionClass, Binding place, byte[] sealed) {
    byte[] opened = keys.open(retentionClass, place, sealed);
    if (opened.length != KEY_BYTES) {
      throw RecordDamagedException.record(retentionClass, place);
    }
    return new DocumentKey(opened);
  }

  /** The key as it is stored. */
  public byte[] seal(TraderKeys keys, RetentionClass retentionClass, Binding place) {
    return keys.seal(retentionClass, place, key);
  }

  /** Encrypts what is written into {@code out}; whole once the result is closed. */
  public OutputStream encrypt(OutputStream out, Binding place) throws IOException {
    try {
      return cipher.newEncryptingStream(out, place.toBytes());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A document cannot be encrypted", e);
    }
  }

  /**
   * Decrypts what is read. Reading throws {@link RecordDamagedException} where the document is not
   * what was sealed in that place; unchecked exceptions of {@code in} pass through.
   */
  public InputStream decrypt(InputStream in, Binding place) {
    try {
      return new Opened(cipher.newDecryptingStream(in, place.toBytes()), place);
    } catch (GeneralSecurityException | IOException e) {
      throw RecordDamagedException.document(place);
    }
  }

  private static final class Opened extends FilterInputStream {
    private final Binding place;

    Opened(InputStream in, Binding place) {
      super(in);
      this.place = place;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      try {
        return super.read(bytes, offset, length);
      } catch (IOException e) {
        throw RecordDamagedException.document(place);
      }
    }
  }
}
