package org.sellerregistry.verification.sources;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A source on the loopback interface that answers, or misbehaves, as the test says. */
final class FakeSource implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch end = new CountDownLatch(1);
  private final Deque<HttpHandler> answers = new ArrayDeque<>();
  private final List<Request> requests = new ArrayList<>();

  FakeSource() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  record Request(String method, URI uri, Map<String, List<String>> headers, String body) {}

  /** Answers the next request so; the last answer given is repeated. */
  FakeSource then(HttpHandler answer) {
    synchronized (answers) {
      answers.add(answer);
    }
    return this;
  }

  FakeSource json(String body) {
    return answer(200, "application/json", body);
  }

  FakeSource answer(int status, String type, String body, String... headers) {
    return then(exchange -> {
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
      }
      exchange.getResponseHeaders().add("Content-Type", type);
      var bytes = body.getBytes(UTF_8);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      if (bytes.length > 0) {
        exchange.getResponseBody().write(bytes);
      }
      exchange.close();
    });
  }

  /** Promises more than it sends. */
  FakeSource cut(String body) {
    return then(exchange -> {
      begin(exchange, body);
      exchange.close();
    });
  }

  /** Sends the beginning and nothing more while the test lasts. */
  FakeSource stalled(String body) {
    return then(exchange -> {
      begin(exchange, body);
      await();
    });
  }

  /** Does not answer while the test lasts. */
  FakeSource silent() {
    return then(exchange -> await());
  }

  URI base() {
    return URI.create("http://localhost:%d/api/".formatted(server.getAddress().getPort()));
  }

  List<Request> requests() {
    synchronized (answers) {
      return List.copyOf(requests);
    }
  }

  Request request() {
    return requests().getLast();
  }

  @Override
  public void close() {
    end.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void begin(HttpExchange exchange, String body) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length() + 100L);
    exchange.getResponseBody().write(body.getBytes(UTF_8));
    exchange.getResponseBody().flush();
  }

  private void await() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    HttpHandler answer;
    synchronized (answers) {
      requests.add(
          new Request(
              exchange.getRequestMethod(),
              exchange.getRequestURI(),
              Map.copyOf(exchange.getRequestHeaders()),
              body));
      answer = answers.size() > 1 ? answers.removeFirst() : answers.getFirst();
    }
    answer.handle(exchange);
  }
}
