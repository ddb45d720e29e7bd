package org.sellerregistry.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sellerregistry.access.Answers.outcome;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.Metadata;
import java.time.Duration;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sellerregistry.storage.TestDatabase;
import org.sellerregistry.v1.AdminServiceGrpc;
import org.sellerregistry.v1.CreateGrantRequest;
import org.sellerregistry.v1.Grant;
import org.sellerregistry.v1.Role;

/** Whom client certificates prove, and who acts through them. */
class CredentialsTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private static final String LIST = "sellerregistry.v1.AdminService/ListMarketplaces";
  private static final String INVALID = "UNAUTHENTICATED CREDENTIALS_INVALID";

  private TestRegistry registry;

  @BeforeEach
  void start() {
    registry = TestRegistry.admin(DATABASE.transactor());
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void aSpiffeIdIsThePrincipal() {
    assertThat(outcome(() -> list(registry.as(TestRegistry.OPERATOR)))).isEqualTo("OK");
  }

  @Test
  void theSubjectIsThePrincipalWhereThereIsNoSpiffeId() {
    grant("x509:CN=caller,O=Example\\, Ltd (synthetic)", false);
    var byName = registry.authority.issue("CN=caller,O=Example\\, Ltd (synthetic)");
    var withHost =
        registry.authority.issue(
            "CN=caller,O=Example\\, Ltd (synthetic)",
            new GeneralName(GeneralName.uniformResourceIdentifier, "https://test.example/"),
            new GeneralName(GeneralName.dNSName, "test.example"));

    assertThat(outcome(() -> list(registry.with(byName)))).isEqualTo("OK");
    assertThat(outcome(() -> list(registry.with(withHost)))).isEqualTo("OK");
  }

  @Test
  void anotherSubjectIsSomebodyElse() {
    var pair = registry.authority.issue("CN=somebody else");

    assertThat(outcome(() -> list(registry.with(pair))))
        .isEqualTo("PERMISSION_DENIED ROLE_INSUFFICIENT");
  }

  @Test
  void twoUrisBesideEachOtherProveNobody() {
    var pair = registry.authority.spiffe(TestRegistry.OPERATOR, "spiffe://test.example/other");

    assertThat(outcome(() -> list(registry.with(pair)))).isEqualTo(INVALID);
  }

  @Test
  void aCertificateWithoutANameProvesNobody() {
    var pair = registry.authority.issue("", new GeneralName(GeneralName.dNSName, "test.example"));

    assertThat(outcome(() -> list(registry.with(pair)))).isEqualTo(INVALID);
  }

  @Test
  void aCertificateThatExpiresWhileTheConnectionLastsProvesNobodyAnyMore() {
    var operator = registry.as(TestRegistry.OPERATOR);
    assertThat(outcome(() -> list(operator))).isEqualTo("OK");

    registry.clock.advance(Duration.ofHours(2));

    assertThat(outcome(() -> list(operator))).isEqualTo(INVALID);
  }

  @Test
  void aNameThatDiffersInTrailingSpacesIsSomebodyElse() {
    grant("spiffe://test.example/spaced ", false);

    assertThat(outcome(() -> list(registry.as("spiffe://test.example/spaced"))))
        .isEqualTo("PERMISSION_DENIED ROLE_INSUFFICIENT");
  }

  @Test
  void whoShowsNothingIsAskedForCredentials() {
    assertThat(outcome(() -> list(registry.anonymous())))
        .isEqualTo("UNAUTHENTICATED CREDENTIALS_MISSING");
  }

  @Test
  void anAuthorizationThatIsNoBearerTokenProvesNobody() {
    for (var authorization : new String[] {"Basic YTpi", "Bearer", "Bearer x.y.z", ""}) {
      var headers = new Metadata();
      headers.put(Credentials.AUTHORIZATION, authorization);
      assertThat(outcome(() -> list(registry.as(TestRegistry.OPERATOR), headers)))
          .as(authorization)
          .isEqualTo(INVALID);
    }
  }

  @Test
  void aPersonIsNamedUnderAGrantThatAllowsItAlone() {
    grant("spiffe://test.example/speaker", true);
    grant("spiffe://test.example/silent", false);
    var headers = new Metadata();
    headers.put(Headers.PERSON, "reviewer-1");

    assertThat(outcome(() -> list(registry.as("spiffe://test.example/speaker"), headers)))
        .isEqualTo("OK");
    assertThat(outcome(() -> list(registry.as("spiffe://test.example/silent"), headers)))
        .isEqualTo("PERMISSION_DENIED PERSON_NOT_ALLOWED");
  }

  private void grant(String principal, boolean mayAssertPerson) {
    AdminServiceGrpc.newBlockingStub(registry.as(TestRegistry.OPERATOR))
        .createGrant(
            CreateGrantRequest.newBuilder()
                .setGrant(
                    Grant.newBuilder()
                        .setPrincipal(principal)
                        .setRole(Role.ROLE_OPERATOR)
                        .setMayAssertPerson(mayAssertPerson))
                .build());
  }

  private static void list(Channel channel) {
    list(channel, new Metadata());
  }

  private static void list(Channel channel, Metadata headers) {
    var _ = RawCall.send(channel, CallOptions.DEFAULT, headers, LIST, new byte[0]);
  }
}
