package org.sellerregistry.vault;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Writes values so that no two different lists of them give the same bytes: numbers and identifiers
 * in a fixed width, everything else behind its length. Numbers are big-endian, text is UTF-8.
 */
final class CanonicalBytes {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);

  /** One byte. */
  CanonicalBytes code(int value) {
    if (value < 0 || value > 0xFF) {
      throw new IllegalArgumentException("Not a byte: " + value);
    }
    bytes.write(value);
    return this;
  }

  /** Four bytes. */
  CanonicalBytes number(int value) {
    bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
    return this;
  }

  /** 16 bytes. */
  CanonicalBytes id(UUID value) {
    bytes.writeBytes(
        ByteBuffer.allocate(2 * Long.BYTES)
            .putLong(value.getMostSignificantBits())
            .putLong(value.getLeastSignificantBits())
            .array());
    return this;
  }

  /** Four bytes of length, then the text. */
  CanonicalBytes text(String value) {
    return blob(value.getBytes(StandardCharsets.UTF_8));
  }

  /** Four bytes of length, then the bytes. */
  CanonicalBytes blob(byte[] value) {
    number(value.length);
    bytes.writeBytes(value);
    return this;
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }
}
