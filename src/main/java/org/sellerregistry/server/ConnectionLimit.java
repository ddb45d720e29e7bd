package org.sellerregistry.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.Semaphore;

/**
 * Bounds how many connections are open at once. Those above are closed as they come, before the TLS
 * handshake costs anything; to the client the server is unavailable.
 */
@Sharable
final class ConnectionLimit extends ChannelInboundHandlerAdapter {

  private final Semaphore free;

  ConnectionLimit(int connections) {
    free = new Semaphore(connections);
  }

  /** The messages that the listening channel reads are the connections that it accepted. */
  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (!(message instanceof Channel connection)) {
      context.fireChannelRead(message);
    } else if (free.tryAcquire()) {
      connection.closeFuture().addListener(closed -> free.release());
      context.fireChannelRead(connection);
    } else {
      // It is not registered with an event loop yet, so that it can only be closed like this.
      connection.unsafe().closeForcibly();
    }
  }
}
