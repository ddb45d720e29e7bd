package org.sellerregistry.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.Ed25519Signer;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetKeyPairGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.v1.ErrorReason;

/** Tokens of an issuer made for the test. */
class BearerTokensTest {
  private static final String ISSUER = "https://issuer.example";
  private static final String AUDIENCE = "seller-registry";
  private static final ECKey EC = ec("ec");
  private static final RSAKey RSA = rsa();
  private static final OctetKeyPair ED = ed();

  private final SettableClock clock = new SettableClock();
  private Path keys;
  private BearerTokens tokens;

  @BeforeEach
  void publishKeys(@TempDir Path folder) throws IOException {
    keys = folder.resolve("jwks.json");
    Files.writeString(keys, new JWKSet(List.of(EC, RSA, ED)).toString(true));
    tokens = new BearerTokens(new TrustedIssuer(ISSUER, AUDIENCE, keys.toUri(), "email"), clock);
  }

  @Test
  void proveTheirSubjectByEachAlgorithmOfTheList() throws JOSEException {
    var expected = new Identity("oidc:" + ISSUER + "#subject-1", "reviewer@test.example");

    assertThat(tokens.verify(es256(claims -> claims))).isEqualTo(expected);
    assertThat(
            tokens.verify(signed(header(JWSAlgorithm.RS256, "rsa"), new RSASSASigner(RSA), c -> c)))
        .isEqualTo(expected);
    assertThat(
            tokens.verify(signed(header(JWSAlgorithm.EdDSA, "ed"), new Ed25519Signer(ED), c -> c)))
        .isEqualTo(expected);
  }

  @Test
  void leaveThePersonOpenWithoutItsClaim() {
    assertThat(tokens.verify(es256(claims -> claims.claim("email", null))).person()).isEmpty();
  }

  @Test
  void areGoodForTheTimeThatTheySayGiveOrTakeTheClocks() {
    var expired = es256(claims -> claims.expirationTime(at(Duration.ofSeconds(-31))));
    var justNow = es256(claims -> claims.expirationTime(at(Duration.ofSeconds(-29))));
    var early = es256(claims -> claims.notBeforeTime(at(Duration.ofSeconds(32))));
    var almost = es256(claims -> claims.notBeforeTime(at(Duration.ofSeconds(28))));

    assertInvalid(expired, "expired");
    assertThat(tokens.verify(justNow)).isNotNull();
    assertInvalid(early, "not good yet");
    assertThat(tokens.verify(almost)).isNotNull();
    assertInvalid(es256(claims -> claims.expirationTime(null)), "expired");
  }

  @Test
  void areNoGoodForAnotherIssuerOrAudience() {
    assertInvalid(es256(claims -> claims.issuer("https://other.example")), "issuer");
    assertInvalid(es256(claims -> claims.issuer(null)), "issuer");
    assertInvalid(es256(claims -> claims.audience("other")), "audience");
    assertInvalid(es256(claims -> claims.audience((String) null)), "audience");
    assertThat(tokens.verify(es256(claims -> claims.audience(List.of("other", AUDIENCE)))))
        .isNotNull();
  }

  @Test
  void needASubject() {
    assertInvalid(es256(claims -> claims.subject(null)), "subject");
    assertInvalid(es256(claims -> claims.subject("")), "subject");
    assertInvalid(es256(claims -> claims.subject("s".repeat(256))), "too long");
    assertInvalid(es256(claims -> claims.subject("a\nb")), "control");
  }

  @Test
  void areNotTakenWithoutASignature() {
    assertInvalid(new PlainJWT(claims(c -> c)).serialize(), "cannot be read");
    var parts = es256(claims -> claims).split("\\.");
    assertInvalid(parts[0] + "." + parts[1] + ".", "");
    assertInvalid(parts[0] + "." + parts[1] + "." + parts[2].substring(4), "");
  }

  @Test
  void areNotTakenWithAPublicKeyUsedAsASecret() throws JOSEException {
    var secret = new MACSigner(RSA.toRSAPublicKey().getEncoded());

    assertInvalid(signed(header(JWSAlgorithm.HS256, "rsa"), secret, c -> c), "signed");
  }

  @Test
  void areNotTakenWithAnAlgorithmOutsideTheList() throws JOSEException {
    assertInvalid(
        signed(header(JWSAlgorithm.PS256, "rsa"), new RSASSASigner(RSA), c -> c), "signed");
    assertInvalid(
        signed(header(JWSAlgorithm.RS512, "rsa"), new RSASSASigner(RSA), c -> c), "signed");
  }

  @Test
  void areNotTakenFromAnotherKey() throws JOSEException {
    var other = ec("ec");

    assertInvalid(
        signed(header(JWSAlgorithm.ES256, "ec"), new ECDSASigner(other), c -> c), "signed");
    assertInvalid(signed(header(JWSAlgorithm.ES256, "no"), new ECDSASigner(EC), c -> c), "signed");
  }

  @Test
  void areNotTakenIfTheirContentWasChanged() {
    var parts = es256(claims -> claims).split("\\.");
    var others = es256(claims -> claims.subject("somebody-else")).split("\\.");

    assertInvalid(parts[0] + "." + others[1] + "." + parts[2], "signed");
  }

  @Test
  void areNotTakenIfTheyAreOfAnotherKind() throws JOSEException {
    var header =
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .keyID("ec")
            .type(new JOSEObjectType("secevent+jwt"))
            .build();

    assertInvalid(signed(header, new ECDSASigner(EC), c -> c), "signed");
  }

  @Test
  void waitForTheKeysOfTheIssuer() throws IOException {
    Files.delete(keys);

    var refusal = catchThrowableOfType(Refusal.class, () -> tokens.verify(es256(claims -> claims)));

    assertThat(refusal.reason()).isEqualTo(ErrorReason.ERROR_REASON_ISSUER_UNAVAILABLE);
  }

  @Test
  void areNotVerifiedWithKeysThatAnybodyOnTheWayCouldChange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new TrustedIssuer(ISSUER, AUDIENCE, URI.create("http://issuer.example/jwks"), "sub"));
  }

  private void assertInvalid(String token, String why) {
    var refusal = catchThrowableOfType(Refusal.class, () -> tokens.verify(token));
    assertThat(refusal.reason()).isEqualTo(ErrorReason.ERROR_REASON_CREDENTIALS_INVALID);
    assertThat(refusal.text()).contains(why);
  }

  private String es256(UnaryOperator<JWTClaimsSet.Builder> change) {
    try {
      return signed(header(JWSAlgorithm.ES256, "ec"), new ECDSASigner(EC), change);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private String signed(
      JWSHeader header, JWSSigner signer, UnaryOperator<JWTClaimsSet.Builder> change)
      throws JOSEException {
    var token = new SignedJWT(header, claims(change));
    token.sign(signer);
    return token.serialize();
  }

  private JWTClaimsSet claims(UnaryOperator<JWTClaimsSet.Builder> change) {
    return change
        .apply(
            new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject("subject-1")
                .claim("email", "reviewer@test.example")
                .expirationTime(at(Duration.ofMinutes(5))))
        .build();
  }

  private Date at(Duration fromNow) {
    return Date.from(clock.instant().plus(fromNow));
  }

  private static JWSHeader header(JWSAlgorithm algorithm, String key) {
    return new JWSHeader.Builder(algorithm).keyID(key).build();
  }

  private static ECKey ec(String id) {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static RSAKey rsa() {
    try {
      return new RSAKeyGenerator(2048).keyID("rsa").generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static OctetKeyPair ed() {
    try {
      return new OctetKeyPairGenerator(Curve.Ed25519).keyID("ed").generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
