package org.sellerregistry.rpc;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.grpc.Context;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.sellerregistry.v1.ErrorReason;

/**
 * Bounds the work that the server takes on, for all or for one caller: beyond the limits a call is
 * refused at once rather than queued without end. Threads are virtual and many; this is what bounds
 * them.
 *
 * <p>Each kind of work has places of its own. A call waits only if those before it will, as far as
 * one can tell, be done in half of the time that it may wait: it is refused when it comes, not
 * after it has waited in vain.
 */
public final class AdmissionGate {
  private final AdmissionLimits limits;
  private final Map<Work, Lane> lanes = new EnumMap<>(Work.class);
  private final Semaphore streams;
  private final Supplier<Refusal> full;
  private final LongSupplier nanos;

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
    this(limits, full, System::nanoTime);
  }

  AdmissionGate(AdmissionLimits limits, Supplier<Refusal> full, LongSupplier nanos) {
    this.limits = limits;
    this.full = full;
    this.nanos = nanos;
    for (var work : Work.values()) {
      lanes.put(work, new Lane(limits.executing(work), limits.waiting(work)));
    }
    streams = new Semaphore(limits.streams());
  }

  /**
   * Executes work, after waiting for room if need be.
   *
   * @throws Refusal if there is no room; CANCELLED if the caller left meanwhile
   */
  public void execute(Work kind, Runnable work) {
    var lane = lane(kind);
    if (!lane.executing.tryAcquire()) {
      lane.waitForRoom();
    }
    long begin = nanos.getAsLong();
    try {
      if (Context.current().isCancelled()) {
        throw Failures.ofCancelledCall();
      }
      work.run();
      lane.took(nanos.getAsLong() - begin);
    } finally {
      lane.executing.release();
    }
  }

  private Lane lane(Work kind) {
    var lane = lanes.get(kind);
    if (lane == null) {
      throw new IllegalStateException("Every kind of work has its lane");
    }
    return lane;
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
  public int waiting(Work kind) {
    return lane(kind).waiting.get();
  }

  /** How many are in work now. */
  public int executing(Work kind) {
    var lane = lane(kind);
    return lane.places - lane.executing.availablePermits();
  }

  /** How many streams are open now. */
  public int openStreams() {
    return limits.streams() - streams.availablePermits();
  }

  private static Refusal overloaded() {
    return Refusal.of(ErrorReason.ERROR_REASON_OVERLOADED, "The server is busy");
  }

  /** The places of one kind of work. */
  private final class Lane {
    /** Of the last so many calls, roughly, the mean time is known. */
    private static final int REMEMBERED = 16;

    private final int places;
    private final int mostWaiting;
    private final Semaphore executing;
    private final AtomicInteger waiting = new AtomicInteger();

    private final AtomicLong meanNanos = new AtomicLong();

    Lane(int places, int mostWaiting) {
      this.places = places;
      this.mostWaiting = mostWaiting;
      this.executing = new Semaphore(places, true);
    }

    void took(long time) {
      long mean = meanNanos.get();
      // One that is lost to another thread's is no loss.
      meanNanos.setOpaque(mean + (time - mean) / REMEMBERED);
    }

    void waitForRoom() {
      try {
        int position = waiting.incrementAndGet();
        if (position > mostWaiting
            || meanNanos.get() / places * position > limits.waitAtMost().toNanos() / 2
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
  }
}
