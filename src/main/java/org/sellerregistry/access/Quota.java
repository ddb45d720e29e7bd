package org.sellerregistry.access;

import static org.sellerregistry.v1.ErrorReason.ERROR_REASON_CALL_RATE_EXCEEDED;
import static org.sellerregistry.v1.ErrorReason.ERROR_REASON_CONCURRENCY_EXCEEDED;
import static org.sellerregistry.v1.ErrorReason.ERROR_REASON_LOOKUPS_EXCEEDED;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.sellerregistry.rpc.AdmissionGate;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.rpc.Work;

/** What one caller uses of its {@link QuotaLimits}. Thread-safe. */
final class Quota {
  private final AdmissionGate gate;
  private final Map<Work, Semaphore> open = new EnumMap<>(Work.class);
  private final TokenBucket calls;
  private final TokenBucket lookups;
  private final Misses misses;

  Quota(QuotaLimits limits, byte[] salt, long now) {
    var admission = limits.admission();
    gate = new AdmissionGate(admission, () -> full("calls"));
    for (var work : Work.values()) {
      open.put(work, new Semaphore(admission.open(work)));
    }
    calls = new TokenBucket(limits.callsPerSecond(), Duration.ofSeconds(1), limits.burst(), now);
    lookups =
        new TokenBucket(limits.lookupsPerHour(), Duration.ofHours(1), limits.lookupsPerHour(), now);
    misses = new Misses(limits.missesPerHour(), salt);
  }

  /**
   * Begins a call.
   *
   * @throws Refusal CALL_RATE_EXCEEDED
   */
  void begin(long now) {
    var wait = calls.take(1, now);
    if (!wait.isZero()) {
      throw Refusal.of(ERROR_REASON_CALL_RATE_EXCEEDED, "The caller makes more calls than it may")
          .retryAfter(wait);
    }
  }

  /**
   * Opens a unary call, to be closed by {@link #closeCall} when the client has its answer or is
   * gone: answers that nobody takes are bounded too.
   *
   * @throws Refusal CONCURRENCY_EXCEEDED
   */
  void openCall(Work work) {
    if (!open(work).tryAcquire()) {
      throw full("calls");
    }
  }

  void closeCall(Work work) {
    open(work).release();
  }

  private Semaphore open(Work work) {
    var places = open.get(work);
    if (places == null) {
      throw new IllegalStateException("Every kind of work has its places");
    }
    return places;
  }

  /**
   * Executes a unary call, after waiting for room if need be.
   *
   * @throws Refusal CONCURRENCY_EXCEEDED if there is no room; CANCELLED if the caller left
   */
  void execute(Work kind, Runnable work) {
    gate.execute(kind, work);
  }

  /**
   * Opens a stream, to be closed by {@link #closeStream}.
   *
   * @throws Refusal CONCURRENCY_EXCEEDED
   */
  void openStream() {
    try {
      gate.openStream();
    } catch (Refusal refusal) {
      throw full("streams").cause(refusal);
    }
  }

  void closeStream() {
    gate.closeStream();
  }

  /**
   * Begins lookups.
   *
   * @throws Refusal LOOKUPS_EXCEEDED if the hour's lookups or its misses are used up
   */
  void lookUp(int queries, long now) {
    requireLeft("misses", misses.spentFor(now));
    if (queries > 0) {
      requireLeft("lookups", lookups.take(queries, now));
    }
  }

  /** Counts what was asked for and does not exist. */
  void missed(ByteString subject, long now) {
    misses.add(subject, now);
  }

  private static void requireLeft(String limit, Duration wait) {
    if (!wait.isZero()) {
      throw Refusal.of(ERROR_REASON_LOOKUPS_EXCEEDED, "The caller looks up more than it may")
          .with("limit", limit)
          .retryAfter(wait);
    }
  }

  private static Refusal full(String limit) {
    return Refusal.of(ERROR_REASON_CONCURRENCY_EXCEEDED, "The caller has more in work than it may")
        .with("limit", limit);
  }
}
