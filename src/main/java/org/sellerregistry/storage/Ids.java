package org.sellerregistry.storage;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Makes identifiers: UUIDs of version 7 (RFC 9562, section 5.7).
 *
 * <p>Guarantees: each is greater than the one before, compared as unsigned bytes, also within a
 * millisecond and when the clock steps back. Within a millisecond a 12-bit counter that begins in
 * its lower half orders them (section 6.2, method 1); when it overflows, the time part runs ahead
 * of the clock. 62 random bits keep identifiers of several processes apart. Safe for use by many
 * threads.
 */
public final class Ids {

  private static final int COUNTER_LIMIT = 1 << 12;
  private static final long VERSION = 0x7000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;
  private static final long RANDOM_MASK = 0x3FFF_FFFF_FFFF_FFFFL;

  private final InstantSource clock;
  private final RandomGenerator random;
  private final Object lock = new Object();

  private long lastMillis = -1;
  private int counter;

  /**
   * @param random {@code SecureRandom} outside tests, so that identifiers cannot be guessed
   */
  public Ids(InstantSource clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  public UUID next() {
    long tail = random.nextLong() & RANDOM_MASK;
    int start = random.nextInt(COUNTER_LIMIT / 2);
    synchronized (lock) {
      long now = clock.millis();
      if (now > lastMillis) {
        lastMillis = now;
        counter = start;
      } else if (++counter == COUNTER_LIMIT) {
        lastMillis++;
        counter = start;
      }
      return new UUID(lastMillis << 16 | VERSION | counter, VARIANT | tail);
    }
  }

  /** The time part of an identifier of version 7, to the millisecond. */
  public static Instant timeOf(UUID id) {
    if (id.version() != 7) {
      throw new IllegalArgumentException("Not a UUID of version 7");
    }
    return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
  }

  /** The 16 bytes as stored, big-endian, so that their order is the order in time. */
  public static byte[] toBytes(UUID id) {
    return ByteBuffer.allocate(16)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }

  /** The identifier of 16 stored bytes. */
  public static UUID fromBytes(byte[] bytes) {
    if (bytes.length != 16) {
      throw new IllegalArgumentException("An identifier has 16 bytes, not " + bytes.length);
    }
    var buffer = ByteBuffer.wrap(bytes);
    return new UUID(buffer.getLong(), buffer.getLong());
  }
}
