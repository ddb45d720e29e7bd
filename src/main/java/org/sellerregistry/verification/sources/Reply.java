package org.sellerregistry.verification.sources;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A whole answer over HTTP, of whatever status.
 *
 * @param mediaType without parameters, in small letters; empty if the answer names none
 * @param retryAfter what the answer asks for, if it does (RFC 9110 section 10.2.3)
 * @param time when it arrived
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody, copied by nobody.
record Reply(
    int status, String mediaType, @Nullable Duration retryAfter, byte[] body, Instant time) {

  /** Reads no more than the standard allows: what is ambiguous is not the source's answer. */
  private static final ObjectReader STRICT =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(JsonNode.class);

  /**
   * The body's JSON object.
   *
   * @throws SourceUnavailableException if it is something else, such as a portal's login page
   */
  JsonNode json() throws SourceUnavailableException {
    if (!mediaType.equals("application/json") && !mediaType.endsWith("+json")) {
      throw SourceUnavailableException.unexpectedAnswer(null);
    }
    try {
      JsonNode node = STRICT.readValue(body);
      if (node != null && node.isObject()) {
        return node;
      }
    } catch (IOException e) {
      throw SourceUnavailableException.unexpectedAnswer(e);
    }
    throw SourceUnavailableException.unexpectedAnswer(null);
  }

  /** Why an answer of this status and of no known content is none. */
  SourceUnavailableException failure() {
    return switch (status) {
      case 408, 504 -> SourceUnavailableException.passing("TIMEOUT", retryAfter);
      case 429 -> SourceUnavailableException.passing("RATE_LIMITED", retryAfter);
      case 401, 403, 407 -> SourceUnavailableException.lasting("ACCESS_REFUSED");
      default -> {
        if (status >= 500) {
          yield SourceUnavailableException.passing("SERVER_ERROR", retryAfter);
        }
        yield status >= 300 && status < 400
            ? SourceUnavailableException.lasting("REDIRECTED")
            : SourceUnavailableException.unexpectedAnswer(null);
      }
    };
  }
}
