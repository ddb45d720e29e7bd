package org.sellerregistry.verification.electronicid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A presentation in its parts (RFC 9901, section 4).
 *
 * @param token what the issuer signed
 * @param disclosures what the holder disclosed, encoded
 * @param keyBinding the holder's proof; empty if there is none
 */
record SdJwt(String token, List<String> disclosures, String keyBinding) {
  /** Names of hash functions (IANA registry of named information) that the platform has. */
  private static final Map<String, String> HASHES =
      Map.of("sha-256", "SHA-256", "sha-384", "SHA-384", "sha-512", "SHA-512");

  private static final String DIGESTS = "_sd";
  private static final String ALGORITHM = "_sd_alg";
  private static final String ELEMENT = "...";

  static SdJwt parse(String text) {
    var parts = text.split("~", -1);
    return parts.length == 1
        ? new SdJwt(text, List.of(), "")
        : new SdJwt(
            parts[0], Arrays.asList(parts).subList(1, parts.length - 1), parts[parts.length - 1]);
  }

  /** What the holder's proof is bound to: everything before it, the last tilde included. */
  String bound() {
    return disclosures.isEmpty() ? token + "~" : token + "~" + String.join("~", disclosures) + "~";
  }

  /**
   * The signed payload with what was disclosed put in its places (RFC 9901, section 7.1).
   *
   * @throws RefutedException if a disclosure is malformed, not signed for, or signed for twice
   */
  JsonNode disclose(ObjectNode payload) throws RefutedException {
    var hash = hash(payload);
    var byDigest = new HashMap<String, JsonNode>();
    for (var disclosure : disclosures) {
      if (byDigest.put(digest(hash, disclosure), Json.decode(disclosure)) != null) {
        throw new RefutedException("DISCLOSURE_INVALID");
      }
    }
    var used = new HashSet<String>();
    var result = payload.deepCopy();
    object(result, byDigest, used, new HashSet<>());
    if (used.size() != byDigest.size()) {
      throw new RefutedException("DISCLOSURE_INVALID");
    }
    result.remove(ALGORITHM);
    return result;
  }

  /** The hash function that the payload names. */
  static String hash(JsonNode payload) throws RefutedException {
    var name = payload.path(ALGORITHM).asText("sha-256");
    var hash = HASHES.get(name);
    if (hash == null) {
      throw new RefutedException("HASH_UNKNOWN");
    }
    return hash;
  }

  /** The digest of an ASCII text in base64url without padding. */
  static String digest(String hash, String text) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              MessageDigest.getInstance(hash).digest(text.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the platform has no " + hash, e);
    }
  }

  private static void object(
      ObjectNode object, Map<String, JsonNode> byDigest, Set<String> used, Set<String> seen)
      throws RefutedException {
    var digests = object.remove(DIGESTS);
    for (var entry : List.copyOf(object.properties())) {
      value(entry.getValue(), byDigest, used, seen);
    }
    if (digests == null) {
      return;
    }
    if (!digests.isArray()) {
      throw new RefutedException("PRESENTATION_MALFORMED");
    }
    for (var digest : digests) {
      var disclosure = take(digest.asText(), byDigest, used, seen);
      if (disclosure == null) {
        continue;
      }
      if (disclosure.size() != 3 || !disclosure.get(1).isTextual()) {
        throw new RefutedException("DISCLOSURE_INVALID");
      }
      var name = disclosure.get(1).asText();
      if (name.equals(DIGESTS) || name.equals(ELEMENT) || object.has(name)) {
        throw new RefutedException("DISCLOSURE_INVALID");
      }
      value(disclosure.get(2), byDigest, used, seen);
      object.set(name, disclosure.get(2));
    }
  }

  private static void value(
      JsonNode value, Map<String, JsonNode> byDigest, Set<String> used, Set<String> seen)
      throws RefutedException {
    if (value instanceof ObjectNode object) {
      object(object, byDigest, used, seen);
    } else if (value instanceof ArrayNode array) {
      for (int i = array.size() - 1; i >= 0; i--) {
        var element = array.get(i);
        if (element.isObject() && element.has(ELEMENT)) {
          var disclosure = take(element.get(ELEMENT).asText(), byDigest, used, seen);
          if (element.size() != 1 || (disclosure != null && disclosure.size() != 2)) {
            throw new RefutedException("DISCLOSURE_INVALID");
          }
          if (disclosure == null) {
            array.remove(i);
            continue;
          }
          array.set(i, disclosure.get(1));
        }
        value(array.get(i), byDigest, used, seen);
      }
    }
  }

  /** The disclosure of a digest; null for a digest of what is not disclosed, or a decoy. */
  private static @Nullable JsonNode take(
      String digest, Map<String, JsonNode> byDigest, Set<String> used, Set<String> seen)
      throws RefutedException {
    if (!seen.add(digest)) {
      throw new RefutedException("DISCLOSURE_INVALID");
    }
    var disclosure = byDigest.get(digest);
    if (disclosure == null) {
      return null;
    }
    if (!disclosure.isArray()) {
      throw new RefutedException("DISCLOSURE_INVALID");
    }
    used.add(digest);
    return disclosure;
  }
}
