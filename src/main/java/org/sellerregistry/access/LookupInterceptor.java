package org.sellerregistry.access;

import com.google.protobuf.Message;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bounds searching by trying: lookups, and questions about what does not exist, each by the hour.
 * Stands last, so that only what the caller may ask counts. A call begun within the bounds is
 * answered.
 */
final class LookupInterceptor implements ServerInterceptor {
  private final Quotas quotas;

  LookupInterceptor(Quotas quotas) {
    this.quotas = quotas;
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    if (!Lookups.METHODS.contains(call.getMethodDescriptor().getFullMethodName())) {
      return next.startCall(call, headers);
    }
    var own = quotas.of(CallScope.current().caller(), call.getAttributes());
    var answered = new AnsweredCall<>(call, own);
    return new SimpleForwardingServerCallListener<>(next.startCall(answered, headers)) {
      @Override
      public void onMessage(Q message) {
        var request = (Message) message;
        int queries = Lookups.queries(request);
        own.forEach(quota -> quota.lookUp(queries, quotas.now()));
        answered.request = request;
        super.onMessage(message);
      }
    };
  }

  /** Counts what an answer says does not exist. */
  private final class AnsweredCall<Q, R> extends SimpleForwardingServerCall<Q, R> {
    private final List<Quota> own;
    private @Nullable Message request;

    AnsweredCall(ServerCall<Q, R> call, List<Quota> own) {
      super(call);
      this.own = own;
    }

    @Override
    public void sendMessage(R answer) {
      if (request != null) {
        for (var subject : Lookups.misses(request, answer)) {
          own.forEach(quota -> quota.missed(subject, quotas.now()));
        }
      }
      super.sendMessage(answer);
    }
  }
}
