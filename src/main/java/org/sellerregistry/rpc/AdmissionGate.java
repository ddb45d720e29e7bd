package org.sellerregistry.rpc;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.grpc.Context;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.sellerregistry.v1.ErrorReason;

/**
 * Bounds the work that the server takes on: beyond the limits a call is refused at once with
 * OVERLOADED rather than queued without end. Threads are virtual and many; this is what bounds
 * them.
 */
final class AdmissionGate {
  private final AdmissionLimits limits;
  private final Semaphore executing;
  private final AtomicInteger waiting = new AtomicInteger();
  private final Semaphore streams;

  AdmissionGate(AdmissionLimits limits) {
    this.limits = limits;
    executing = new Semaphore(limits.concurrent(), true);
    streams = new Semaphore(limits.streams());
  }

  /**
   * Executes work, after waiting for room if need be.
   *
   * @throws Refusal OVERLOADED if there is no room, CANCELLED if the caller left meanwhile
   */
  void execute(Runnable work) {
    if (!executing.tryAcquire()) {
      waitForRoom();
    }
    try {
      if (Context.current().isCancelled()) {
        throw Failures.ofCancelledCall();
      }
      work.run();
    } finally {
      executing.release();
    }
  }

  private void waitForRoom() {
    try {
      if (waiting.incrementAndGet() > limits.waiting()
          || !executing.tryAcquire(limits.waitAtMost().toNanos(), NANOSECONDS)) {
        throw overloaded();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw overloaded().cause(e);
    } finally {
      waiting.decrementAndGet();
    }
  }

  /**
   * Opens a stream, to be closed by {@link #closeStream}.
   *
   * @throws Refusal OVERLOADED if there is no room
   */
  void openStream() {
    if (!streams.tryAcquire()) {
      throw overloaded();
    }
  }

  void closeStream() {
    streams.release();
  }

  /** How many wait for room now. */
  int waiting() {
    return waiting.get();
  }

  private static Refusal overloaded() {
    return Refusal.of(ErrorReason.ERROR_REASON_OVERLOADED, "The server is busy");
  }
}
