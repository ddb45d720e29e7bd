package org.sellerregistry.journal;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Ids that were passed over, with the second in which each was missed first, as stored bytes. */
final class Gaps {
  private Gaps() {}

  static NavigableMap<Long, Long> read(byte[] bytes) {
    var gaps = new TreeMap<Long, Long>();
    for (var buffer = ByteBuffer.wrap(bytes); buffer.hasRemaining(); ) {
      gaps.put(buffer.getLong(), buffer.getLong());
    }
    return gaps;
  }

  static byte[] write(Map<Long, Long> gaps) {
    var buffer = ByteBuffer.allocate(2 * Long.BYTES * gaps.size());
    gaps.forEach((id, time) -> buffer.putLong(id).putLong(time));
    return buffer.array();
  }
}
