package org.sellerregistry.server;

import com.google.protobuf.Empty;
import com.google.protobuf.ListValue;
import com.google.protobuf.util.Values;
import io.grpc.ServerBuilder;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCalls;
import java.time.InstantSource;
import org.sellerregistry.access.ReferenceAccess;
import org.sellerregistry.bench.Reference;
import org.sellerregistry.rpc.AdmissionGate;
import org.sellerregistry.rpc.Interceptors;
import org.sellerregistry.rpc.RequestValidator;
import org.sellerregistry.server.ServerConfig.JdbcSource;

/** The server as it is, and on the same port the methods that it is compared with. */
public final class ReferenceServer {
  private ReferenceServer() {}

  public static void main(String[] args) throws InterruptedException {
    var config = ServerConfig.load(null, System.getenv());
    var server =
        RegistryServer.start(
            config,
            InstantSource.system(),
            (builder, wiring, database) -> add(builder, config, wiring));
    Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    server.awaitTermination();
  }

  private static void add(ServerBuilder<?> builder, ServerConfig config, Wiring wiring) {
    var limits = config.limits();
    var interceptors =
        new Interceptors(
            ReferenceAccess.to(Reference.EMPTY.getFullMethodName(), wiring.access()),
            new AdmissionGate(limits.admission()),
            RequestValidator.forContract(),
            wiring.audit().interceptors(),
            new Interceptors.CallLimits(
                limits.messageSize(), limits.idleTime(), wiring.interceptors().memory()),
            System::nanoTime);
    var empty =
        ServerServiceDefinition.builder(Reference.SERVICE)
            .addMethod(
                Reference.EMPTY,
                ServerCalls.asyncUnaryCall((request, replies) -> {
                  replies.onNext(Empty.getDefaultInstance());
                  replies.onCompleted();
                }))
            .build();
    var naive = new NaiveReads((JdbcSource) config.database());
    var guarded = interceptors.guard(() -> empty);
    builder.addService(
        ServerServiceDefinition.builder(Reference.SERVICE)
            .addMethod(guarded.getMethod(Reference.EMPTY.getFullMethodName()))
            .addMethod(Reference.NAIVE, ServerCalls.asyncUnaryCall(naive::read))
            .addMethod(
                Reference.STATE,
                ServerCalls.asyncUnaryCall((request, replies) -> {
                  var cache = wiring.publicInfoCache();
                  replies.onNext(
                      ListValue.newBuilder()
                          .addValues(Values.of(cache.size()))
                          .addValues(Values.of(cache.misses()))
                          .build());
                  replies.onCompleted();
                }))
            .build());
  }
}
