package org.sellerregistry.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerServiceDefinition;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class InterceptorsTest {
  @Test
  void standInTheirOrder() {
    var callers =
        new Interceptors.ByCaller(
            new Passing(),
            new Passing(),
            new Passing(),
            new Passing(),
            method -> Work.READ,
            method -> 100);
    var waitingChanges = new Passing();
    var accessLog = new Passing();
    var interceptors =
        new Interceptors(
            callers,
            new AdmissionGate(new AdmissionLimits(1, 1, Duration.ZERO, 1)),
            new RequestValidator(List.of()),
            List.of(waitingChanges, accessLog),
            new Interceptors.CallLimits(1000, Duration.ofMinutes(1), new RequestMemory(1000)),
            System::nanoTime);

    var order = interceptors.outermostFirst(ServerServiceDefinition.builder("none").build());

    assertThat(order)
        .extracting(Object::getClass)
        .containsExactly(
            FailureInterceptor.class,
            IdleCalls.class,
            ReadRequests.class,
            CallCancellation.class,
            Passing.class,
            Passing.class,
            AdmissionInterceptor.class,
            FewFields.class,
            ValidationInterceptor.class,
            Passing.class,
            Passing.class,
            Passing.class,
            Passing.class);
    assertThat(order.get(4)).isSameAs(callers.authentication());
    assertThat(order.get(5)).isSameAs(callers.quota());
    assertThat(order.get(9)).isSameAs(callers.authorisation());
    assertThat(order.get(10)).isSameAs(callers.lookups());
    assertThat(order.get(11)).isSameAs(waitingChanges);
    assertThat(order.get(12)).isSameAs(accessLog);
    assertThat(interceptors.transportLimit()).isGreaterThan(1000);
  }

  private static final class Passing implements ServerInterceptor {
    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
      return next.startCall(call, headers);
    }
  }
}
