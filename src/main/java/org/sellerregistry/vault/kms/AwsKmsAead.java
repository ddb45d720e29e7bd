package org.sellerregistry.vault.kms;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.crypto.tink.Aead;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.sellerregistry.aws.AwsSignature;

/**
 * A key of the AWS Key Management Service, by its JSON protocol. Associated data is the encryption
 * context's {@code associatedData} in hexadecimal, as in Tink's own client.
 */
final class AwsKmsAead implements Aead {
  private final String arn;
  private final String region;
  private final URI endpoint;
  private final KmsSettings settings;
  private final InstantSource clock;
  private final KmsHttp http = new KmsHttp();

  AwsKmsAead(String arn, String region, URI endpoint, KmsSettings settings, InstantSource clock) {
    this.arn = arn;
    this.region = region;
    this.endpoint = endpoint;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public byte[] encrypt(byte[] plaintext, byte[] associatedData) throws GeneralSecurityException {
    return bytes(call("Encrypt", "Plaintext", plaintext, associatedData), "CiphertextBlob");
  }

  @Override
  public byte[] decrypt(byte[] ciphertext, byte[] associatedData) throws GeneralSecurityException {
    return bytes(call("Decrypt", "CiphertextBlob", ciphertext, associatedData), "Plaintext");
  }

  private JsonNode call(String action, String field, byte[] value, byte[] associatedData)
      throws GeneralSecurityException {
    var body = new LinkedHashMap<String, Object>();
    body.put("KeyId", arn);
    body.put(field, Base64.getEncoder().encodeToString(value));
    if (associatedData.length > 0) {
      body.put(
          "EncryptionContext", Map.of("associatedData", HexFormat.of().formatHex(associatedData)));
    }
    var text = http.write(body);
    var credentials = AwsCredentials.read(settings.credentialsFile(), settings.environment());
    var now = clock.instant();
    var headers = new TreeMap<String, String>();
    headers.put("content-type", "application/x-amz-json-1.1");
    headers.put("x-amz-date", AwsSignature.time(now));
    headers.put("x-amz-target", "TrentService." + action);
    if (!credentials.token().isEmpty()) {
      headers.put("x-amz-security-token", credentials.token());
    }
    var request = HttpRequest.newBuilder(endpoint).POST(BodyPublishers.ofString(text));
    headers.forEach(request::header);
    // The client sends this one by itself.
    headers.put("host", endpoint.getRawAuthority());
    var authorization =
        new AwsSignature(credentials.accessKey(), credentials.secretKey(), region, "kms")
            .authorization(
                "POST", endpoint, headers, AwsSignature.sha256(text.getBytes(UTF_8)), now);
    return http.send(request.header("authorization", authorization));
  }

  private static byte[] bytes(JsonNode answer, String field) throws GeneralSecurityException {
    return Base64s.decode(answer.path(field).asText());
  }
}
