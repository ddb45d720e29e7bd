package org.sellerregistry.vault.kms;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.subtle.Random;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A key management service on a loopback port, with one key. */
abstract class FakeService implements AutoCloseable {
  /** How often it was asked. */
  final AtomicInteger asked = new AtomicInteger();

  /** What is answered to everything, if it is not zero. */
  final AtomicInteger failing = new AtomicInteger();

  protected final ObjectMapper json = new ObjectMapper();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  private final Aead key;

  FakeService() {
    try {
      key = new AesGcmJce(Random.randBytes(32));
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  public URI endpoint() {
    return URI.create("http://" + authority() + "/");
  }

  String authority() {
    var address = server.getAddress();
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  /** An answer: a status and what it says. */
  record Answer(int status, Object body) {}

  /** What it says to a request. */
  abstract Answer answer(HttpExchange exchange, byte[] body)
      throws IOException, GeneralSecurityException;

  byte[] encrypt(byte[] plaintext, byte[] context) throws GeneralSecurityException {
    return key.encrypt(plaintext, context);
  }

  byte[] decrypt(byte[] ciphertext, byte[] context) throws GeneralSecurityException {
    return key.decrypt(ciphertext, context);
  }

  JsonNode read(byte[] body) throws IOException {
    return json.readTree(body);
  }

  private void handle(HttpExchange exchange) throws IOException {
    asked.incrementAndGet();
    var body = exchange.getRequestBody().readAllBytes();
    var answer = new Answer(failing.get(), "<html>a proxy, quokkaxz</html>");
    if (failing.get() == 0) {
      try {
        answer = answer(exchange, body);
      } catch (GeneralSecurityException e) {
        answer = new Answer(400, "{}");
      }
    }
    var text = answer.body() instanceof String said ? said : json.writeValueAsString(answer.body());
    exchange.sendResponseHeaders(answer.status(), text.getBytes(UTF_8).length);
    try (var out = exchange.getResponseBody()) {
      out.write(text.getBytes(UTF_8));
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
