package org.sellerregistry.vault.kms;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Date;

/**
 * Access tokens for Google's services: by a service account's key (RFC 7523), or of the account
 * that the machine runs as, from its metadata server.
 */
final class GcpTokens {
  private static final String SCOPE = "https://www.googleapis.com/auth/cloudkms";
  private static final String GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
  private static final Duration LIFE = Duration.ofMinutes(10);

  /** A token is asked for anew so long before its end. */
  private static final Duration MARGIN = Duration.ofMinutes(1);

  private final KmsSettings settings;
  private final InstantSource clock;
  private final KmsHttp http = new KmsHttp();
  private String token = "";
  private Instant end = Instant.MIN;

  GcpTokens(KmsSettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /** A token that is good for a while. */
  synchronized String token() throws GeneralSecurityException {
    var now = clock.instant();
    if (!now.isBefore(end)) {
      var file = settings.credentialsFile();
      var answer = file == null ? ofMachine() : ofAccount(file, now);
      token = answer.path("access_token").asText();
      if (token.isEmpty()) {
        throw new GeneralSecurityException("there is no access token in the answer");
      }
      end = now.plusSeconds(answer.path("expires_in").asLong()).minus(MARGIN);
    }
    return token;
  }

  private JsonNode ofMachine() throws GeneralSecurityException {
    var host = settings.environment().getOrDefault("GCE_METADATA_HOST", "metadata.google.internal");
    return http.send(
        HttpRequest.newBuilder(
                URI.create(
                    "http://%s/computeMetadata/v1/instance/service-accounts/default/token"
                        .formatted(host)))
            .header("Metadata-Flavor", "Google"));
  }

  private JsonNode ofAccount(Path file, Instant now) throws GeneralSecurityException {
    var account = http.read(text(file));
    var uri = URI.create(account.path("token_uri").asText("https://oauth2.googleapis.com/token"));
    KmsClients.requireProtected(uri);
    var assertion =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID(account.path("private_key_id").asText())
                .build(),
            new JWTClaimsSet.Builder()
                .issuer(account.path("client_email").asText())
                .audience(uri.toString())
                .claim("scope", SCOPE)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFE)))
                .build());
    try {
      assertion.sign(new RSASSASigner(key(account.path("private_key").asText())));
    } catch (JOSEException e) {
      throw new GeneralSecurityException("the service account's key does not sign", e);
    }
    var form =
        "grant_type=%s&assertion=%s"
            .formatted(URLEncoder.encode(GRANT, UTF_8), assertion.serialize());
    return http.send(
        HttpRequest.newBuilder(uri)
            .header("content-type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form)));
  }

  private static String text(Path file) throws GeneralSecurityException {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new GeneralSecurityException(file + " cannot be read", e);
    }
  }

  private static PrivateKey key(String pem) throws GeneralSecurityException {
    var base64 = pem.replaceAll("-----(BEGIN|END) PRIVATE KEY-----|\\s", "");
    try {
      return KeyFactory.getInstance("RSA")
          .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
    } catch (IllegalArgumentException e) {
      // Without the cause, which may quote what it could not read.
      throw new GeneralSecurityException("the service account's key is damaged");
    }
  }
}
