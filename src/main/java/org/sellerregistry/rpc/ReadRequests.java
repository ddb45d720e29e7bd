package org.sellerregistry.rpc;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.KnownLength;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.ToIntFunction;

/**
 * Reads each message from the wire into an array, up to its method's size: which also holds for
 * what a compressed message unfolds to. gRPC closes its own stream when the callback returns, while
 * a call may have to wait for its place.
 */
final class ReadRequests implements ServerInterceptor {
  private final ToIntFunction<String> bounds;

  /**
   * @param bounds how many bytes a message of a method may have, by its full name
   */
  ReadRequests(ToIntFunction<String> bounds) {
    this.bounds = bounds;
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    int bound = bounds.applyAsInt(call.getMethodDescriptor().getFullMethodName());
    var arrival = Arrival.current();
    if (arrival != null && call.getMethodDescriptor().getType() == MethodType.UNARY) {
      arrival.holdsMessage();
    }
    return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
      @Override
      @SuppressWarnings("unchecked")
      public void onMessage(Q message) {
        var bytes = read((InputStream) message, bound);
        if (arrival == null) {
          super.onMessage((Q) new Message(bytes));
          return;
        }
        arrival.read(bytes.length);
        if (!arrival.isEnded()) {
          try {
            super.onMessage((Q) new Message(bytes));
          } finally {
            arrival.delivered();
          }
        }
      }

      @Override
      public void onHalfClose() {
        if (arrival != null) {
          arrival.completed();
        }
        super.onHalfClose();
      }
    };
  }

  private static byte[] read(InputStream message, int bound) {
    try {
      var bytes =
          message instanceof KnownLength && message.available() <= bound
              ? message.readNBytes(message.available())
              : message.readNBytes(bound + 1);
      if (bytes.length > bound) {
        throw Failures.tooLarge();
      }
      return bytes;
    } catch (IOException e) {
      throw Failures.malformed().cause(e);
    }
  }

  /** A message as bytes, of which its reader knows how many there are. */
  private static final class Message extends ByteArrayInputStream implements KnownLength {
    Message(byte[] bytes) {
      super(bytes);
    }
  }
}
