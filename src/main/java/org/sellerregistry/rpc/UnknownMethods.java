package org.sellerregistry.rpc;

import io.grpc.HandlerRegistry;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptors;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Refuses methods that no service has with UNKNOWN_METHOD, without reading their messages. */
final class UnknownMethods extends HandlerRegistry {
  private static final WireMarshaller MARSHALLER = new WireMarshaller();

  private final FailureInterceptor failures;

  UnknownMethods(FailureInterceptor failures) {
    this.failures = failures;
  }

  @Override
  public @Nullable ServerMethodDefinition<?, ?> lookupMethod(
      String fullName, @Nullable String authority) {
    var service = MethodDescriptor.extractFullServiceName(fullName);
    if (service == null) {
      return null;
    }
    var method =
        MethodDescriptor.<InputStream, InputStream>newBuilder(MARSHALLER, MARSHALLER)
            .setType(MethodDescriptor.MethodType.UNKNOWN)
            .setFullMethodName(fullName)
            .build();
    ServerCallHandler<InputStream, InputStream> refuse =
        (call, headers) -> {
          throw Failures.unknownMethod();
        };
    var definition = ServerServiceDefinition.builder(service).addMethod(method, refuse).build();
    return ServerInterceptors.interceptForward(definition, failures).getMethod(fullName);
  }
}
