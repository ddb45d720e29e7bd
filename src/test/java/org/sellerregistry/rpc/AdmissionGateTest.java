package org.sellerregistry.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.grpc.Context;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.sellerregistry.v1.ErrorReason;

class AdmissionGateTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  @AutoClose private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private final CountDownLatch release = new CountDownLatch(1);

  @Test
  void refusesWhatHasNoRoomToWait() throws Exception {
    var gate = new AdmissionGate(new AdmissionLimits(1, 0, LONG, 1));
    var first = occupy(gate);

    assertOverloaded(() -> gate.execute(() -> {}));

    release.countDown();
    first.get();
    gate.execute(() -> {});
  }

  @Test
  void executesWhatWaitedOnceThereIsRoom() throws Exception {
    var gate = new AdmissionGate(new AdmissionLimits(1, 1, LONG, 1));
    var first = occupy(gate);
    var second = threads.submit(() -> gate.execute(() -> {}));
    while (gate.waiting() == 0) {
      Thread.onSpinWait();
    }

    assertOverloaded(() -> gate.execute(() -> {}));
    assertThat(second.isDone()).isFalse();

    release.countDown();
    first.get();
    second.get();
  }

  @Test
  void refusesWhatWaitedTooLong() throws Exception {
    var gate = new AdmissionGate(new AdmissionLimits(1, 1, Duration.ofMillis(1), 1));
    var first = occupy(gate);

    assertOverloaded(() -> gate.execute(() -> {}));

    release.countDown();
    first.get();
  }

  @Test
  void dropsACallWhoseCallerLeft() {
    var gate = new AdmissionGate(new AdmissionLimits(1, 1, LONG, 1));
    var left = Context.current().withCancellation();
    left.cancel(null);

    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> left.run(() -> gate.execute(() -> {})))
        .extracting(Refusal::reason)
        .isEqualTo(ErrorReason.ERROR_REASON_CANCELLED);
    gate.execute(() -> {});
  }

  @Test
  void givesThePlaceBackAfterAFailure() {
    var gate = new AdmissionGate(new AdmissionLimits(1, 0, LONG, 1));
    for (int i = 0; i < 3; i++) {
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(() ->
              gate.execute(() -> {
                throw new IllegalStateException();
              }));
    }
    gate.execute(() -> {});
  }

  @Test
  void boundsOpenStreams() {
    var gate = new AdmissionGate(new AdmissionLimits(1, 0, LONG, 2));
    gate.openStream();
    gate.openStream();

    assertOverloaded(gate::openStream);

    gate.closeStream();
    gate.openStream();
  }

  private Future<?> occupy(AdmissionGate gate) throws InterruptedException {
    var inside = new CountDownLatch(1);
    var work =
        threads.submit(() ->
            gate.execute(() -> {
              inside.countDown();
              try {
                release.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            }));
    inside.await();
    return work;
  }

  private static void assertOverloaded(ThrowingCallable call) {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(call)
        .extracting(Refusal::reason)
        .isEqualTo(ErrorReason.ERROR_REASON_OVERLOADED);
  }
}
