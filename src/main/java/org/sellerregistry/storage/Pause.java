package org.sellerregistry.storage;

import java.time.Duration;

/** Waits between two attempts; {@code Thread::sleep}, or a record of the pauses in a test. */
@FunctionalInterface
public interface Pause {
  void sleep(Duration duration) throws InterruptedException;
}
