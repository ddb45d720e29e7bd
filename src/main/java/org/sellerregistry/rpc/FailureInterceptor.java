package org.sellerregistry.rpc;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The outermost interceptor: whatever is thrown inside, by any interceptor or handler, ends the
 * call with a status by {@link Failures}, and so does a bare status that gRPC's own code closes
 * with.
 *
 * <p>Once a callback has failed the handler hears of nothing more but the end: {@code onCancel},
 * once, so that it and the interceptors between give up what they hold.
 */
final class FailureInterceptor implements ServerInterceptor {
  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    var explained = new ExplainedCall<>(call);
    try {
      return new GuardedListener<>(next.startCall(explained, headers), explained);
    } catch (Throwable failure) {
      explained.fail(failure);
      return new ServerCall.Listener<>() {};
    }
  }

  /** Closes once, and with a status that says why. */
  private static final class ExplainedCall<Q, R> extends SimpleForwardingServerCall<Q, R> {
    private final AtomicBoolean closed = new AtomicBoolean();

    ExplainedCall(ServerCall<Q, R> call) {
      super(call);
    }

    @Override
    public void close(Status status, Metadata trailers) {
      if (status.isOk()
          || StatusProto.fromStatusAndTrailers(status, trailers).getDetailsCount() > 0) {
        closeOnce(status, trailers);
      } else if (status.getCode() == Status.Code.UNKNOWN && status.getCause() != null) {
        // What a handler gives to onError arrives as the cause of an UNKNOWN.
        fail(status.getCause());
      } else {
        fail(status.asRuntimeException());
      }
    }

    void fail(Throwable failure) {
      var explained = Failures.toException(failure);
      var trailers = Status.trailersFromThrowable(explained);
      closeOnce(explained.getStatus(), trailers == null ? new Metadata() : trailers);
    }

    private void closeOnce(Status status, Metadata trailers) {
      if (closed.compareAndSet(false, true)) {
        super.close(status, trailers);
      }
    }
  }

  /** Its callbacks come one after the other, as gRPC promises. */
  private static final class GuardedListener<Q> extends ServerCall.Listener<Q> {
    private final ServerCall.Listener<Q> handler;
    private final ExplainedCall<Q, ?> call;
    private boolean ended;

    GuardedListener(ServerCall.Listener<Q> handler, ExplainedCall<Q, ?> call) {
      this.handler = handler;
      this.call = call;
    }

    @Override
    public void onMessage(Q message) {
      guard(() -> handler.onMessage(message));
    }

    @Override
    public void onHalfClose() {
      guard(handler::onHalfClose);
    }

    @Override
    public void onReady() {
      guard(handler::onReady);
    }

    @Override
    public void onCancel() {
      end(handler::onCancel);
    }

    @Override
    public void onComplete() {
      end(handler::onComplete);
    }

    private void guard(Runnable callback) {
      if (ended) {
        return;
      }
      try {
        callback.run();
      } catch (Throwable failure) {
        call.fail(failure);
        end(handler::onCancel);
      }
    }

    private void end(Runnable callback) {
      if (ended) {
        return;
      }
      ended = true;
      try {
        callback.run();
      } catch (Throwable failure) {
        // The call has its end already; only the log hears of this one.
        var _ = Failures.toStatus(failure);
      }
    }
  }
}
