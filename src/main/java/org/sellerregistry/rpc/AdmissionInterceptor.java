package org.sellerregistry.rpc;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.health.v1.HealthGrpc;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Puts the admission gate before handlers. A unary call holds a place while its handler executes,
 * not while its request is on its way; a stream holds one of its own kind from its begin until it
 * is closed or given up. Nobody further in hears of a unary request before it has its place, so
 * that a refusal costs no validation. What is more than a point read is done in {@link
 * WorkerThreads}. Health is always answered: a busy server is not a sick one.
 */
final class AdmissionInterceptor implements ServerInterceptor {
  private final AdmissionGate gate;
  private final Function<String, Work> works;
  private final WorkerThreads workers = new WorkerThreads();

  /**
   * @param works what a method does, by its full name
   */
  AdmissionInterceptor(AdmissionGate gate, Function<String, Work> works) {
    this.gate = gate;
    this.works = works;
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    var method = call.getMethodDescriptor();
    if (HealthGrpc.SERVICE_NAME.equals(method.getServiceName())) {
      return next.startCall(call, headers);
    }
    return switch (method.getType()) {
      case UNARY ->
          new UnaryListener<>(
              next.startCall(call, headers), works.apply(method.getFullMethodName()));
      case CLIENT_STREAMING, SERVER_STREAMING, BIDI_STREAMING, UNKNOWN ->
          openStream(call, headers, next);
    };
  }

  private <Q, R> ServerCall.Listener<Q> openStream(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    gate.openStream();
    var place = new StreamPlace();
    var placed =
        new SimpleForwardingServerCall<Q, R>(call) {
          // What is left to do is the client's: to take what lies in the buffers.
          @Override
          public void close(Status status, Metadata trailers) {
            try {
              super.close(status, trailers);
            } finally {
              place.giveBack();
            }
          }
        };
    try {
      return new StreamListener<>(next.startCall(placed, headers), place);
    } catch (Throwable failure) {
      place.giveBack();
      throw failure;
    }
  }

  private final class StreamPlace {
    private final AtomicBoolean held = new AtomicBoolean(true);

    void giveBack() {
      if (held.compareAndSet(true, false)) {
        gate.closeStream();
      }
    }
  }

  private final class UnaryListener<Q> extends SimpleForwardingServerCallListener<Q> {
    private final Work work;

    /** Held back, as bytes, until there is a place. */
    private @Nullable Q held;

    UnaryListener(ServerCall.Listener<Q> handler, Work work) {
      super(handler);
      this.work = work;
    }

    @Override
    public void onMessage(Q message) {
      if (held != null) {
        throw Failures.malformed();
      }
      held = message;
    }

    @Override
    public void onHalfClose() {
      gate.execute(
          work,
          switch (work) {
            case POINT_READ -> this::handle;
            case READ, WRITE, ASK -> () -> workers.run(this::handle);
          });
    }

    private void handle() {
      var message = held;
      if (message != null) {
        held = null;
        super.onMessage(message);
      }
      super.onHalfClose();
    }
  }

  private static final class StreamListener<Q> extends SimpleForwardingServerCallListener<Q> {
    private final StreamPlace place;

    StreamListener(ServerCall.Listener<Q> handler, StreamPlace place) {
      super(handler);
      this.place = place;
    }

    @Override
    public void onCancel() {
      close(super::onCancel);
    }

    @Override
    public void onComplete() {
      close(super::onComplete);
    }

    private void close(Runnable callback) {
      try {
        callback.run();
      } finally {
        place.giveBack();
      }
    }
  }
}
