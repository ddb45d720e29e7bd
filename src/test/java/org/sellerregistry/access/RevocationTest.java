package org.sellerregistry.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sellerregistry.access.Answers.outcome;

import io.grpc.Channel;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sellerregistry.storage.TestDatabase;
import org.sellerregistry.v1.AdminServiceGrpc;
import org.sellerregistry.v1.CreateGrantRequest;
import org.sellerregistry.v1.Grant;
import org.sellerregistry.v1.ListMarketplacesRequest;
import org.sellerregistry.v1.RevokeGrantRequest;
import org.sellerregistry.v1.Role;

/** How soon grants begin and end on the server that gave or revoked them, and on another one. */
class RevocationTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private static final String DENIED = "PERMISSION_DENIED ROLE_INSUFFICIENT";
  private static final String ENDED = "UNAUTHENTICATED CREDENTIALS_INVALID";

  @AutoClose private TestRegistry one;
  @AutoClose private TestRegistry other;
  private String caller;

  @BeforeEach
  void start() {
    one = TestRegistry.admin(DATABASE.transactor());
    other = TestRegistry.admin(DATABASE.transactor());
    caller = "spiffe://test.example/" + UUID.randomUUID();
  }

  @Test
  void grantsTakeEffectAtOnceHereAndWithinASecondThere() {
    assertThat(call(one)).isEqualTo(DENIED);
    assertThat(call(other)).isEqualTo(DENIED);

    grant(Grant.newBuilder());

    assertThat(call(one)).isEqualTo("OK");
    passASecond(other);
    assertThat(call(other)).isEqualTo("OK");
  }

  @Test
  void revocationsTakeEffectAtOnceHereAndWithinASecondThere() {
    var grant = grant(Grant.newBuilder());
    assertThat(call(one)).isEqualTo("OK");
    assertThat(call(other)).isEqualTo("OK");

    var _ = admin().revokeGrant(RevokeGrantRequest.newBuilder().setName(grant.getName()).build());

    assertThat(call(one)).isEqualTo(ENDED);
    passASecond(other);
    assertThat(call(other)).isEqualTo(ENDED);
  }

  @Test
  void grantsEndByThemselvesToTheMoment() {
    var end = one.clock.instant().plusSeconds(60);
    grant(Grant.newBuilder().setExpireTime(AdminMessages.timestamp(end)));

    one.clock.advance(Duration.ofSeconds(59));
    assertThat(call(one)).isEqualTo("OK");
    one.clock.advance(Duration.ofSeconds(1));
    assertThat(call(one)).isEqualTo(ENDED);
  }

  @Test
  void oneGrantInForceIsEnough() {
    var first = grant(Grant.newBuilder());
    grant(Grant.newBuilder());

    var _ = admin().revokeGrant(RevokeGrantRequest.newBuilder().setName(first.getName()).build());

    assertThat(call(one)).isEqualTo("OK");
  }

  private static void passASecond(TestRegistry registry) {
    registry.nanos.addAndGet(Duration.ofSeconds(1).toNanos());
  }

  private String call(TestRegistry registry) {
    Channel channel = registry.as(caller);
    return outcome(() ->
        AdminServiceGrpc.newBlockingStub(channel)
            .listMarketplaces(ListMarketplacesRequest.getDefaultInstance()));
  }

  private Grant grant(Grant.Builder grant) {
    return admin()
        .createGrant(
            CreateGrantRequest.newBuilder()
                .setGrant(grant.setPrincipal(caller).setRole(Role.ROLE_OPERATOR))
                .build());
  }

  private AdminServiceGrpc.AdminServiceBlockingStub admin() {
    return AdminServiceGrpc.newBlockingStub(one.as(TestRegistry.OPERATOR));
  }
}
