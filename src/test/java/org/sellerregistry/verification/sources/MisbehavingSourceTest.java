package org.sellerregistry.verification.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.sellerregistry.verification.sources.SourceAnswer.Unavailable;

/** A source that is down or talks nonsense is unavailable: never is a number invalid by it. */
class MisbehavingSourceTest {
  private static final String LEI = "5299000SYNTHETIC0071";
  private static final String HTML = "<html><body>Please log in</body></html>";

  /** What would refute if it came whole, and from the source. */
  private static final String REFUSAL =
      """
      {"countryCode": "DE", "vatNumber": "123456788", "valid": false,
       "errors": [{"error": "company-profile-not-found"}],
       "data": [], "meta": {"pagination": {"total": 0}}}\
      """;

  private static final Map<String, Function<SourceClient, SourceAnswer>> SOURCES =
      Map.of(
          "VIES", it -> new Vies(it, null).check("DE123456788", Clients.DECLARED),
          "GLEIF", it -> new Gleif(it).check(LEI, Clients.DECLARED),
          "GLEIF by register number",
              it ->
                  new Gleif(it).check(new Gleif.RegisteredAs("HRB 1", "", "DE"), Clients.DECLARED),
          "register",
              it -> new RegisterSource(it, Clients.register()).check("01234567", Clients.DECLARED));

  private static Map<String, Consumer<FakeSource>> misbehaviours() {
    var all = new LinkedHashMap<String, Consumer<FakeSource>>();
    all.put("TIMEOUT: silent", FakeSource::silent);
    all.put("TIMEOUT: stalled", it -> it.stalled(REFUSAL));
    all.put("ANSWER_CUT: cut", it -> it.cut(REFUSAL));
    all.put("ANSWER_CUT: oversized", it -> it.json(REFUSAL + " ".repeat(5000)));
    all.put("UNEXPECTED_ANSWER: HTML", it -> it.answer(200, "text/html", HTML));
    all.put("UNEXPECTED_ANSWER: HTML named JSON", it -> it.json(HTML));
    all.put("UNEXPECTED_ANSWER: wrong type", it -> it.answer(200, "text/plain", REFUSAL));
    all.put("UNEXPECTED_ANSWER: no type", it -> it.answer(200, "", REFUSAL));
    all.put("UNEXPECTED_ANSWER: garbled", it -> it.json(REFUSAL.replace(':', '\u0007')));
    all.put("UNEXPECTED_ANSWER: half", it -> it.json(REFUSAL.substring(0, 40)));
    all.put("UNEXPECTED_ANSWER: two answers", it -> it.json(REFUSAL + REFUSAL));
    all.put("UNEXPECTED_ANSWER: said twice", it -> it.json("{\"valid\": true, \"valid\": false}"));
    all.put("UNEXPECTED_ANSWER: deep", it -> it.json("[".repeat(2000)));
    all.put("UNEXPECTED_ANSWER: object", it -> it.json("{}"));
    all.put("UNEXPECTED_ANSWER: array", it -> it.json("[]"));
    all.put("UNEXPECTED_ANSWER: null", it -> it.json("null"));
    all.put("UNEXPECTED_ANSWER: nothing", it -> it.answer(200, "application/json", ""));
    all.put("UNEXPECTED_ANSWER: no content", it -> it.answer(204, "application/json", ""));
    all.put("UNEXPECTED_ANSWER: wrong place", it -> it.answer(404, "text/html", HTML));
    all.put("RATE_LIMITED", it -> it.answer(429, "text/html", HTML, "Retry-After", "60"));
    all.put("SERVER_ERROR: 503", it -> it.answer(503, "text/html", HTML, "Retry-After", "60"));
    all.put("SERVER_ERROR: 500", it -> it.answer(500, "application/json", REFUSAL));
    all.put("TIMEOUT: 504", it -> it.answer(504, "text/html", HTML));
    all.put("ACCESS_REFUSED", it -> it.answer(403, "text/html", HTML));
    all.put(
        "REDIRECTED",
        it -> it.answer(302, "application/json", REFUSAL, "Location", "http://localhost:1/"));
    return all;
  }

  @TestFactory
  Stream<DynamicTest> isUnavailable() {
    return SOURCES.entrySet().stream()
        .flatMap(source ->
            misbehaviours().entrySet().stream()
                .map(misbehaviour ->
                    dynamicTest(
                        source.getKey() + ", " + misbehaviour.getKey(),
                        () -> {
                          try (var fake = new FakeSource()) {
                            misbehaviour.getValue().accept(fake);
                            var code = misbehaviour.getKey().split(":")[0];
                            var answer = ask(source.getValue(), fake.base(), code);
                            assertThat(answer.code()).isEqualTo(code);
                          }
                        })));
  }

  @TestFactory
  Stream<DynamicTest> isUnavailableIfNobodyListens() throws IOException {
    URI base;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      base = URI.create("http://localhost:%d/".formatted(socket.getLocalPort()));
    }
    return SOURCES.entrySet().stream()
        .map(source ->
            dynamicTest(
                source.getKey(),
                () ->
                    assertThat(ask(source.getValue(), base, "").code())
                        .isEqualTo("CONNECTION_FAILED")));
  }

  @Test
  void isUnavailableWithoutTheTlsThatItPromises() {
    try (var fake = new FakeSource().json(REFUSAL)) {
      var base = URI.create(fake.base().toString().replace("http:", "https:"));
      // The other side waits for a request that it can read.
      assertThat(ask(it -> new Gleif(it).check(LEI, Clients.DECLARED), base, "TIMEOUT").code())
          .isEqualTo("TIMEOUT");
      assertThat(fake.requests()).isEmpty();
    }
  }

  private static Unavailable ask(
      Function<SourceClient, SourceAnswer> source, URI base, String code) {
    // Only what is to time out may depend on how busy the machine is.
    var timeout = code.equals("TIMEOUT") ? "500ms" : "30s";
    var settings = Map.of("timeout", timeout, "attempts", 1, "answer-limit", "4KiB");
    try (var client = new Clients().client(base, settings)) {
      return (Unavailable) source.apply(client);
    }
  }
}
