package org.sellerregistry.server;

import com.google.protobuf.Empty;
import io.grpc.ServerBuilder;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCalls;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.sellerregistry.access.ReferenceAccess;
import org.sellerregistry.bench.Reference;
import org.sellerregistry.rpc.CallCancellation;
import org.sellerregistry.rpc.Interceptors;
import org.sellerregistry.rpc.RequestValidator;
import org.sellerregistry.server.ServerConfig.JdbcSource;
import org.sellerregistry.storage.Database;
import org.sellerregistry.storage.RetryPolicy;
import org.sellerregistry.storage.Transactor;

/** The server as it is, and on the same port the methods that it is compared with. */
public final class ReferenceServer {
  private ReferenceServer() {}

  public static void main(String[] args) throws InterruptedException {
    var config = ServerConfig.load(null, System.getenv());
    var server =
        RegistryServer.start(
            config,
            InstantSource.system(),
            (builder, wiring, database) -> add(builder, config, database));
    Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    server.awaitTermination();
  }

  private static void add(ServerBuilder<?> builder, ServerConfig config, Database database) {
    var limits = config.limits();
    var clock = InstantSource.system();
    var transactor =
        new Transactor(
            database,
            RetryPolicy.DEFAULT,
            Thread::sleep,
            new SecureRandom(),
            CallCancellation::current);
    var interceptors =
        ReferenceAccess.interceptors(
            Reference.EMPTY.getFullMethodName(),
            transactor,
            RequestValidator.forContract(),
            limits.admission(),
            limits.callers(),
            new Interceptors.CallLimits(limits.messageSize(), limits.idleTime()),
            clock);
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
            .build());
  }
}
