package org.sellerregistry.rpc;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.health.v1.HealthGrpc;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends calls whose client keeps the server waiting: it does not send what the call waits for, or
 * does not take what it is sent. Such a call would hold its place, and what was read for it, until
 * the connection's age ends. Calls of which the server itself owes the next step are left alone,
 * and so is health, which may be watched in silence. Any call is ended from here that sends more
 * than there is room for ({@link Arrival}).
 *
 * <p>A client that takes what it is sent is told STREAM_IDLE. To one that does not, nothing can be
 * said any more: its stream is reset.
 */
final class IdleCalls implements ServerInterceptor {
  private static final Logger LOG = LoggerFactory.getLogger(IdleCalls.class);

  private final Duration limit;
  private final LongSupplier nanos;
  private final Set<WatchedCall<?, ?>> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong ended = new AtomicLong();

  IdleCalls(Duration limit, LongSupplier nanos) {
    this.limit = limit;
    this.nanos = nanos;
  }

  /** Ends the calls that are idle now; to be called again and again. */
  void endIdle() {
    long now = nanos.getAsLong();
    for (var call : open) {
      if (call.endIfIdle(now, limit)) {
        ended.incrementAndGet();
        LOG.info("Ended a call of {}: its client was idle", call.method());
      }
    }
  }

  /** How many calls have been ended so far. */
  long ended() {
    return ended.get();
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    var watched = new WatchedCall<>(call, nanos);
    var arrival = Arrival.current();
    if (arrival != null) {
      arrival.endsBy(watched::end);
    }
    var listener = new WatchedListener<>(next.startCall(watched, headers), watched);
    if (!HealthGrpc.SERVICE_NAME.equals(call.getMethodDescriptor().getServiceName())) {
      open.add(watched);
    }
    return listener;
  }

  /** Its callbacks come one after the other, as gRPC promises. */
  private final class WatchedListener<Q> extends SimpleForwardingServerCallListener<Q> {
    private final WatchedCall<Q, ?> call;

    WatchedListener(ServerCall.Listener<Q> handler, WatchedCall<Q, ?> call) {
      super(handler);
      this.call = call;
    }

    @Override
    public void onMessage(Q message) {
      step(() -> super.onMessage(message));
    }

    @Override
    public void onHalfClose() {
      call.halfClosed();
      step(super::onHalfClose);
    }

    @Override
    public void onReady() {
      step(super::onReady);
    }

    @Override
    public void onCancel() {
      open.remove(call);
      super.onCancel();
    }

    @Override
    public void onComplete() {
      open.remove(call);
      super.onComplete();
    }

    /** What arrives after the end is not acted on: its answer would reach nobody. */
    private void step(Runnable callback) {
      if (call.isEnded()) {
        return;
      }
      call.enter();
      try {
        callback.run();
      } finally {
        call.leave();
      }
    }
  }
}
