package org.sellerregistry.onboarding;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import java.io.IOException;
import java.util.UUID;
import org.sellerregistry.rpc.Failures;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.v1.TraderServiceGrpc;
import org.sellerregistry.v1.TraderServiceGrpc.TraderServiceImplBase;

/**
 * A trader service behind gRPC within this process, each call in its scope. All of a call runs in
 * the thread that gives cause to it, so that what happened is known when a call returns.
 */
final class StreamServer implements AutoCloseable {
  private final Server server;
  private final ManagedChannel channel;

  StreamServer(Registry registry) {
    this(registry, registry.traderService);
  }

  StreamServer(Registry registry, TraderServiceImplBase service) {
    var name = "streams-" + UUID.randomUUID();
    try {
      server =
          InProcessServerBuilder.forName(name)
              .directExecutor()
              .addService(
                  ServerInterceptors.intercept(service, new Refusing(), new Scoped(registry)))
              .build()
              .start();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    channel = InProcessChannelBuilder.forName(name).directExecutor().build();
  }

  TraderServiceGrpc.TraderServiceStub client() {
    return TraderServiceGrpc.newStub(channel);
  }

  @Override
  public void close() {
    channel.shutdownNow();
    server.shutdownNow();
  }

  private record Scoped(Registry registry) implements ServerInterceptor {
    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
      var context = registry.scope().get(Context::current);
      return Contexts.interceptCall(context, call, headers, next);
    }
  }

  /** Tells the client why it is refused, as the server's own interceptor does. */
  private static final class Refusing implements ServerInterceptor {
    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
      return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
        @Override
        public void onMessage(Q message) {
          guard(() -> super.onMessage(message));
        }

        @Override
        public void onHalfClose() {
          guard(super::onHalfClose);
        }

        private void guard(Runnable step) {
          try {
            step.run();
          } catch (Refusal refusal) {
            call.close(Failures.toException(refusal).getStatus(), new Metadata());
          }
        }
      };
    }
  }
}
