package org.sellerregistry.vault.kms;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.aws.AwsSignature;
import org.sellerregistry.vault.KmsKeys;

/**
 * Encrypts and decrypts as the AWS Key Management Service does in its JSON protocol, and holds
 * every request against its signature.
 */
public final class FakeAwsKms extends FakeService {
  public static final String KEY = "arn:aws:kms:eu-test-1:111122223333:key/synthetic";
  static final Instant NOW = Instant.parse("2026-11-22T01:02:03Z");

  static final Map<String, String> ENVIRONMENT =
      Map.of("AWS_ACCESS_KEY_ID", "access", "AWS_SECRET_ACCESS_KEY", "secret");

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");
  private static final int LARGEST = 4096;

  private final AwsSignature signature = new AwsSignature("access", "secret", "eu-test-1", "kms");

  /** The token of a session, without which nothing is done; empty for none. */
  String token = "";

  /** A client of it. */
  public KmsKeys keys() {
    return keys(KEY, ENVIRONMENT, null);
  }

  /** A client of it that names another key. */
  public KmsKeys keys(String arn) {
    return keys(arn, ENVIRONMENT, null);
  }

  KmsKeys keys(String arn, Map<String, String> environment, @Nullable Path credentials) {
    return new KmsClients(
        new KmsSettings("aws-kms://" + arn, credentials, endpoint(), environment), () -> NOW);
  }

  public int asked() {
    return asked.get();
  }

  public void fail(int status) {
    failing.set(status);
  }

  private static Instant signedAt(Map<String, String> headers) {
    return LocalDateTime.parse(headers.getOrDefault("x-amz-date", ""), TIME)
        .toInstant(ZoneOffset.UTC);
  }

  @Override
  Answer answer(HttpExchange exchange, byte[] body) throws IOException, GeneralSecurityException {
    var given = exchange.getRequestHeaders();
    var headers = new TreeMap<String, String>();
    for (var name : new String[] {"content-type", "host", "x-amz-date", "x-amz-target"}) {
      headers.put(name, String.valueOf(given.getFirst(name)));
    }
    if (!token.isEmpty()) {
      headers.put("x-amz-security-token", token);
    }
    var expected =
        signature.authorization(
            "POST", URI.create("/"), headers, AwsSignature.sha256(body), signedAt(headers));
    if (!expected.equals(given.getFirst("authorization"))) {
      return new Answer(400, Map.of("__type", "com.example#InvalidSignatureException"));
    }
    var request = read(body);
    if (!request.path("KeyId").asText().equals(KEY)) {
      return new Answer(400, Map.of("__type", "NotFoundException", "message", "quokkaxz"));
    }
    var context = request.path("EncryptionContext").toString().getBytes(UTF_8);
    var base64 = Base64.getEncoder();
    if (headers.get("x-amz-target").equals("TrentService.Encrypt")) {
      var plaintext = Base64.getDecoder().decode(request.path("Plaintext").asText());
      return plaintext.length > LARGEST
          ? new Answer(400, Map.of("__type", "ValidationException"))
          : new Answer(
              200, Map.of("CiphertextBlob", base64.encodeToString(encrypt(plaintext, context))));
    }
    var ciphertext = Base64.getDecoder().decode(request.path("CiphertextBlob").asText());
    try {
      return new Answer(
          200, Map.of("Plaintext", base64.encodeToString(decrypt(ciphertext, context))));
    } catch (GeneralSecurityException e) {
      return new Answer(400, Map.of("__type", "InvalidCiphertextException"));
    }
  }
}
