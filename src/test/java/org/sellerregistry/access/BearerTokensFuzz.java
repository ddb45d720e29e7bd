package org.sellerregistry.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Date;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.v1.ErrorReason;

/**
 * A bearer token is one that the issuer signed, or it is refused. One that names a key that is not
 * known may be of a new key: unless the issuer's keys were read just now, it is told to come again.
 */
public final class BearerTokensFuzz {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final ECKey KEY = key();
  private static final BearerTokens TOKENS = tokens();
  private static final String OWN = own();

  private BearerTokensFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) {
    verify(new String(data, UTF_8));
    var changed = OWN.getBytes(UTF_8);
    for (int i = 0; i < data.length; i++) {
      changed[i % changed.length] ^= data[i];
    }
    verify(new String(changed, UTF_8));
  }

  private static void verify(String text) {
    try {
      var identity = TOKENS.verify(text);
      if (!identity.principal().equals("oidc:https://issuer.example#subject")) {
        throw new AssertionError("forged");
      }
    } catch (Refusal refusal) {
      if (refusal.reason() != ErrorReason.ERROR_REASON_CREDENTIALS_INVALID
          && refusal.reason() != ErrorReason.ERROR_REASON_ISSUER_UNAVAILABLE) {
        throw refusal;
      }
    }
  }

  private static ECKey key() {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static BearerTokens tokens() {
    try {
      var file = Files.createTempFile("jwks", ".json");
      file.toFile().deleteOnExit();
      Files.writeString(file, new JWKSet(KEY).toString(true));
      return new BearerTokens(
          new TrustedIssuer("https://issuer.example", "registry", file.toUri(), "email"),
          () -> NOW);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String own() {
    try {
      var token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("ec").build(),
              new JWTClaimsSet.Builder()
                  .issuer("https://issuer.example")
                  .audience("registry")
                  .subject("subject")
                  .expirationTime(Date.from(NOW.plusSeconds(60)))
                  .build());
      token.sign(new ECDSASigner(KEY));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
