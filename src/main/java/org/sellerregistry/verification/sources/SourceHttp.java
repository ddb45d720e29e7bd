package org.sellerregistry.verification.sources;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpTimeoutException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Requests to one source. Redirects are not followed, so nothing that is sent (a trader's name, a
 * credential) reaches another host; the whole answer is bounded in length and time.
 */
final class SourceHttp implements AutoCloseable {
  private static final Duration LONGEST_RETRY_AFTER = Duration.ofDays(1);

  private final SourceSettings settings;
  private final InstantSource clock;
  private final HttpClient client;

  SourceHttp(SourceSettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(settings.connectTimeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /** The time, for requests that carry theirs. */
  Instant now() {
    return clock.instant();
  }

  /** A request for a path below the source's base. */
  HttpRequest.Builder request(String path) {
    return request(settings.base().resolve(path));
  }

  HttpRequest.Builder request(URI uri) {
    return HttpRequest.newBuilder(uri)
        .header("Accept", "application/json, application/vnd.api+json")
        .header("User-Agent", "seller-registry");
  }

  /** Whether an address that the source names lies below its base. */
  boolean covers(URI uri) {
    var base = settings.base();
    var path = uri.normalize().getRawPath();
    return base.getScheme().equalsIgnoreCase(uri.getScheme())
        && base.getRawAuthority().equalsIgnoreCase(uri.getRawAuthority())
        && path != null
        && path.startsWith(base.getRawPath());
  }

  /**
   * Sends a request and waits for the whole answer.
   *
   * @throws SourceUnavailableException if none came, or not a whole one
   */
  Reply send(HttpRequest request) throws SourceUnavailableException, InterruptedException {
    var begun = new AtomicBoolean();
    var future =
        client.sendAsync(
            request,
            head -> {
              begun.set(true);
              return BodySubscribers.limiting(
                  BodySubscribers.ofByteArray(), settings.answerLimit());
            });
    try {
      // The request's own timeout ends with the head, and a body can drip for ever.
      return reply(future.get(settings.timeout().toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      throw SourceUnavailableException.passing("TIMEOUT", e);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof IOException cause)) {
        throw new IllegalStateException("The HTTP client is broken", e);
      }
      throw SourceUnavailableException.passing(
          cause instanceof HttpTimeoutException
              ? "TIMEOUT"
              : begun.get() ? "ANSWER_CUT" : "CONNECTION_FAILED",
          cause);
    } finally {
      future.cancel(true);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  private Reply reply(HttpResponse<byte[]> response) {
    var headers = response.headers();
    var type = headers.firstValue("Content-Type").orElse("");
    var now = clock.instant();
    return new Reply(
        response.statusCode(),
        type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT),
        headers.firstValue("Retry-After").map(value -> retryAfter(value, now)).orElse(null),
        response.body(),
        now);
  }

  /** Reads seconds or a date; what is neither is as good as nothing. */
  private static @Nullable Duration retryAfter(String value, Instant now) {
    Duration wait;
    try {
      wait =
          value.matches("[0-9]{1,9}")
              ? Duration.ofSeconds(Long.parseLong(value))
              : Duration.between(
                  now,
                  ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      return null;
    }
    if (wait.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : wait;
  }
}
