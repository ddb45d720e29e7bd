package org.sellerregistry.access;

import java.time.Duration;

/**
 * Lets through so many per time, and as many at once as were saved up. Thread-safe; time is given
 * from outside, in nanoseconds of a clock that never steps back.
 */
final class TokenBucket {
  private final long nanosPerToken;
  private final long capacity;
  private final Object lock = new Object();

  /** When the bucket is full again. */
  private long full;

  /**
   * Begins full.
   *
   * @param tokens how many come in the time
   * @param capacity how many can be saved up
   */
  TokenBucket(long tokens, Duration time, long capacity, long now) {
    this.nanosPerToken = Math.max(1, time.toNanos() / tokens);
    this.capacity = capacity;
    this.full = now;
  }

  /**
   * Takes tokens if there are as many; of more than the capacity it takes the capacity.
   *
   * @return zero if they were taken; else the time after which they would be, and none is taken
   */
  Duration take(int tokens, long now) {
    long cost = Math.min(tokens, capacity) * nanosPerToken;
    synchronized (lock) {
      long missing = Math.max(0, full - now);
      long wait = missing + cost - capacity * nanosPerToken;
      if (wait > 0) {
        return Duration.ofNanos(wait);
      }
      full = now + missing + cost;
      return Duration.ZERO;
    }
  }
}
