package org.sellerregistry.storage;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Passes bytes on between clients and a server, until it is told to hold them back. */
final class FreezableProxy implements AutoCloseable {
  private final URI server;
  private final ServerSocket listening;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
  private boolean frozen;

  /**
   * @param url of the server, as JDBC has it
   */
  FreezableProxy(String url) throws IOException {
    server = URI.create(url.substring("jdbc:".length()));
    listening = new ServerSocket(0, 10, InetAddress.ofLiteral("127.0.0.1"));
    threads.execute(this::take);
  }

  /** The server's with this address in place of its own. */
  String url() {
    return "jdbc:mysql://127.0.0.1:" + listening.getLocalPort() + server.getRawPath();
  }

  synchronized void freeze() {
    frozen = true;
  }

  synchronized void goOn() {
    frozen = false;
    notifyAll();
  }

  private synchronized void awaitGoingOn() throws InterruptedException {
    while (frozen) {
      wait();
    }
  }

  private void take() {
    try {
      while (!listening.isClosed()) {
        var client = listening.accept();
        var serving = new Socket(server.getHost(), server.getPort());
        sockets.add(client);
        sockets.add(serving);
        threads.execute(() -> pass(client, serving));
        threads.execute(() -> pass(serving, client));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void pass(Socket from, Socket to) {
    var bytes = new byte[8192];
    try (from;
        to) {
      for (int read = from.getInputStream().read(bytes);
          read >= 0;
          read = from.getInputStream().read(bytes)) {
        awaitGoingOn();
        to.getOutputStream().write(bytes, 0, read);
      }
    } catch (IOException e) {
      // Either side has ended.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (var socket : sockets) {
      socket.close();
    }
    threads.shutdownNow();
  }
}
