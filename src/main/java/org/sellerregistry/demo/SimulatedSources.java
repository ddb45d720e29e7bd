package org.sellerregistry.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.sellerregistry.identifier.Schemes;
import org.sellerregistry.identifier.Verdict;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.TypedIdentifier;

/**
 * Simulated sources on the loopback interface: they speak the formats of VIES and of the Global LEI
 * Foundation, and know the synthetic traders that they were told of. Nothing that they say is about
 * anybody. They can be switched off, and then answer as the real ones do in an outage.
 */
public final class SimulatedSources implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Trader> holders = new ConcurrentHashMap<>();
  private final AtomicInteger questions = new AtomicInteger();
  private volatile boolean available = true;
  private volatile Runnable beforeAnswer = () -> {};

  /** Starts them on a free port. */
  public SimulatedSources() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/vies/", exchange -> answer(exchange, this::vies));
    server.createContext("/gleif/", exchange -> answer(exchange, this::gleif));
    server.start();
  }

  /** Where VIES is. */
  public URI vies() {
    return base("vies");
  }

  /** Where GLEIF is. */
  public URI gleif() {
    return base("gleif");
  }

  private URI base(String source) {
    return URI.create("http://127.0.0.1:%d/%s/".formatted(server.getAddress().getPort(), source));
  }

  /** Tells them who holds the trader's VAT numbers and legal entity identifiers. */
  public void know(Trader trader) {
    trader.getTax().getVatNumbersList().forEach(it -> know(it.getIdentifier(), trader));
    trader
        .getRegistration()
        .getRegisterEntriesList()
        .forEach(it -> know(it.getIdentifier(), trader));
  }

  private void know(TypedIdentifier number, Trader holder) {
    Schemes.find(number.getScheme())
        .filter(scheme -> number.getScheme().equals("eu.vat") || number.getScheme().equals("lei"))
        .map(scheme -> scheme.check(number.getValue(), number.getIssuer()))
        .ifPresent(verdict -> {
          if (verdict instanceof Verdict.Valid valid) {
            holders.put(valid.normal(), holder);
          }
        });
  }

  /** Switches them off, or on again. */
  public void setAvailable(boolean available) {
    this.available = available;
  }

  /** Does something whenever a question has come, before it is answered. */
  public void beforeAnswer(Runnable action) {
    beforeAnswer = action;
  }

  /** How many questions have come. */
  public int questions() {
    return questions.get();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private record Answer(int status, String body) {}

  @FunctionalInterface
  private interface Source {
    Answer answer(HttpExchange exchange) throws IOException;
  }

  private void answer(HttpExchange exchange, Source source) throws IOException {
    try (exchange) {
      var answer = source.answer(exchange);
      questions.incrementAndGet();
      beforeAnswer.run();
      var bytes = answer.body().getBytes(UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(answer.status(), bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private Answer vies(HttpExchange exchange) throws IOException {
    var question = JsonMapper.builder().build().readTree(exchange.getRequestBody());
    if (!available) {
      // VIES sends most failures with the status 200.
      return new Answer(200, SimulatedAnswers.viesFailure("MS_UNAVAILABLE"));
    }
    var number = text(question, "countryCode") + text(question, "vatNumber");
    return new Answer(200, SimulatedAnswers.vies(question, holders.get(number)));
  }

  private Answer gleif(HttpExchange exchange) {
    if (!available) {
      return new Answer(503, "{}");
    }
    var uri = exchange.getRequestURI().toString();
    var lei = uri.substring(Math.max(uri.lastIndexOf('/'), uri.lastIndexOf('=')) + 1);
    var holder = holders.get(lei);
    if (uri.contains("?")) {
      return new Answer(200, SimulatedAnswers.leiPage(lei, holder));
    }
    return holder == null
        ? new Answer(404, "{}")
        : new Answer(200, SimulatedAnswers.leiDocument(lei, holder));
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asText("");
  }
}
