package org.sellerregistry.rpc;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.sellerregistry.v1.ErrorReason;

/**
 * A call that can be ended from outside of its handler's thread: both go through the lock, as
 * gRPC's calls are not made for several threads.
 */
final class WatchedCall<Q, R> extends SimpleForwardingServerCall<Q, R> {
  private final LongSupplier nanos;
  private final Object lock = new Object();
  private volatile long progress;
  private volatile boolean inCallback;
  private volatile boolean halfClosed;
  private volatile boolean ended;
  private boolean headersSent;
  private boolean closed;

  WatchedCall(ServerCall<Q, R> call, LongSupplier nanos) {
    super(call);
    this.nanos = nanos;
    progress();
  }

  String method() {
    return getMethodDescriptor().getFullMethodName();
  }

  boolean isEnded() {
    return ended;
  }

  /** The client sends nothing more. */
  void halfClosed() {
    halfClosed = true;
  }

  /** The handler begins to act on what the client did. */
  void enter() {
    inCallback = true;
  }

  void leave() {
    progress();
    inCallback = false;
  }

  private void progress() {
    progress = nanos.getAsLong();
  }

  /** Ends the call if its client has kept it waiting for the time, and says whether it did. */
  boolean endIfIdle(long now, Duration limit) {
    synchronized (lock) {
      boolean ready = super.isReady();
      if (ended
          || closed
          || inCallback
          || now - progress < limit.toNanos()
          || (halfClosed && ready)) {
        return false;
      }
      ended = true;
      if (ready) {
        tell(Refusal.of(ErrorReason.ERROR_REASON_STREAM_IDLE, "The client kept the call waiting"));
      } else {
        reset();
      }
      return true;
    }
  }

  /** Ends the call: nothing that its handler does reaches the client from then on. */
  void end(Refusal why) {
    synchronized (lock) {
      if (!ended && !closed) {
        ended = true;
        tell(why);
      }
    }
  }

  private void tell(Refusal why) {
    var failure = Failures.toException(why);
    var trailers = Status.trailersFromThrowable(failure);
    super.close(failure.getStatus(), trailers == null ? new Metadata() : trailers);
  }

  /** gRPC resets the stream of a call whose message cannot be written, and only then. */
  @SuppressWarnings("unchecked")
  private void reset() {
    if (!headersSent) {
      super.sendHeaders(new Metadata());
    }
    super.sendMessage((R) new Unwritable());
  }

  @Override
  public void request(int messages) {
    progress();
    super.request(messages);
  }

  @Override
  public void sendHeaders(Metadata headers) {
    synchronized (lock) {
      if (!ended) {
        headersSent = true;
        super.sendHeaders(headers);
      }
    }
  }

  @Override
  public void sendMessage(R message) {
    synchronized (lock) {
      if (!ended) {
        progress();
        super.sendMessage(message);
      }
    }
  }

  @Override
  public boolean isReady() {
    return !ended && super.isReady();
  }

  @Override
  public void close(Status status, Metadata trailers) {
    synchronized (lock) {
      if (!ended) {
        closed = true;
        super.close(status, trailers);
      }
    }
  }

  /** A message in place of one, which fails when it is read. */
  private static final class Unwritable extends InputStream {
    @Override
    public int read() {
      throw refusal();
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      throw refusal();
    }

    private static StatusRuntimeException refusal() {
      return Status.CANCELLED.withDescription("The client takes nothing").asRuntimeException();
    }
  }
}
