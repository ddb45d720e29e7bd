package org.sellerregistry.evidence;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.v1.ErrorReason;

/**
 * The time that one transfer has: as a whole, and between a client's signs of life. A client that
 * takes or gives nothing would keep its place among the streams from others.
 */
final class Transfer {
  private final ScheduledExecutorService timer;
  private final EvidenceLimits limits;
  private final Runnable whenTooSlow;
  private final ScheduledFuture<?> whole;
  private @Nullable ScheduledFuture<?> idle;

  /**
   * Begins.
   *
   * @param whenTooSlow ends the transfer; run once or twice, in a thread of its own
   */
  Transfer(ScheduledExecutorService timer, EvidenceLimits limits, Runnable whenTooSlow) {
    this.timer = timer;
    this.limits = limits;
    this.whenTooSlow = whenTooSlow;
    this.whole = after(limits.transferTime());
  }

  /** From now on it is the client's turn. */
  void await() {
    resume();
    idle = after(limits.idleTime());
  }

  /** The client gave or took something. */
  void resume() {
    if (idle != null) {
      idle.cancel(false);
    }
  }

  /** It is over. */
  void end() {
    resume();
    whole.cancel(false);
  }

  static Refusal tooSlow() {
    return Refusal.of(
        ErrorReason.ERROR_REASON_TRANSFER_TOO_SLOW, "The transfer of the document took too long");
  }

  private ScheduledFuture<?> after(Duration time) {
    return timer.schedule(
        () -> {
          Thread.ofVirtual().name("slow-transfer").start(whenTooSlow);
        },
        time.toMillis(),
        TimeUnit.MILLISECONDS);
  }
}
