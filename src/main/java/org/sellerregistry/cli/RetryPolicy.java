package org.sellerregistry.cli;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * When a stream that was cut is taken up again: after growing pauses of random length, until the
 * time without any progress is over.
 *
 * @param giveUpAfter without progress
 */
record RetryPolicy(Duration giveUpAfter, RandomGenerator random) {

  private static final Duration FIRST = Duration.ofMillis(200);
  private static final Duration LONGEST = Duration.ofSeconds(5);

  /**
   * What a server or network in trouble ends streams with. Whoever is cancelled did not cancel
   * here: a server that stops or bounds a connection's age does so.
   */
  private static final Set<Status.Code> PASSING =
      Set.of(Status.Code.UNAVAILABLE, Status.Code.CANCELLED, Status.Code.RESOURCE_EXHAUSTED);

  /** Whether the same may succeed later. */
  static boolean mayPass(StatusRuntimeException failure) {
    return PASSING.contains(failure.getStatus().getCode())
        && !ErrorReport.of(failure).reason().equals("MESSAGE_TOO_LARGE");
  }

  /** How long to wait before the attempt; the first is 1. */
  Duration pauseBefore(int attempt) {
    long bound = FIRST.toMillis() << Math.min(attempt - 1, 10);
    return Duration.ofMillis(random.nextLong(1, Math.min(bound, LONGEST.toMillis()) + 1));
  }
}
