package org.sellerregistry.onboarding;

import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.stub.ServerCalls;
import java.io.InputStream;
import org.sellerregistry.v1.GetPublicTraderInfoRequest;
import org.sellerregistry.v1.TraderServiceGrpc;

/**
 * The service as it is bound to the server: what buyers are shown goes out as the bytes that are
 * kept. The generated code would have a message made of them for each call.
 */
public final class BoundTraderService implements BindableService {
  private static final MethodDescriptor<GetPublicTraderInfoRequest, Answer> PUBLIC_INFO =
      TraderServiceGrpc.getGetPublicTraderInfoMethod().toBuilder(
              TraderServiceGrpc.getGetPublicTraderInfoMethod().getRequestMarshaller(), new Bytes())
          .build();

  private final TraderService service;

  public BoundTraderService(TraderService service) {
    this.service = service;
  }

  @Override
  public ServerServiceDefinition bindService() {
    var generated = service.bindService();
    var descriptor = generated.getServiceDescriptor();
    var methods = ServiceDescriptor.newBuilder(descriptor.getName());
    methods.setSchemaDescriptor(descriptor.getSchemaDescriptor());
    for (var method : descriptor.getMethods()) {
      methods.addMethod(isPublicInfo(method) ? PUBLIC_INFO : method);
    }
    var bound = ServerServiceDefinition.builder(methods.build());
    for (var method : generated.getMethods()) {
      if (!isPublicInfo(method.getMethodDescriptor())) {
        bound.addMethod(method);
      }
    }
    return bound
        .addMethod(
            ServerMethodDefinition.create(
                PUBLIC_INFO, ServerCalls.asyncUnaryCall(service::answerPublicTraderInfo)))
        .build();
  }

  private static boolean isPublicInfo(MethodDescriptor<?, ?> method) {
    return method.getFullMethodName().equals(PUBLIC_INFO.getFullMethodName());
  }

  private static final class Bytes implements MethodDescriptor.Marshaller<Answer> {
    @Override
    public InputStream stream(Answer answer) {
      return answer.stream();
    }

    @Override
    public Answer parse(InputStream bytes) {
      throw new UnsupportedOperationException("A server sends answers, and gets none");
    }
  }
}
