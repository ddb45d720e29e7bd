package org.sellerregistry.verification.sources;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Leaves a source alone for a while that failed several times in a row, then lets one request
 * through to see whether it is back.
 *
 * <p>The libraries for this measure time by the machine's clock; this one takes it from outside, so
 * that it can be tested without waiting.
 */
final class CircuitBreaker {
  private final int failuresToOpen;
  private final Duration openFor;
  private final InstantSource clock;
  private int failures;
  private Instant openUntil = Instant.MIN;

  CircuitBreaker(int failuresToOpen, Duration openFor, InstantSource clock) {
    this.failuresToOpen = failuresToOpen;
    this.openFor = openFor;
    this.clock = clock;
  }

  /** How long to leave the source alone; zero if it may be asked now. */
  synchronized Duration admit() {
    if (failures < failuresToOpen) {
      return Duration.ZERO;
    }
    var now = clock.instant();
    if (now.isBefore(openUntil)) {
      return Duration.between(now, openUntil);
    }
    // Others wait for this one. If it never reports, the next is let through after the same time.
    openUntil = now.plus(openFor);
    return Duration.ZERO;
  }

  synchronized void succeeded() {
    failures = 0;
  }

  synchronized void failed() {
    failures = Math.min(failures + 1, failuresToOpen);
    if (failures == failuresToOpen) {
      openUntil = clock.instant().plus(openFor);
    }
  }
}
