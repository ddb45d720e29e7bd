package org.sellerregistry.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sellerregistry.access.Answers.outcome;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.Metadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.sellerregistry.storage.TestDatabase;
import org.sellerregistry.v1.AdminServiceGrpc;
import org.sellerregistry.v1.CreateGrantRequest;
import org.sellerregistry.v1.Grant;
import org.sellerregistry.v1.Role;

/** Calls with bearer tokens, over a connection that may show a certificate too. */
class TokenCallTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private static final String ISSUER = "https://issuer.example";
  private static final String AUDIENCE = "seller-registry";
  private static final String REVIEWER = "reviewer-1";
  private static final String LIST = "sellerregistry.v1.AdminService/ListMarketplaces";
  private static final String INVALID = "UNAUTHENTICATED CREDENTIALS_INVALID";
  private static final ECKey KEY = key();

  @AutoClose private TestRegistry registry;

  @BeforeEach
  void start(@TempDir Path folder) throws IOException {
    var keys = folder.resolve("jwks.json");
    Files.writeString(keys, new JWKSet(KEY).toString(true));
    var issuer = new TrustedIssuer(ISSUER, AUDIENCE, keys.toUri(), "sub");
    registry =
        new TestRegistry(
            DATABASE.transactor(),
            clock -> new BearerTokens(issuer, clock),
            self -> List.of(new StubService(AdminServiceGrpc.getServiceDescriptor(), self.seen)));
    try (var admin = TestRegistry.admin(DATABASE.transactor())) {
      var grant =
          Grant.newBuilder()
              .setPrincipal("oidc:" + ISSUER + "#" + REVIEWER)
              .setRole(Role.ROLE_OPERATOR);
      var _ =
          AdminServiceGrpc.newBlockingStub(admin.as(TestRegistry.OPERATOR))
              .createGrant(CreateGrantRequest.newBuilder().setGrant(grant).build());
    }
  }

  @Test
  void actAsThePersonThatTheTokenNames() {
    assertThat(outcome(() -> call(registry.anonymous(), token(REVIEWER, AUDIENCE))))
        .isEqualTo("OK");

    var caller = registry.seen.remove().caller();
    assertThat(caller.principal()).isEqualTo("oidc:" + ISSUER + "#" + REVIEWER);
    assertThat(caller.person()).isEqualTo(REVIEWER);
  }

  @Test
  void areCallsOfTheTokenRatherThanOfTheCertificate() {
    var operator = registry.as(TestRegistry.OPERATOR);

    assertThat(outcome(() -> call(operator, token("somebody", AUDIENCE))))
        .isEqualTo("PERMISSION_DENIED ROLE_INSUFFICIENT");
    assertThat(outcome(() -> call(operator, token(REVIEWER, "other")))).isEqualTo(INVALID);
  }

  @Test
  void nameNoOtherPersonWithoutAGrantToDoSo() {
    var headers = headers(token(REVIEWER, AUDIENCE));
    headers.put(Headers.PERSON, "somebody");

    assertThat(outcome(() -> call(registry.anonymous(), headers)))
        .isEqualTo("PERMISSION_DENIED PERSON_NOT_ALLOWED");
  }

  @Test
  void endWithTheToken() {
    var token = token(REVIEWER, AUDIENCE);
    registry.clock.advance(Duration.ofMinutes(6));

    assertThat(outcome(() -> call(registry.anonymous(), token))).isEqualTo(INVALID);
  }

  @Test
  void areNotMadeByWhoeverWritesAToken() {
    var unsigned = new PlainJWT(claims(REVIEWER, AUDIENCE)).serialize();

    assertThat(outcome(() -> call(registry.anonymous(), unsigned))).isEqualTo(INVALID);
  }

  private static void call(Channel channel, String token) {
    call(channel, headers(token));
  }

  private static void call(Channel channel, Metadata headers) {
    var _ = RawCall.send(channel, CallOptions.DEFAULT, headers, LIST, new byte[0]);
  }

  private static Metadata headers(String token) {
    var headers = new Metadata();
    headers.put(Credentials.AUTHORIZATION, "Bearer " + token);
    return headers;
  }

  private String token(String subject, String audience) {
    try {
      var token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("key").build(),
              claims(subject, audience));
      token.sign(new ECDSASigner(KEY));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private JWTClaimsSet claims(String subject, String audience) {
    return new JWTClaimsSet.Builder()
        .issuer(ISSUER)
        .audience(audience)
        .subject(subject)
        .expirationTime(Date.from(registry.clock.instant().plus(Duration.ofMinutes(5))))
        .build();
  }

  private static ECKey key() {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID("key").generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
