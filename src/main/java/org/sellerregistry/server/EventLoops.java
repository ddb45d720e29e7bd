package org.sellerregistry.server;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The threads that read and write connections: with epoll where it runs, else with Java's NIO. */
final class EventLoops implements AutoCloseable {

  private final boolean epoll = Epoll.isAvailable();
  private final EventLoopGroup acceptor = group(1);
  private final EventLoopGroup workers = group(Runtime.getRuntime().availableProcessors());
  private volatile @Nullable ServerChannel listening;

  private EventLoopGroup group(int threads) {
    IoHandlerFactory factory = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    return new MultiThreadIoEventLoopGroup(threads, factory);
  }

  EventLoopGroup acceptor() {
    return acceptor;
  }

  EventLoopGroup workers() {
    return workers;
  }

  ServerChannel newServerChannel() {
    var channel = epoll ? new EpollServerSocketChannel() : new NioServerSocketChannel();
    listening = channel;
    return channel;
  }

  /**
   * The memory that the transport holds for buffers, in bytes, {@code direct} and in the {@code
   * heap}: what it uses now, and what it keeps for the next. Java does not count its direct memory
   * among its own buffers. Empty before the server listens.
   */
  Map<String, Long> bufferBytes() {
    var channel = listening;
    if (channel == null
        || !(channel.config().getAllocator() instanceof ByteBufAllocatorMetricProvider allocator)) {
      return Map.of();
    }
    // gRPC has an allocator of its own, the same for what listens and for the connections.
    var held = allocator.metric();
    return Map.of("direct", held.usedDirectMemory(), "heap", held.usedHeapMemory());
  }

  /** Takes up to five seconds; an interrupt cuts that short. */
  @Override
  public void close() {
    var _ = acceptor.shutdownGracefully(0, 2, SECONDS);
    var _ = workers.shutdownGracefully(0, 2, SECONDS);
    try {
      var _ = workers.terminationFuture().await(5, SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
