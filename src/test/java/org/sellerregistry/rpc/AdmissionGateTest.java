package org.sellerregistry.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.grpc.Context;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
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

    assertOverloaded(() -> gate.execute(Work.READ, () -> {}));

    release.countDown();
    first.get();
    gate.execute(Work.READ, () -> {});
  }

  @Test
  void executesWhatWaitedOnceThereIsRoom() throws Exception {
    var gate = new AdmissionGate(new AdmissionLimits(1, 1, LONG, 1));
    var first = occupy(gate);
    var second = threads.submit(() -> gate.execute(Work.READ, () -> {}));
    while (gate.waiting(Work.READ) == 0) {
      Thread.onSpinWait();
    }

    assertOverloaded(() -> gate.execute(Work.READ, () -> {}));
    assertThat(second.isDone()).isFalse();

    release.countDown();
    first.get();
    second.get();
  }

  @Test
  void refusesWhatWaitedTooLong() throws Exception {
    var gate = new AdmissionGate(new AdmissionLimits(1, 1, Duration.ofMillis(1), 1));
    var first = occupy(gate);

    assertOverloaded(() -> gate.execute(Work.READ, () -> {}));

    release.countDown();
    first.get();
  }

  @Test
  void dropsACallWhoseCallerLeft() {
    var gate = new AdmissionGate(new AdmissionLimits(1, 1, LONG, 1));
    var left = Context.current().withCancellation();
    left.cancel(null);

    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> left.run(() -> gate.execute(Work.READ, () -> {})))
        .extracting(Refusal::reason)
        .isEqualTo(ErrorReason.ERROR_REASON_CANCELLED);
    gate.execute(Work.READ, () -> {});
  }

  @Test
  void givesThePlaceBackAfterAFailure() {
    var gate = new AdmissionGate(new AdmissionLimits(1, 0, LONG, 1));
    for (int i = 0; i < 3; i++) {
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(() ->
              gate.execute(
                  Work.READ,
                  () -> {
                    throw new IllegalStateException();
                  }));
    }
    gate.execute(Work.READ, () -> {});
  }

  @Test
  void refusesWhatWouldWaitTooLongBeforeItWaits() throws Exception {
    var nanos = new AtomicLong();
    var gate =
        new AdmissionGate(
            new AdmissionLimits(1, 10, LONG, 1),
            () -> Refusal.of(ErrorReason.ERROR_REASON_OVERLOADED, "full"),
            nanos::get);
    for (int i = 0; i < 100; i++) {
      gate.execute(Work.READ, () -> nanos.addAndGet(Duration.ofSeconds(20).toNanos()));
    }
    var first = occupy(gate);
    var second = threads.submit(() -> gate.execute(Work.READ, () -> {}));
    while (gate.waiting(Work.READ) == 0) {
      Thread.onSpinWait();
    }

    // A third would wait for twice twenty seconds: more than half of the minute.
    assertOverloaded(() -> gate.execute(Work.READ, () -> {}));

    release.countDown();
    first.get();
    second.get();
  }

  @Test
  void leavesEachKindOfWorkItsPlaces() throws Exception {
    var gate = new AdmissionGate(new AdmissionLimits(8, 0, LONG, 1));
    var held = new ArrayList<Future<?>>();
    held.add(occupy(gate, Work.WRITE));
    held.add(occupy(gate, Work.ASK));
    held.add(occupy(gate, Work.ASK));

    assertOverloaded(() -> gate.execute(Work.WRITE, () -> {}));
    assertOverloaded(() -> gate.execute(Work.ASK, () -> {}));
    for (int i = 0; i < 8; i++) {
      held.add(occupy(gate, Work.READ));
    }
    assertThat(gate.executing(Work.READ)).isEqualTo(8);
    assertThat(gate.executing(Work.WRITE)).isEqualTo(1);
    assertThat(gate.executing(Work.ASK)).isEqualTo(2);

    release.countDown();
    for (var each : held) {
      each.get();
    }
    assertThat(gate.executing(Work.READ)).isZero();
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
    return occupy(gate, Work.READ);
  }

  private Future<?> occupy(AdmissionGate gate, Work kind) throws InterruptedException {
    var inside = new CountDownLatch(1);
    var work =
        threads.submit(() ->
            gate.execute(
                kind,
                () -> {
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
