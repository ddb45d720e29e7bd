package org.sellerregistry.vault.kms;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * Asks a service and reads its JSON. Calls are few, at start and when keys are rotated, so each has
 * a client of its own that leaves nothing behind. No message holds what was sent or received.
 */
final class KmsHttp {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int OK = 200;

  /** What services name an error by. */
  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.]{1,80}");

  private final ObjectMapper json = new ObjectMapper();

  /** A body. */
  String write(Object body) {
    try {
      return json.writeValueAsString(body);
    } catch (JacksonException e) {
      throw new IllegalStateException("No JSON", e);
    }
  }

  JsonNode read(String text) throws GeneralSecurityException {
    try {
      return json.readTree(text);
    } catch (JacksonException e) {
      // Without the cause, which quotes what it could not read.
      throw new GeneralSecurityException("what should be JSON is none");
    }
  }

  /**
   * The answer to a request.
   *
   * @throws GeneralSecurityException if there is none, or a refusal
   */
  JsonNode send(HttpRequest.Builder request) throws GeneralSecurityException {
    try (var client =
        HttpClient.newBuilder()
            .connectTimeout(TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build()) {
      var sent = request.timeout(TIMEOUT).build();
      var future = client.sendAsync(sent, BodyHandlers.ofString());
      try {
        // The request's own timeout ends with the head, and a body can drip for ever.
        var answer = future.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        if (answer.statusCode() != OK) {
          throw new GeneralSecurityException(
              "%s answered %d%s"
                  .formatted(sent.uri().getHost(), answer.statusCode(), code(answer.body())));
        }
        return read(answer.body());
      } catch (TimeoutException e) {
        throw new GeneralSecurityException(sent.uri().getHost() + " did not answer in time", e);
      } catch (ExecutionException e) {
        var cause = e.getCause() instanceof IOException ? "cannot be reached" : "was not asked";
        throw new GeneralSecurityException(sent.uri().getHost() + " " + cause, e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new GeneralSecurityException("interrupted", e);
      } finally {
        future.cancel(true);
        client.shutdownNow();
      }
    }
  }

  /** The error's code, where the answer has one in the place of either service. */
  private String code(String body) {
    try {
      var answer = read(body);
      var type = answer.path("__type").asText(answer.path("error").path("status").asText());
      var code = type.substring(type.lastIndexOf('#') + 1);
      return CODE.matcher(code).matches() ? " " + code : "";
    } catch (GeneralSecurityException e) {
      return "";
    }
  }
}
