package org.sellerregistry.verification.sources;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sellerregistry.storage.RetryPolicy;
import org.sellerregistry.verification.sources.SourceAnswer.Confirmed;
import org.sellerregistry.verification.sources.SourceAnswer.Unavailable;

class GuardTest {
  private static final String OK =
      "{\"countryCode\": \"DE\", \"vatNumber\": \"123456788\", \"valid\": true}";
  private static final Unavailable DOWN = new Unavailable("SERVER_ERROR", null);

  private final FakeSource source = new FakeSource();
  private final Clients clients = new Clients();
  private final SourceClient client = clients.client(source.base());

  @AfterEach
  void close() {
    client.close();
    source.close();
  }

  private SourceAnswer check() {
    return new Vies(client, null).check("DE123456788", Clients.DECLARED);
  }

  private void down(int status, String... headers) {
    source.answer(status, "text/html", "down", headers);
  }

  private Guard guard(int attempts) {
    var settings =
        new SourceSettings(
            URI.create("https://source.example/"),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            new RetryPolicy(attempts, Duration.ofMillis(1), Duration.ofMillis(2)),
            2,
            Duration.ofMinutes(1),
            1,
            Duration.ZERO,
            100,
            Duration.ofHours(1),
            Duration.ofHours(1));
    return new Guard(settings, clients.clock, clients.pauses::add, new Random(1));
  }

  @Test
  void asksAgainAfterGrowingRandomPauses() {
    down(503);
    down(503);
    source.json(OK);
    assertThat(check()).isInstanceOf(Confirmed.class);
    assertThat(clients.pauses).hasSize(2);
    assertThat(clients.pauses.get(0)).isBetween(Duration.ZERO, Duration.ofMillis(500));
    assertThat(clients.pauses.get(1)).isBetween(Duration.ZERO, Duration.ofMillis(1000));
  }

  @Test
  void waitsAsLongAsTheSourceAsks() {
    down(503, "Retry-After", "7");
    source.json(OK);
    assertThat(check()).isInstanceOf(Confirmed.class);
    assertThat(clients.pauses).containsExactly(Duration.ofSeconds(7));
  }

  @Test
  void doesNotWaitLongButSaysHowLong() {
    down(429, "Retry-After", "3600");
    assertThat(check()).isEqualTo(new Unavailable("RATE_LIMITED", Duration.ofHours(1)));
    assertThat(clients.pauses).isEmpty();
    assertThat(source.requests()).hasSize(1);
  }

  @Test
  void understandsDatesAndNoNonsense() {
    var date =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            clients.clock.instant().plusSeconds(90).atOffset(ZoneOffset.UTC));
    down(429, "Retry-After", date);
    assertThat(check()).isEqualTo(new Unavailable("RATE_LIMITED", Duration.ofSeconds(90)));
    try (var other = new FakeSource();
        var fresh = clients.client(other.base(), Map.of("attempts", 1))) {
      for (var nonsense : new String[] {"soon", "-5", "1e9", "99999999999999999999"}) {
        other.answer(429, "text/html", "", "Retry-After", nonsense);
        clients.clock.advance(Duration.ofHours(1));
        assertThat(new Vies(fresh, null).check("DE123456788", Clients.DECLARED))
            .isEqualTo(new Unavailable("RATE_LIMITED", null));
      }
    }
  }

  @Test
  void leavesASourceAloneThatIsDownAndTriesItOnceLater() {
    down(500);
    assertThat(check()).isEqualTo(DOWN);
    assertThat(check()).isEqualTo(DOWN);
    assertThat(source.requests()).hasSize(5);
    assertThat(((Unavailable) check()).code()).isEqualTo("CIRCUIT_OPEN");
    assertThat(((Unavailable) check()).retryAfter())
        .isBetween(Duration.ofSeconds(1), Duration.ofMinutes(1));
    assertThat(source.requests()).hasSize(5);

    clients.clock.advance(Duration.ofMinutes(1));
    assertThat(check()).isEqualTo(DOWN);
    assertThat(source.requests()).hasSize(6);
    assertThat(((Unavailable) check()).code()).isEqualTo("CIRCUIT_OPEN");

    clients.clock.advance(Duration.ofMinutes(1));
    source.json(OK);
    // The fake source repeats its last failure once more before it takes up the new answer.
    check();
    clients.clock.advance(Duration.ofMinutes(1));
    assertThat(check()).isInstanceOf(Confirmed.class);
  }

  @Test
  void letsOneThroughToSeeWhetherTheSourceIsBack() {
    var breaker = new CircuitBreaker(1, Duration.ofMinutes(1), clients.clock);
    breaker.failed();
    assertThat(breaker.admit()).isEqualTo(Duration.ofMinutes(1));
    clients.clock.advance(Duration.ofMinutes(1));
    assertThat(breaker.admit()).isZero();
    assertThat(breaker.admit()).isEqualTo(Duration.ofMinutes(1));
    breaker.succeeded();
    assertThat(breaker.admit()).isZero();
  }

  @Test
  void asksNoMoreAtATimeThanIsAllowed() {
    var guard = guard(1);
    var confirmed =
        guard.ask(
            "DE",
            () -> {
              assertThat(guard.ask("DE", () -> new Unavailable("NEVER", null)))
                  .isEqualTo(new Unavailable("LIMIT_REACHED", null));
              return guard.ask("AT", () -> new Unavailable("ANOTHER_PART", null));
            });
    assertThat(confirmed).isEqualTo(new Unavailable("ANOTHER_PART", null));
    assertThat(guard.ask("DE", () -> DOWN)).isSameAs(DOWN);
  }

  @Test
  void givesItsPlaceBackWhateverHappens() {
    var guard = guard(1);
    for (int i = 0; i < 3; i++) {
      try {
        guard.ask(
            "DE",
            () -> {
              throw new IllegalStateException("A mistake");
            });
      } catch (IllegalStateException e) {
        assertThat(e).hasMessage("A mistake");
      }
    }
    assertThat(guard.ask("DE", () -> DOWN)).isSameAs(DOWN);
  }

  @Test
  void stopsWhenInterrupted() {
    source.silent();
    Thread.currentThread().interrupt();
    try {
      assertThat(check()).isEqualTo(new Unavailable("INTERRUPTED", null));
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }
}
