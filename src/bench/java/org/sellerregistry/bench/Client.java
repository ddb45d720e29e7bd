package org.sellerregistry.bench;

import io.grpc.ManagedChannel;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.sellerregistry.server.Address;
import org.sellerregistry.server.Credential;

/** Connections to the server, each of its own, with TLS and a client certificate. */
final class Client implements AutoCloseable {
  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(2, EpollIoHandler.newFactory());
  private final List<ManagedChannel> channels = new ArrayList<>();

  Client(Address server, Credential credential, int connections) throws IOException {
    var tls =
        GrpcSslContexts.forClient()
            .trustManager(credential.authority().toFile())
            .keyManager(credential.certificate().toFile(), credential.key().toFile())
            .build();
    for (int i = 0; i < connections; i++) {
      channels.add(
          NettyChannelBuilder.forAddress(server.host(), server.port())
              .sslContext(tls)
              .eventLoopGroup(loops)
              .channelType(EpollSocketChannel.class)
              // Replies are handled where they are read: nothing waits there.
              .directExecutor()
              .build());
    }
  }

  List<ManagedChannel> channels() {
    return channels;
  }

  @Override
  public void close() throws InterruptedException {
    for (var channel : channels) {
      var _ = channel.shutdownNow().awaitTermination(2, TimeUnit.SECONDS);
    }
    var _ = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}
