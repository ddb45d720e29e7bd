package org.sellerregistry.journal;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Digests the columns of a record: each behind its length, so that no two different lists of values
 * give the same bytes; an absent value has the length -1. Times are counted in microseconds, as the
 * database keeps them.
 */
final class RecordDigest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);

  RecordDigest text(@Nullable String value) {
    return blob(value == null ? null : value.getBytes(StandardCharsets.UTF_8));
  }

  RecordDigest number(@Nullable Number value) {
    return blob(
        value == null ? null : ByteBuffer.allocate(Long.BYTES).putLong(value.longValue()).array());
  }

  RecordDigest flag(boolean value) {
    return number(value ? 1 : 0);
  }

  RecordDigest id(@Nullable UUID value) {
    return text(value == null ? null : value.toString());
  }

  RecordDigest time(@Nullable Instant value) {
    return number(value == null ? null : Records.micros(value));
  }

  RecordDigest blob(byte @Nullable [] value) {
    bytes.writeBytes(
        ByteBuffer.allocate(Integer.BYTES).putInt(value == null ? -1 : value.length).array());
    if (value != null) {
      bytes.writeBytes(value);
    }
    return this;
  }

  ByteString sha256() {
    return MerkleHash.sha256(bytes.toByteArray());
  }
}
