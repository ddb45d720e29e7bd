package org.sellerregistry.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests without a query: AWS Signature Version 4 in the {@code Authorization} header (AWS
 * General Reference, "Signing AWS API requests"). Paths are taken as they are, which is right for
 * S3 and for paths that need no encoding.
 */
public final class AwsSignature {
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final int DATE_LENGTH = 8;

  private final String accessKey;
  private final String secretKey;
  private final String region;
  private final String service;

  /**
   * @param accessKey the id of the key that requests are signed with
   * @param secretKey the key itself
   * @param service the name that the service goes by, for example {@code s3}
   */
  public AwsSignature(String accessKey, String secretKey, String region, String service) {
    this.accessKey = accessKey;
    this.secretKey = secretKey;
    this.region = region;
    this.service = service;
  }

  /** The SHA-256 of a body, in hexadecimal. */
  public static String sha256(byte[] body) {
    try {
      return hex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The value of {@code x-amz-date}. */
  public static String time(Instant time) {
    return TIME.format(time);
  }

  /**
   * The value of {@code Authorization}.
   *
   * @param headers those that are signed, their names in lower case; {@code host} is among them
   * @param payload the SHA-256 of the body in hexadecimal
   */
  public String authorization(
      String method, URI uri, SortedMap<String, String> headers, String payload, Instant at) {
    var signed = String.join(";", headers.keySet());
    var lines =
        headers.entrySet().stream()
            .map(header -> header.getKey() + ":" + header.getValue().strip() + "\n")
            .collect(Collectors.joining());
    var request = String.join("\n", method, uri.getRawPath(), "", lines, signed, payload);
    var time = time(at);
    var date = time.substring(0, DATE_LENGTH);
    var scope = String.join("/", date, region, service, "aws4_request");
    var text = String.join("\n", ALGORITHM, time, scope, sha256(utf8(request)));
    return "%s Credential=%s/%s,SignedHeaders=%s,Signature=%s"
        .formatted(ALGORITHM, accessKey, scope, signed, hex(hmac(key(date), text)));
  }

  private byte[] key(String date) {
    byte[] key = hmac(utf8("AWS4" + secretKey), date);
    key = hmac(key, region);
    key = hmac(key, service);
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
