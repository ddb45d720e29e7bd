package org.sellerregistry.verification.electronicid;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Reads JSON as strictly as the standard allows: an ambiguous token is none. */
final class Json {
  private static final ObjectReader STRICT =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(JsonNode.class);

  private Json() {}

  static JsonNode read(String text) throws RefutedException {
    try {
      JsonNode node = STRICT.readValue(text);
      if (node != null) {
        return node;
      }
    } catch (JsonProcessingException e) {
      throw new RefutedException("PRESENTATION_MALFORMED");
    }
    throw new RefutedException("PRESENTATION_MALFORMED");
  }

  /** Reads what is encoded in base64url without padding (RFC 7515, section 2). */
  static JsonNode decode(String encoded) throws RefutedException {
    try {
      return read(new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw new RefutedException("PRESENTATION_MALFORMED");
    }
  }
}
