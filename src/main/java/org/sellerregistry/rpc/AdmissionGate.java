package org.sellerregistry.rpc;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.grpc.Context;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.sellerregistry.v1.ErrorReason;

/**
 * Bounds the work that the server takes on, for all or for one caller: beyond the limits a call is
 * refused at once rather than queued without end. Threads are virtual and many; this is what bounds
 * them.
 */
public final class AdmissionGate {
  private final AdmissionLimits limits;
  private final Semaphore executing;
  private final AtomicInteger waiting = new AtomicInteger();
  private final Semaphore streams;
  private final Supplier<Refusal> full;

  /** The server's own gate, which refuses with OVERLOADED. */
  public AdmissionGate(AdmissionLimits limits) {
    this(limits, AdmissionGate::overloaded);
  }

  /**
   * A gate of one caller.
   *
   * @param full what a call is told that finds no room
   */
  public AdmissionGate(AdmissionLimits limits, Supplier<Refusal> full) {
    this.limits = limits;
    this.full = full;
    executing = new Semaphore(limits.concurrent(), true);
    streams = new Semaphore(limits.streams());
  }

  /**
   * Executes work, after waiting for room if need be.
   *
   * @throws Refusal if there is no room; CANCELLED if the caller left meanwhile
   */
  public void execute(Runnable work) {
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
        throw full.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw full.get().cause(e);
    } finally {
      waiting.decrementAndGet();
    }
  }

  /**
   * Opens a stream, to be closed by {@link #closeStream}.
   *
   * @throws Refusal if there is no room
   */
  public void openStream() {
    if (!streams.tryAcquire()) {
      throw full.get();
    }
  }

  public void closeStream() {
    streams.release();
  }

  /** How many wait for room now. */
  public int waiting() {
    return waiting.get();
  }

  /** How many are in work now. */
  public int executing() {
    return limits.concurrent() - executing.availablePermits();
  }

  /** How many streams are open now. */
  public int openStreams() {
    return limits.streams() - streams.availablePermits();
  }

  private static Refusal overloaded() {
    return Refusal.of(ErrorReason.ERROR_REASON_OVERLOADED, "The server is busy");
  }
}
