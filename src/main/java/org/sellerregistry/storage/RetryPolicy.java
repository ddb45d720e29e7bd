package org.sellerregistry.storage;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How often a transaction is tried, and how long the pauses are: a random part ("full jitter") of a
 * bound that doubles from {@code first} to {@code longest}.
 */
public record RetryPolicy(int attempts, Duration first, Duration longest) {

  public static final RetryPolicy DEFAULT =
      new RetryPolicy(6, Duration.ofMillis(10), Duration.ofMillis(500));

  public RetryPolicy {
    if (attempts < 1 || first.isNegative() || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException("At least one attempt, and pauses that do not shrink");
    }
  }

  /** The pause after a failed attempt; the first attempt is 1. */
  public Duration pauseAfter(int attempt, RandomGenerator random) {
    long bound = first.toNanos() << Math.min(attempt - 1, 20);
    return Duration.ofNanos((long) (random.nextDouble() * Math.min(bound, longest.toNanos())));
  }
}
