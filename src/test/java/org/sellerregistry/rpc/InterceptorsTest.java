package org.sellerregistry.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class InterceptorsTest {
  @Test
  void standInTheirOrder() {
    var authentication = new Passing();
    var authorisation = new Passing();
    var interceptors =
        new Interceptors(
            authentication,
            new AdmissionLimits(1, 1, Duration.ZERO, 1),
            new RequestValidator(List.of()),
            authorisation,
            1000);

    var order = interceptors.outermostFirst();

    assertThat(order)
        .extracting(Object::getClass)
        .containsExactly(
            FailureInterceptor.class,
            CallCancellation.class,
            Passing.class,
            AdmissionInterceptor.class,
            ValidationInterceptor.class,
            Passing.class);
    assertThat(order.get(2)).isSameAs(authentication);
    assertThat(order.get(5)).isSameAs(authorisation);
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
