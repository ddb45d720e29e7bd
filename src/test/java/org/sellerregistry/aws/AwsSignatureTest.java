package org.sellerregistry.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Against the vanilla GET of the AWS Signature Version 4 test suite, and against the examples of
 * the Amazon S3 API Reference, "Signature Calculations for the Authorization Header: Transferring
 * Payload in a Single Chunk (AWS Signature Version 4)".
 */
class AwsSignatureTest {
  private static final Instant TIME = Instant.parse("2013-05-24T00:00:00Z");

  private final AwsSignature signature =
      new AwsSignature(
          "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "us-east-1", "s3");

  @Test
  void anotherServiceThanS3() {
    var signed = new TreeMap<String, String>();
    signed.put("host", "example.amazonaws.com");
    signed.put("x-amz-date", "20150830T123600Z");

    assertThat(
            new AwsSignature(
                    "AKIDEXAMPLE",
                    "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
                    "us-east-1",
                    "service")
                .authorization(
                    "GET",
                    URI.create("https://example.amazonaws.com/"),
                    signed,
                    sha256(""),
                    Instant.parse("2015-08-30T12:36:00Z")))
        .endsWith(
            "SignedHeaders=host;x-amz-date,"
                + "Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
  }

  @Test
  void getObject() {
    var nothing = sha256("");
    var headers =
        new TreeMap<>(
            Map.of(
                "host",
                "examplebucket.s3.amazonaws.com",
                "range",
                "bytes=0-9",
                "x-amz-content-sha256",
                nothing,
                "x-amz-date",
                AwsSignature.time(TIME)));

    assertThat(
            signature.authorization(
                "GET",
                URI.create("https://examplebucket.s3.amazonaws.com/test.txt"),
                headers,
                nothing,
                TIME))
        .isEqualTo(
            "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                + "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,"
                + "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
  }

  @Test
  void putObject() {
    var payload = sha256("Welcome to Amazon S3.");
    var headers =
        new TreeMap<>(
            Map.of(
                "date", "Fri, 24 May 2013 00:00:00 GMT",
                "host", "examplebucket.s3.amazonaws.com",
                "x-amz-content-sha256", payload,
                "x-amz-date", AwsSignature.time(TIME),
                "x-amz-storage-class", "REDUCED_REDUNDANCY"));

    assertThat(
            signature.authorization(
                "PUT",
                URI.create("https://examplebucket.s3.amazonaws.com/test%24file.text"),
                headers,
                payload,
                TIME))
        .endsWith(
            "SignedHeaders=date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class,"
                + "Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
  }

  private static String sha256(String text) {
    return AwsSignature.sha256(text.getBytes(UTF_8));
  }
}
