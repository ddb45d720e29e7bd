package org.sellerregistry.onboarding;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until it is moved, and can step back. */
final class TestClock implements InstantSource {
  private volatile Instant now = Instant.parse("2026-03-02T09:00:00.123456Z");

  @Override
  public Instant instant() {
    return now;
  }

  /** Moves it, and says where it is now. */
  Instant move(Duration by) {
    now = now.plus(by);
    return now;
  }

  void set(Instant instant) {
    now = instant;
  }
}
