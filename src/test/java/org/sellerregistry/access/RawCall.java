package org.sellerregistry.access;

import com.google.common.io.ByteStreams;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Calls any method with any bytes, as a client does that the contract did not make. */
public final class RawCall {
  private static final MethodDescriptor.Marshaller<byte[]> BYTES =
      new MethodDescriptor.Marshaller<>() {
        @Override
        public InputStream stream(byte[] bytes) {
          return new ByteArrayInputStream(bytes);
        }

        @Override
        public byte[] parse(InputStream stream) {
          try {
            return ByteStreams.toByteArray(stream);
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        }
      };

  private RawCall() {}

  /** Sends the messages and the half-close, and returns the answers. */
  public static List<byte[]> send(Channel channel, String method, byte[]... messages) {
    return send(channel, CallOptions.DEFAULT, new Metadata(), method, messages);
  }

  public static List<byte[]> send(
      Channel channel, CallOptions options, Metadata headers, String method, byte[]... messages) {
    var descriptor =
        MethodDescriptor.<byte[], byte[]>newBuilder(BYTES, BYTES)
            .setType(MethodType.UNKNOWN)
            .setFullMethodName(method)
            .build();
    var answers = new ArrayList<byte[]>();
    var closed = new CompletableFuture<List<byte[]>>();
    var call = channel.newCall(descriptor, options);
    call.start(
        new ClientCall.Listener<>() {
          @Override
          public void onMessage(byte[] message) {
            answers.add(message);
          }

          @Override
          public void onClose(Status status, Metadata trailers) {
            if (status.isOk()) {
              closed.complete(answers);
            } else {
              closed.completeExceptionally(status.asRuntimeException(trailers));
            }
          }
        },
        headers);
    call.request(100);
    if (options.getCompressor() != null) {
      call.setMessageCompression(true);
    }
    for (var message : messages) {
      call.sendMessage(message);
    }
    call.halfClose();
    try {
      return closed.get(30, java.util.concurrent.TimeUnit.SECONDS);
    } catch (java.util.concurrent.ExecutionException e) {
      throw (RuntimeException) e.getCause();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
