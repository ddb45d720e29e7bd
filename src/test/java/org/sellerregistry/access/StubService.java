package org.sellerregistry.access;

import com.google.protobuf.Message;
import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import io.grpc.ServerCallHandler;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.util.Queue;

/**
 * A service whose methods answer each message with an empty one, and note the scope that they saw.
 */
record StubService(ServiceDescriptor descriptor, Queue<CallScope> seen) implements BindableService {
  @Override
  public ServerServiceDefinition bindService() {
    var definition = ServerServiceDefinition.builder(descriptor);
    for (var method : descriptor.getMethods()) {
      add(definition, method);
    }
    return definition.build();
  }

  @SuppressWarnings("unchecked")
  private void add(ServerServiceDefinition.Builder definition, MethodDescriptor<?, ?> method) {
    var typed = (MethodDescriptor<Message, Message>) method;
    definition.addMethod(typed, handler(typed));
  }

  private ServerCallHandler<Message, Message> handler(MethodDescriptor<Message, Message> method) {
    return switch (method.getType()) {
      case UNARY -> ServerCalls.asyncUnaryCall((request, out) -> answer(method, out, true));
      case SERVER_STREAMING ->
          ServerCalls.asyncServerStreamingCall((request, out) -> answer(method, out, true));
      case CLIENT_STREAMING -> ServerCalls.asyncClientStreamingCall(out -> each(method, out));
      case BIDI_STREAMING -> ServerCalls.asyncBidiStreamingCall(out -> each(method, out));
      case UNKNOWN -> throw new IllegalStateException();
    };
  }

  private void answer(
      MethodDescriptor<Message, Message> method, StreamObserver<Message> out, boolean last) {
    seen.add(CallScope.current());
    var marshaller = (PrototypeMarshaller<Message>) method.getResponseMarshaller();
    out.onNext(marshaller.getMessagePrototype());
    if (last) {
      out.onCompleted();
    }
  }

  private StreamObserver<Message> each(
      MethodDescriptor<Message, Message> method, StreamObserver<Message> out) {
    return new StreamObserver<>() {
      @Override
      public void onNext(Message message) {
        answer(method, out, false);
      }

      @Override
      public void onError(Throwable failure) {}

      @Override
      public void onCompleted() {
        out.onCompleted();
      }
    };
  }
}
