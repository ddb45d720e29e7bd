package org.sellerregistry.vault.kms;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Encrypts and decrypts as Google's Cloud Key Management Service does, and gives tokens as Google's
 * authorisation server and a machine's metadata server do.
 */
final class FakeGoogle extends FakeService {
  static final String KEY = "projects/synthetic/locations/eu-test1/keyRings/ring/cryptoKeys/key";
  static final Instant NOW = Instant.parse("2026-11-22T01:02:03Z");

  private static final String TOKEN = "synthetic-token";

  final AtomicInteger tokens = new AtomicInteger();
  private final KeyPair account;

  FakeGoogle() {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      account = generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The key of a service account, in Google's form. */
  String accountFile() throws IOException {
    var pem =
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(account.getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----\n";
    return json.writeValueAsString(
        Map.of(
            "type", "service_account",
            "client_email", "registry@synthetic.example",
            "private_key_id", "key-1",
            "private_key", pem,
            "token_uri", endpoint() + "token"));
  }

  @Override
  Answer answer(HttpExchange exchange, byte[] body) throws IOException, GeneralSecurityException {
    var path = exchange.getRequestURI().getPath();
    if (path.equals("/token")) {
      return isAssertion(new String(body, UTF_8)) ? token() : new Answer(401, "{}");
    }
    if (path.equals("/computeMetadata/v1/instance/service-accounts/default/token")) {
      return "Google".equals(exchange.getRequestHeaders().getFirst("Metadata-Flavor"))
          ? token()
          : new Answer(403, "{}");
    }
    if (!("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("authorization"))) {
      return new Answer(401, Map.of("error", Map.of("status", "UNAUTHENTICATED")));
    }
    var request = read(body);
    var context = bytes(request.path("additionalAuthenticatedData").asText());
    if (path.equals("/v1/" + KEY + ":encrypt")) {
      var sealed = encrypt(bytes(request.path("plaintext").asText()), context);
      return new Answer(200, Map.of("ciphertext", Base64.getEncoder().encodeToString(sealed)));
    }
    if (path.equals("/v1/" + KEY + ":decrypt")) {
      var opened = decrypt(bytes(request.path("ciphertext").asText()), context);
      return new Answer(200, Map.of("plaintext", Base64.getEncoder().encodeToString(opened)));
    }
    return new Answer(404, Map.of("error", Map.of("status", "NOT_FOUND", "message", "quokkaxz")));
  }

  private Answer token() {
    tokens.incrementAndGet();
    return new Answer(200, Map.of("access_token", TOKEN, "expires_in", 3600));
  }

  private boolean isAssertion(String form) {
    var prefix = "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=";
    if (!form.startsWith(prefix)) {
      return false;
    }
    try {
      var jwt = SignedJWT.parse(form.substring(prefix.length()));
      var claims = jwt.getJWTClaimsSet();
      return jwt.verify(new RSASSAVerifier((RSAPublicKey) account.getPublic()))
          && claims.getIssuer().equals("registry@synthetic.example")
          && claims.getAudience().contains(endpoint() + "token")
          && claims.getStringClaim("scope").endsWith("/auth/cloudkms")
          && claims.getIssueTime().toInstant().equals(NOW)
          && claims.getExpirationTime().toInstant().isAfter(NOW);
    } catch (ParseException | JOSEException e) {
      return false;
    }
  }

  private static byte[] bytes(String base64) {
    return Base64.getDecoder().decode(base64);
  }
}
