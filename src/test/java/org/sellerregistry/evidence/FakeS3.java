package org.sellerregistry.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.sellerregistry.aws.AwsSignature;

/**
 * A store on a loopback port that takes PUT, GET, HEAD and DELETE of objects as S3 does, and holds
 * every request against its signature, its digest and its length.
 */
public final class FakeS3 implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-11-22T01:02:03Z");

  final Map<String, byte[]> objects = new ConcurrentHashMap<>();

  /** What is answered to everything, if it is not zero. */
  final AtomicInteger failing = new AtomicInteger();

  private final AwsSignature signature = new AwsSignature("access", "secret", "eu-test-1", "s3");
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  FakeS3() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    server.setExecutor(threads);
    server.createContext("/bucket/", this::handle);
    server.createContext("/", exchange -> answer(exchange, 404, error("NoSuchBucket")));
    server.start();
  }

  S3Settings settings() {
    return settings("bucket", "secret", Duration.ofSeconds(10));
  }

  S3Settings settings(String bucket, String secret, Duration timeout) {
    var endpoint =
        URI.create(
            "http://%s:%d"
                .formatted(
                    server.getAddress().getAddress().getHostAddress(),
                    server.getAddress().getPort()));
    return new S3Settings(endpoint, "eu-test-1", bucket, "docs/", "access", secret, timeout);
  }

  private void handle(HttpExchange exchange) throws IOException {
    var body = exchange.getRequestBody().readAllBytes();
    if (failing.get() != 0) {
      answer(exchange, failing.get(), error("InternalError"));
      return;
    }
    var wrong = wrong(exchange, body);
    if (wrong.isPresent()) {
      answer(exchange, 403, error(wrong.get()));
      return;
    }
    var key = exchange.getRequestURI().getPath();
    switch (exchange.getRequestMethod()) {
      case "PUT" -> {
        objects.put(key, body);
        answer(exchange, 200, new byte[0]);
      }
      case "DELETE" -> {
        objects.remove(key);
        answer(exchange, 204, new byte[0]);
      }
      case "GET", "HEAD" -> {
        var found = objects.get(key);
        answer(exchange, found == null ? 404 : 200, found == null ? error("NoSuchKey") : found);
      }
      default -> answer(exchange, 405, error("MethodNotAllowed"));
    }
  }

  private Optional<String> wrong(HttpExchange exchange, byte[] body) {
    var sha256 = HexFormat.of().formatHex(Digests.sha256().digest(body));
    var headers = new TreeMap<String, String>();
    for (var name : new String[] {"host", "x-amz-content-sha256", "x-amz-date"}) {
      headers.put(name, String.valueOf(exchange.getRequestHeaders().getFirst(name)));
    }
    if (!sha256.equals(headers.get("x-amz-content-sha256"))) {
      return Optional.of("XAmzContentSHA256Mismatch");
    }
    if (exchange.getRequestMethod().equals("PUT")
        && !String.valueOf(body.length)
            .equals(exchange.getRequestHeaders().getFirst("content-length"))) {
      return Optional.of("MissingContentLength");
    }
    var expected =
        signature.authorization(
            exchange.getRequestMethod(), exchange.getRequestURI(), headers, sha256, NOW);
    return expected.equals(exchange.getRequestHeaders().getFirst("authorization"))
        ? Optional.empty()
        : Optional.of("SignatureDoesNotMatch");
  }

  private static byte[] error(String code) {
    return "<?xml version=\"1.0\"?><Error><Code>%s</Code></Error>".formatted(code).getBytes(UTF_8);
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    boolean empty = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, empty ? -1 : body.length);
    try (var out = exchange.getResponseBody()) {
      if (!empty) {
        out.write(body);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
