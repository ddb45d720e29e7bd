package org.sellerregistry.verification.electronicid;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Moments in tokens: seconds since 1970 (RFC 7519, section 2). */
final class IdTimes {
  /** The end of the year 9999. */
  private static final long LAST = 253_402_300_799L;

  private IdTimes() {}

  /** The moment of a claim; null if there is none. */
  static @Nullable Instant of(JsonNode claims, String name) throws RefutedException {
    var value = claims.path(name);
    if (value.isMissingNode()) {
      return null;
    }
    if (!value.isNumber() || value.asDouble() < 0) {
      throw new RefutedException("PRESENTATION_MALFORMED");
    }
    return Instant.ofEpochSecond(value.asDouble() > LAST ? LAST : value.asLong());
  }
}
