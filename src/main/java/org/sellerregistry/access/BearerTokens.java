package org.sellerregistry.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.Ed25519Verifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.v1.ErrorReason;

/**
 * Verifies bearer tokens: JSON Web Tokens that one trusted issuer signed for this registry.
 *
 * <p>Guarantees (after RFC 8725): only asymmetric signatures of a fixed list of algorithms count,
 * with a key of the issuer that is made for the algorithm; issuer, audience and an expiry are
 * always demanded. Safe for use by many threads.
 */
public final class BearerTokens {
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256, JWSAlgorithm.EdDSA, JWSAlgorithm.Ed25519);

  /** RFC 9068 gives access tokens a type of their own; OpenID Connect leaves it out or says JWT. */
  private static final Set<JOSEObjectType> TYPES =
      Set.of(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"));

  /** How far the issuer's clock may be from this one's. */
  private static final Duration SKEW = Duration.ofSeconds(30);

  private final TrustedIssuer issuer;
  private final JWKSource<SecurityContext> keys;
  private final InstantSource clock;

  public BearerTokens(TrustedIssuer issuer, InstantSource clock) {
    this.issuer = issuer;
    this.keys = IssuerKeys.at(issuer.keys());
    this.clock = clock;
  }

  /**
   * Whom the token speaks for.
   *
   * @throws Refusal CREDENTIALS_INVALID, or ISSUER_UNAVAILABLE if the keys cannot be read
   */
  Identity verify(String text) {
    try {
      var token = SignedJWT.parse(text);
      if (!isSignedByIssuer(token)) {
        throw Credentials.invalid("The token is not one that the issuer signed");
      }
      return identity(token.getJWTClaimsSet());
    } catch (ParseException e) {
      throw Credentials.invalid("The token cannot be read");
    }
  }

  private boolean isSignedByIssuer(SignedJWT token) {
    var header = token.getHeader();
    if (!ALGORITHMS.contains(header.getAlgorithm())
        || (header.getType() != null && !TYPES.contains(header.getType()))) {
      return false;
    }
    return keysFor(token).stream().anyMatch(key -> isSignedWith(key, token));
  }

  private static boolean isSignedWith(JWK key, SignedJWT token) {
    try {
      return token.verify(verifier(key));
    } catch (JOSEException e) {
      // The key is not one for the algorithm.
      return false;
    }
  }

  private List<JWK> keysFor(SignedJWT token) {
    try {
      return keys.get(new JWKSelector(JWKMatcher.forJWSHeader(token.getHeader())), null);
    } catch (KeySourceException e) {
      throw Refusal.of(
              ErrorReason.ERROR_REASON_ISSUER_UNAVAILABLE,
              "The keys of the token's issuer cannot be read")
          .cause(e);
    }
  }

  private static JWSVerifier verifier(JWK key) throws JOSEException {
    return switch (key) {
      case RSAKey rsa -> new RSASSAVerifier(rsa);
      case ECKey ec -> new ECDSAVerifier(ec);
      case OctetKeyPair pair -> new Ed25519Verifier(pair.toPublicJWK());
      default -> throw new JOSEException("Not a key for signatures");
    };
  }

  private Identity identity(JWTClaimsSet claims) throws ParseException {
    var now = clock.instant();
    if (!issuer.issuer().equals(claims.getIssuer())) {
      throw Credentials.invalid("The token is of another issuer");
    }
    if (!claims.getAudience().contains(issuer.audience())) {
      throw Credentials.invalid("The token is for another audience");
    }
    var expiry = claims.getExpirationTime();
    if (expiry == null || !now.minus(SKEW).isBefore(expiry.toInstant())) {
      throw Credentials.invalid("The token has expired");
    }
    var begin = claims.getNotBeforeTime();
    if (begin != null && now.plus(SKEW).isBefore(begin.toInstant())) {
      throw Credentials.invalid("The token is not good yet");
    }
    var subject = claims.getSubject();
    if (subject == null || subject.isEmpty()) {
      throw Credentials.invalid("The token has no subject");
    }
    var person = claims.getStringClaim(issuer.personClaim());
    return new Identity("oidc:" + issuer.issuer() + "#" + subject, person == null ? "" : person);
  }
}
