package org.sellerregistry.verification.electronicid;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;

/**
 * The holder's proof that the presentation was made by the one whose key the credential names, for
 * this registry and this occasion (RFC 9901, section 7.3).
 *
 * @param audience whom it must be made for
 * @param nonce the value that the wallet was given
 * @param freshness how old it may be
 */
record KeyBinding(String audience, String nonce, Duration freshness) {
  private static final JOSEObjectType TYPE = new JOSEObjectType("kb+jwt");

  /** How far the wallet's clock may be ahead of this one's. */
  private static final Duration SKEW = Duration.ofMinutes(1);

  void verify(SdJwt presentation, JsonNode payload, Instant now) throws RefutedException {
    var key = payload.path("cnf").path("jwk");
    if (!key.isObject()) {
      throw new RefutedException("KEY_BINDING_INVALID");
    }
    JsonNode proof;
    try {
      var token = SignedJWT.parse(presentation.keyBinding());
      if (!TYPE.equals(token.getHeader().getType())
          || !Signatures.made(JWK.parse(key.toString()), token)) {
        throw new RefutedException("KEY_BINDING_INVALID");
      }
      proof = Json.read(token.getPayload().toString());
    } catch (ParseException e) {
      throw new RefutedException("KEY_BINDING_INVALID");
    }
    if (!proof
        .path("sd_hash")
        .asText()
        .equals(SdJwt.digest(SdJwt.hash(payload), presentation.bound()))) {
      throw new RefutedException("KEY_BINDING_INVALID");
    }
    if (!proof.path("aud").asText().equals(audience)) {
      throw new RefutedException("AUDIENCE_DIFFERS");
    }
    if (nonce.isEmpty() || !proof.path("nonce").asText().equals(nonce)) {
      throw new RefutedException("NONCE_DIFFERS");
    }
    var made = IdTimes.of(proof, "iat");
    if (made == null
        || made.isAfter(now.plus(SKEW))
        || made.plus(freshness).plus(SKEW).isBefore(now)) {
      throw new RefutedException("PRESENTATION_STALE");
    }
  }
}
