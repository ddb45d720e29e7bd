package org.sellerregistry.vault;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/**
 * Writes values so that no two different lists of them give the same bytes: numbers and identifiers
 * in a fixed width, everything else behind its length. Numbers are big-endian, text is UTF-8.
 */
final class CanonicalBytes {

  private ByteBuffer bytes = ByteBuffer.allocate(128);

  /** One byte. */
  CanonicalBytes code(int value) {
    if (value < 0 || value > 0xFF) {
      throw new IllegalArgumentException("Not a byte: " + value);
    }
    room(1).put((byte) value);
    return this;
  }

  /** Four bytes. */
  CanonicalBytes number(int value) {
    room(Integer.BYTES).putInt(value);
    return this;
  }

  /** 16 bytes. */
  CanonicalBytes id(UUID value) {
    room(2 * Long.BYTES)
        .putLong(value.getMostSignificantBits())
        .putLong(value.getLeastSignificantBits());
    return this;
  }

  /** Four bytes of length, then the text. */
  CanonicalBytes text(String value) {
    return blob(value.getBytes(StandardCharsets.UTF_8));
  }

  /** Four bytes of length, then the bytes. */
  CanonicalBytes blob(byte[] value) {
    number(value.length);
    room(value.length).put(value);
    return this;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  private ByteBuffer room(int more) {
    if (bytes.remaining() < more) {
      bytes = ByteBuffer.allocate(2 * (bytes.position() + more)).put(bytes.flip());
    }
    return bytes;
  }
}
