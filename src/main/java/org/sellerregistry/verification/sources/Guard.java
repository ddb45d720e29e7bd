package org.sellerregistry.verification.sources;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.sellerregistry.storage.Pause;

/**
 * Asks a source again after failures that pass, and no more often than it bears: limits and circuit
 * breakers are kept for each part of the source by itself, such as a Member State behind VIES.
 */
final class Guard {
  private final SourceSettings settings;
  private final InstantSource clock;
  private final Pause pause;
  private final RandomGenerator random;
  private final Map<String, Part> parts = new ConcurrentHashMap<>();

  Guard(SourceSettings settings, InstantSource clock, Pause pause, RandomGenerator random) {
    this.settings = settings;
    this.clock = clock;
    this.pause = pause;
    this.random = random;
  }

  private record Part(Semaphore slots, CircuitBreaker breaker) {}

  /** One attempt to get an answer. */
  @FunctionalInterface
  interface Attempt {
    SourceAnswer run() throws SourceUnavailableException, InterruptedException;
  }

  /**
   * Asks; an exhausted limit and an interruption are answers too. The thread stays interrupted.
   *
   * @param part the part of the source; there are few
   */
  SourceAnswer ask(String part, Attempt attempt) {
    var state =
        parts.computeIfAbsent(
            part,
            name ->
                new Part(
                    new Semaphore(settings.concurrency()),
                    new CircuitBreaker(settings.failuresToOpen(), settings.openFor(), clock)));
    try {
      if (!state.slots().tryAcquire(settings.turnTimeout().toNanos(), TimeUnit.NANOSECONDS)) {
        return new SourceAnswer.Unavailable("LIMIT_REACHED", null);
      }
      try {
        return repeat(state.breaker(), attempt);
      } finally {
        state.slots().release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new SourceAnswer.Unavailable("INTERRUPTED", null);
    }
  }

  private SourceAnswer repeat(CircuitBreaker breaker, Attempt attempt) throws InterruptedException {
    SourceAnswer answer = null;
    for (int made = 1; ; made++) {
      var wait = breaker.admit();
      if (wait.isPositive()) {
        return answer == null ? new SourceAnswer.Unavailable("CIRCUIT_OPEN", wait) : answer;
      }
      try {
        var result = attempt.run();
        breaker.succeeded();
        return result;
      } catch (SourceUnavailableException e) {
        breaker.failed();
        answer = e.answer();
        var asked = e.retryAfter() == null ? Duration.ZERO : e.retryAfter();
        if (!e.retryable()
            || made >= settings.retries().attempts()
            || asked.compareTo(settings.retries().longest()) > 0) {
          return answer;
        }
        var own = settings.retries().pauseAfter(made, random);
        pause.sleep(own.compareTo(asked) > 0 ? own : asked);
      }
    }
  }
}
