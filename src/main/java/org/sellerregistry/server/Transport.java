package org.sellerregistry.server;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.grpc.netty.NettyServerBuilder;
import io.netty.handler.ssl.SslContext;
import java.util.concurrent.Executor;
import org.sellerregistry.server.ServerConfig.Limits;

/** Sets up the transport with its limits; by default grpc-java leaves most of them open. */
final class Transport {

  /**
   * What a connection may have sent before a call that asks for it does: a stream that waits leaves
   * it where it is. Transfers over long distances get as much a round trip.
   */
  private static final int WINDOW = 256 * 1024;

  private Transport() {}

  static NettyServerBuilder builder(
      Address address,
      Limits limits,
      SslContext tls,
      int messageSize,
      EventLoops loops,
      Executor executor) {
    var connections = new ConnectionLimit(limits.connections());
    return NettyServerBuilder.forAddress(address.toSocketAddress())
        .sslContext(tls)
        .executor(executor)
        .bossEventLoopGroup(loops.acceptor())
        .workerEventLoopGroup(loops.workers())
        .channelFactory(() -> {
          var channel = loops.newServerChannel();
          channel.pipeline().addFirst(connections);
          return channel;
        })
        .flowControlWindow(WINDOW)
        .maxInboundMessageSize(messageSize)
        .maxInboundMetadataSize(limits.metadataSize())
        .maxConcurrentCallsPerConnection(limits.streamsPerConnection())
        .maxRstFramesPerWindow(
            limits.resets(), Math.toIntExact(Math.max(1, limits.resetWindow().toSeconds())))
        .keepAliveTime(limits.keepaliveTime().toMillis(), MILLISECONDS)
        .keepAliveTimeout(limits.keepaliveTimeout().toMillis(), MILLISECONDS)
        .permitKeepAliveTime(limits.clientKeepaliveTime().toMillis(), MILLISECONDS)
        .permitKeepAliveWithoutCalls(true)
        .maxConnectionAge(limits.connectionAge().toMillis(), MILLISECONDS)
        .maxConnectionAgeGrace(limits.connectionAgeGrace().toMillis(), MILLISECONDS);
  }
}
