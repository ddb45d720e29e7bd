package org.sellerregistry.verification.electronicid;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.SignedJWT;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import java.util.function.Predicate;
import java.util.zip.InflaterInputStream;

/**
 * Whether a credential was revoked since it was issued, by the IETF's Token Status List: a signed
 * list of small numbers, one for each credential.
 *
 * <p>A list is only read below the place that the settings name for the issuer, so that a
 * credential cannot make the server call other places.
 */
final class StatusLists {
  /** Two million credentials of one bit; a longer list is not read. */
  private static final int LONGEST = 1 << 18;

  private static final JOSEObjectType TYPE = new JOSEObjectType("statuslist+jwt");
  private static final Set<Integer> BITS = Set.of(1, 2, 4, 8);

  private final Fetch fetch;

  StatusLists(Fetch fetch) {
    this.fetch = fetch;
  }

  /** Reads a status list's token. */
  @FunctionalInterface
  interface Fetch {
    String read(URI place) throws IOException, InterruptedException;
  }

  /** What is known of a credential. */
  enum Status {
    /** In force, or without a status at all. */
    VALID,
    /** Revoked for good. */
    REVOKED,
    /** Out of force for now, or in a state of the issuer's own. */
    SUSPENDED,
    /** Its status is of a kind, or at a place, that is not read. */
    NOT_READ,
    /** The list cannot be read, or is not one that the issuer signed. */
    UNAVAILABLE
  }

  /**
   * The status of a credential.
   *
   * @param payload what the issuer signed
   * @param below where the issuer's lists lie; empty if none is read
   * @param signed whether the issuer signed a token
   */
  Status of(JsonNode payload, String below, Predicate<SignedJWT> signed, Instant now) {
    var status = payload.path("status");
    if (status.isMissingNode()) {
      return Status.VALID;
    }
    var reference = status.path("status_list");
    var place = reference.path("uri").asText();
    var index = reference.path("idx");
    if (below.isEmpty() || !isBelow(place, below) || !index.isIntegralNumber()) {
      return Status.NOT_READ;
    }
    try {
      var token = SignedJWT.parse(fetch.read(URI.create(place)).strip());
      var list = Json.read(token.getPayload().toString());
      var end = IdTimes.of(list, "exp");
      if (!TYPE.equals(token.getHeader().getType())
          || !list.path("sub").asText().equals(place)
          || (end != null && !now.isBefore(end))
          || !signed.test(token)) {
        return Status.UNAVAILABLE;
      }
      return status(list.path("status_list"), index.asLong());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Status.UNAVAILABLE;
    } catch (IOException | ParseException | RefutedException | IllegalArgumentException e) {
      return Status.UNAVAILABLE;
    }
  }

  private static boolean isBelow(String place, String below) {
    return place.startsWith(below) && !place.contains("..") && !place.contains("%");
  }

  private static Status status(JsonNode list, long index) throws IOException {
    int bits = list.path("bits").asInt();
    if (!BITS.contains(bits) || index < 0 || index > 8L * LONGEST) {
      return Status.UNAVAILABLE;
    }
    var bytes = inflate(Base64.getUrlDecoder().decode(list.path("lst").asText()));
    long first = index * bits;
    if (first / 8 >= bytes.length) {
      return Status.UNAVAILABLE;
    }
    int value = (bytes[(int) (first / 8)] & 0xff) >> (first % 8) & ((1 << bits) - 1);
    return value == 0 ? Status.VALID : value == 1 ? Status.REVOKED : Status.SUSPENDED;
  }

  private static byte[] inflate(byte[] deflated) throws IOException {
    try (var in = new InflaterInputStream(new ByteArrayInputStream(deflated))) {
      var bytes = in.readNBytes(LONGEST + 1);
      if (bytes.length > LONGEST) {
        throw new IOException("the status list is too long");
      }
      return bytes;
    }
  }
}
