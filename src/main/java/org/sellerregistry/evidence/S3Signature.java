package org.sellerregistry.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests to S3 without a query: AWS Signature Version 4 in the {@code Authorization} header
 * (Amazon S3 API Reference, "Authenticating Requests: Using the Authorization Header").
 */
final class S3Signature {
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final int DATE_LENGTH = 8;

  private final String accessKey;
  private final String secretKey;
  private final String region;

  S3Signature(String accessKey, String secretKey, String region) {
    this.accessKey = accessKey;
    this.secretKey = secretKey;
    this.region = region;
  }

  /** The value of {@code x-amz-date}. */
  static String time(Instant time) {
    return TIME.format(time);
  }

  /**
   * The value of {@code Authorization}.
   *
   * @param headers those that are signed, their names in lower case; {@code host} is among them
   * @param payload the SHA-256 of the body in hexadecimal, as in {@code x-amz-content-sha256}
   */
  String authorization(
      String method, URI uri, SortedMap<String, String> headers, String payload, Instant at) {
    var signed = String.join(";", headers.keySet());
    var lines =
        headers.entrySet().stream()
            .map(header -> header.getKey() + ":" + header.getValue().strip() + "\n")
            .collect(Collectors.joining());
    var request = String.join("\n", method, uri.getRawPath(), "", lines, signed, payload);
    var time = time(at);
    var date = time.substring(0, DATE_LENGTH);
    var scope = String.join("/", date, region, "s3", "aws4_request");
    var text =
        String.join("\n", ALGORITHM, time, scope, hex(Digests.sha256().digest(utf8(request))));
    return "%s Credential=%s/%s,SignedHeaders=%s,Signature=%s"
        .formatted(ALGORITHM, accessKey, scope, signed, hex(hmac(key(date), text)));
  }

  private byte[] key(String date) {
    byte[] key = hmac(utf8("AWS4" + secretKey), date);
    key = hmac(key, region);
    key = hmac(key, "s3");
    return hmac(key, "aws4_request");
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(utf8(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA256", e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
