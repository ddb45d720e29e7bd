package org.sellerregistry.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sellerregistry.access.Answers.refused;

import com.google.protobuf.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sellerregistry.storage.TestDatabase;
import org.sellerregistry.v1.Grant;
import org.sellerregistry.v1.ListGrantsRequest;
import org.sellerregistry.v1.Role;

class GrantsTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private TestRegistry registry;
  private AdminClient admin;

  @BeforeEach
  void start() {
    registry = TestRegistry.admin(DATABASE.transactor());
    admin = new AdminClient(registry);
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void listsGrantsInTheOrderTheyWereGivenWithThoseThatEnded() {
    var marketplace = admin.create("a", m -> m).getName();
    var first = admin.grant(Role.ROLE_MARKETPLACE, g -> g.setMarketplace(marketplace));
    var second =
        admin.grant(
            Role.ROLE_AUDITOR, g -> g.setMayAssertPerson(true).setExpireTime(inSeconds(3600)));
    var revoked = admin.revoke(first.getName());

    var grants = new ArrayList<Grant>();
    var request = ListGrantsRequest.newBuilder().setPageSize(1);
    do {
      var page = admin.stub.listGrants(request.build());
      grants.addAll(page.getGrantsList());
      request.setPageToken(page.getNextPageToken());
    } while (!request.getPageToken().isEmpty());

    assertThat(grants).containsSubsequence(revoked, second).doesNotHaveDuplicates();
    assertThat(revoked).isEqualTo(first.toBuilder().setRevokeTime(revoked.getRevokeTime()).build());
    assertThat(revoked.getMarketplace()).isEqualTo(marketplace);
    assertThat(second.getExpireTime().getSeconds()).isEqualTo(inSeconds(3600).getSeconds());
    assertThat(second.getMayAssertPerson()).isTrue();
  }

  @Test
  void revokesAGrantOnce() {
    var grant = admin.grant(Role.ROLE_AUDITOR, g -> g);
    var revoked = admin.revoke(grant.getName());
    registry.clock.advance(Duration.ofMinutes(1));

    assertThat(revoked.hasRevokeTime()).isTrue();
    assertThat(admin.revoke(grant.getName())).isEqualTo(revoked);
    assertThat(refused(() -> admin.revoke("grants/01900000-0000-7000-8000-000000000001")).reason())
        .isEqualTo("RESOURCE_NOT_FOUND");
  }

  @ParameterizedTest
  @EnumSource(
      value = Role.class,
      names = {"ROLE_MARKETPLACE", "ROLE_INVESTIGATOR"})
  void refusesRolesOfNoMarketplaceThatNeedOne(Role role) {
    assertThat(refused(() -> admin.grant(role, g -> g)).fields())
        .containsExactly("grant.marketplace");
  }

  @Test
  void refusesGrantsThatMakeNoSense() {
    var marketplace = admin.create("a", m -> m).getName();

    assertThat(
            refused(() -> admin.grant(Role.ROLE_OPERATOR, g -> g.setMarketplace(marketplace)))
                .fields())
        .containsExactly("grant.marketplace");
    assertThat(
            refused(() -> admin.grant(Role.ROLE_AUDITOR, g -> g.setMarketplace("market"))).fields())
        .containsExactly("grant.marketplace");
    assertThat(
            refused(() ->
                    admin.grant(
                        Role.ROLE_AUDITOR, g -> g.setMarketplace("marketplaces/no-such-one")))
                .reason())
        .isEqualTo("RESOURCE_NOT_FOUND");
    for (var time : List.of(inSeconds(0), Timestamp.newBuilder().setNanos(-1).build())) {
      assertThat(refused(() -> admin.grant(Role.ROLE_AUDITOR, g -> g.setExpireTime(time))).fields())
          .containsExactly("grant.expire_time");
    }
    assertThat(
            refused(() -> admin.grant(Role.ROLE_AUDITOR, g -> g.setPrincipal("somebody"))).fields())
        .containsExactly("grant.principal");
  }

  @Test
  void makesTheFirstOperatorOnce() {
    var before = admin.stub.listGrants(ListGrantsRequest.newBuilder().setPageSize(1000).build());

    registry.access.ensureOperator(TestRegistry.OPERATOR);

    assertThat(admin.stub.listGrants(ListGrantsRequest.newBuilder().setPageSize(1000).build()))
        .isEqualTo(before);
  }

  private Timestamp inSeconds(long seconds) {
    return Timestamp.newBuilder()
        .setSeconds(registry.clock.instant().getEpochSecond() + seconds)
        .build();
  }
}
