package org.sellerregistry.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.sellerregistry.access.Answers.refused;
import static org.sellerregistry.storage.generated.Tables.JOURNAL_PENDING;

import com.google.protobuf.FieldMask;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sellerregistry.storage.TestDatabase;
import org.sellerregistry.v1.AdminServiceGrpc;
import org.sellerregistry.v1.AdminServiceGrpc.AdminServiceBlockingStub;
import org.sellerregistry.v1.CreateGrantRequest;
import org.sellerregistry.v1.CreateMarketplaceRequest;
import org.sellerregistry.v1.GetMarketplaceRequest;
import org.sellerregistry.v1.Grant;
import org.sellerregistry.v1.JournalEntry;
import org.sellerregistry.v1.ListGrantsRequest;
import org.sellerregistry.v1.ListMarketplacesRequest;
import org.sellerregistry.v1.Marketplace;
import org.sellerregistry.v1.RevokeGrantRequest;
import org.sellerregistry.v1.Role;
import org.sellerregistry.v1.UpdateMarketplaceRequest;

class AdminServiceTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private TestRegistry registry;
  private AdminServiceBlockingStub admin;

  /** Each test has ids of its own. */
  private final String prefix = "m" + UUID.randomUUID().toString().substring(0, 13);

  @BeforeEach
  void start() {
    registry = TestRegistry.admin(DATABASE.transactor());
    admin = AdminServiceGrpc.newBlockingStub(registry.as(TestRegistry.OPERATOR));
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void createsAMarketplaceAndReturnsItAsItStoredIt() {
    var created =
        create("a", m -> m.addDefaultOfferings("eu").setAnonymousPublicInfo(true).setName("x"));

    assertThat(created.getName()).isEqualTo("marketplaces/" + prefix + "-a");
    assertThat(created.getDisplayName()).isEqualTo("Märkte & Söhne (synthetic)");
    assertThat(created.getDefaultOfferingsList()).containsExactly("eu");
    assertThat(created.getAnonymousPublicInfo()).isTrue();
    assertThat(created.getEtag()).isNotEmpty();
    assertThat(created.getCreateTime()).isEqualTo(created.getUpdateTime());
    assertThat(get(created.getName())).isEqualTo(created);
  }

  @Test
  void refusesAMarketplaceWhoseIdIsTaken() {
    var name = create("a", m -> m).getName();

    var refused = refused(() -> create("a", m -> m));

    assertThat(refused.reason()).isEqualTo("RESOURCE_EXISTS");
    assertThat(refused.info().getMetadataMap()).containsEntry("resource", name);
  }

  @Test
  void refusesOfferingsThatNoPackGoverns() {
    var refused = refused(() -> create("a", m -> m.addDefaultOfferings("xx")));

    assertThat(refused.reason()).isEqualTo("UNKNOWN_OFFERING");
    assertThat(refused.info().getMetadataMap()).containsEntry("offering", "xx");
    var created = create("a", m -> m);
    assertThat(
            refused(() -> update(created.toBuilder().addDefaultOfferings("xx").build())).reason())
        .isEqualTo("UNKNOWN_OFFERING");
  }

  @Test
  void changesWhatTheMaskNames() {
    var created = create("a", m -> m.addDefaultOfferings("eu").setAnonymousPublicInfo(true));

    var updated =
        update(
            Marketplace.newBuilder().setName(created.getName()).setDisplayName("ignored").build(),
            "default_offerings",
            "anonymous_public_info");

    assertThat(updated.getDisplayName()).isEqualTo(created.getDisplayName());
    assertThat(updated.getDefaultOfferingsList()).isEmpty();
    assertThat(updated.getAnonymousPublicInfo()).isFalse();
    assertThat(updated.getEtag()).isNotEqualTo(created.getEtag());
    assertThat(get(created.getName())).isEqualTo(updated);
  }

  @Test
  void changesWhatIsSetWithoutAMask() {
    var created = create("a", m -> m.addDefaultOfferings("eu"));

    var updated =
        update(Marketplace.newBuilder().setName(created.getName()).setDisplayName("Other").build());

    assertThat(updated.getDisplayName()).isEqualTo("Other");
    assertThat(updated.getDefaultOfferingsList()).containsExactly("eu");
  }

  @Test
  void refusesAChangeOfAFormerState() {
    var created = create("a", m -> m);
    var updated = update(created.toBuilder().setDisplayName("Second").build());

    assertThat(refused(() -> update(created.toBuilder().setDisplayName("Third").build())).reason())
        .isEqualTo("ETAG_MISMATCH");
    assertThat(get(created.getName())).isEqualTo(updated);
    assertThat(update(updated.toBuilder().setDisplayName("Third").build()).getDisplayName())
        .isEqualTo("Third");
  }

  @Test
  void refusesMasksOfWhatCannotBeSet() {
    var created = create("a", m -> m);

    for (var path : List.of("name", "etag", "create_time", "no_such_field", "*", "")) {
      var refused = refused(() -> update(created, path));
      assertThat(refused.reason()).isEqualTo("INVALID_MASK");
      assertThat(refused.info().getMetadataMap()).containsEntry("path", path);
    }
  }

  @Test
  void holdsTheChangedMarketplaceAgainstTheContract() {
    var created = create("a", m -> m);

    var refused =
        refused(() -> update(created.toBuilder().clearDisplayName().build(), "display_name"));

    assertThat(refused.reason()).isEqualTo("INVALID_FIELD");
    assertThat(refused.fields()).containsExactly("marketplace.display_name");
    assertThat(
            refused(() ->
                    admin.updateMarketplace(
                        UpdateMarketplaceRequest.newBuilder()
                            .setMarketplace(Marketplace.newBuilder().setName("market"))
                            .build()))
                .fields())
        .containsExactly("marketplace.name");
  }

  @Test
  void listsMarketplacesPageByPageInTheOrderOfTheirIds() {
    for (var id : List.of("c", "a", "d", "b", "e")) {
      create(id, m -> m);
    }

    var names = new ArrayList<String>();
    var request = ListMarketplacesRequest.newBuilder().setPageSize(2);
    do {
      var page = admin.listMarketplaces(request.build());
      assertThat(page.getMarketplacesCount()).isLessThanOrEqualTo(2);
      page.getMarketplacesList().forEach(marketplace -> names.add(marketplace.getName()));
      request.setPageToken(page.getNextPageToken());
    } while (!request.getPageToken().isEmpty());

    assertThat(names).isSorted().doesNotHaveDuplicates();
    assertThat(names).filteredOn(name -> name.contains(prefix)).hasSize(5);
  }

  @Test
  void refusesPageTokensOfAnotherList() {
    create("a", m -> m);
    create("b", m -> m);
    var token =
        admin
            .listMarketplaces(ListMarketplacesRequest.newBuilder().setPageSize(1).build())
            .getNextPageToken();

    var foreign = ListGrantsRequest.newBuilder().setPageToken(token).build();
    var forged =
        ListMarketplacesRequest.newBuilder().setPageToken(token.replace(token.charAt(9), '_'));

    assertThat(refused(() -> admin.listGrants(foreign)).reason()).isEqualTo("INVALID_PAGE_TOKEN");
    assertThat(refused(() -> admin.listMarketplaces(forged.build())).reason())
        .isEqualTo("INVALID_PAGE_TOKEN");
    var negative = ListMarketplacesRequest.newBuilder().setPageSize(-1).build();
    assertThat(refused(() -> admin.listMarketplaces(negative)).fields())
        .containsExactly("page_size");
  }

  @Test
  void listsGrantsInTheOrderTheyWereGivenWithThoseThatEnded() {
    var marketplace = create("a", m -> m).getName();
    var first = grant(Role.ROLE_MARKETPLACE, g -> g.setMarketplace(marketplace));
    var second =
        grant(Role.ROLE_AUDITOR, g -> g.setMayAssertPerson(true).setExpireTime(inSeconds(3600)));
    var revoked = revoke(first.getName());

    var grants = new ArrayList<Grant>();
    var request = ListGrantsRequest.newBuilder().setPageSize(1);
    do {
      var page = admin.listGrants(request.build());
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
    var grant = grant(Role.ROLE_AUDITOR, g -> g);
    var revoked = revoke(grant.getName());
    registry.clock.advance(Duration.ofMinutes(1));

    assertThat(revoked.hasRevokeTime()).isTrue();
    assertThat(revoke(grant.getName())).isEqualTo(revoked);
    assertThat(refused(() -> revoke("grants/01900000-0000-7000-8000-000000000001")).reason())
        .isEqualTo("RESOURCE_NOT_FOUND");
  }

  @ParameterizedTest
  @EnumSource(
      value = Role.class,
      names = {"ROLE_MARKETPLACE", "ROLE_INVESTIGATOR"})
  void refusesRolesOfNoMarketplaceThatNeedOne(Role role) {
    assertThat(refused(() -> grant(role, g -> g)).fields()).containsExactly("grant.marketplace");
  }

  @Test
  void refusesGrantsThatMakeNoSense() {
    var marketplace = create("a", m -> m).getName();

    assertThat(
            refused(() -> grant(Role.ROLE_OPERATOR, g -> g.setMarketplace(marketplace))).fields())
        .containsExactly("grant.marketplace");
    assertThat(refused(() -> grant(Role.ROLE_AUDITOR, g -> g.setMarketplace("market"))).fields())
        .containsExactly("grant.marketplace");
    assertThat(
            refused(() ->
                    grant(Role.ROLE_AUDITOR, g -> g.setMarketplace("marketplaces/no-such-one")))
                .reason())
        .isEqualTo("RESOURCE_NOT_FOUND");
    for (var time : List.of(inSeconds(0), Timestamp.newBuilder().setNanos(-1).build())) {
      assertThat(refused(() -> grant(Role.ROLE_AUDITOR, g -> g.setExpireTime(time))).fields())
          .containsExactly("grant.expire_time");
    }
    assertThat(refused(() -> grant(Role.ROLE_AUDITOR, g -> g.setPrincipal("somebody"))).fields())
        .containsExactly("grant.principal");
  }

  @Test
  void keepsEachChangeInTheJournal() throws InvalidProtocolBufferException {
    var before = journal().size();

    var marketplace = create("a", m -> m);
    update(marketplace.toBuilder().setDisplayName("Other").build());
    var grant = grant(Role.ROLE_AUDITOR, g -> g);
    revoke(grant.getName());
    revoke(grant.getName());
    refused(() -> create("a", m -> m));
    refused(() -> update(marketplace));

    var entries = journal().subList(before, journal().size());
    assertThat(entries)
        .extracting(JournalEntry::getMethod, JournalEntry::getResource, JournalEntry::getRevision)
        .containsExactly(
            tuple("AdminService.CreateMarketplace", marketplace.getName(), 1L),
            tuple("AdminService.UpdateMarketplace", marketplace.getName(), 2L),
            tuple("AdminService.CreateGrant", grant.getName(), 0L),
            tuple("AdminService.RevokeGrant", grant.getName(), 0L));
    assertThat(entries).allMatch(entry -> entry.getPrincipal().equals(TestRegistry.OPERATOR));
  }

  @Test
  void makesTheFirstOperatorOnce() {
    var before = admin.listGrants(ListGrantsRequest.newBuilder().setPageSize(1000).build());

    registry.access.ensureOperator(TestRegistry.OPERATOR);

    assertThat(admin.listGrants(ListGrantsRequest.newBuilder().setPageSize(1000).build()))
        .isEqualTo(before);
  }

  private Marketplace create(String suffix, UnaryOperator<Marketplace.Builder> change) {
    return admin.createMarketplace(
        CreateMarketplaceRequest.newBuilder()
            .setMarketplaceId(prefix + "-" + suffix)
            .setMarketplace(
                change.apply(Marketplace.newBuilder().setDisplayName("Märkte & Söhne (synthetic)")))
            .build());
  }

  private Marketplace get(String name) {
    return admin.getMarketplace(GetMarketplaceRequest.newBuilder().setName(name).build());
  }

  private Marketplace update(Marketplace marketplace, String... mask) {
    return admin.updateMarketplace(
        UpdateMarketplaceRequest.newBuilder()
            .setMarketplace(marketplace)
            .setUpdateMask(FieldMask.newBuilder().addAllPaths(List.of(mask)))
            .build());
  }

  private Grant grant(Role role, UnaryOperator<Grant.Builder> change) {
    return admin.createGrant(
        CreateGrantRequest.newBuilder()
            .setGrant(
                change.apply(
                    Grant.newBuilder()
                        .setPrincipal("spiffe://test.example/" + prefix)
                        .setRole(role)))
            .build());
  }

  private Grant revoke(String name) {
    return admin.revokeGrant(RevokeGrantRequest.newBuilder().setName(name).build());
  }

  private Timestamp inSeconds(long seconds) {
    return Timestamp.newBuilder()
        .setSeconds(registry.clock.instant().getEpochSecond() + seconds)
        .build();
  }

  private static List<JournalEntry> journal() throws InvalidProtocolBufferException {
    var entries = new ArrayList<JournalEntry>();
    for (var bytes :
        DATABASE
            .transactor()
            .read(db ->
                db.select(JOURNAL_PENDING.ENTRY)
                    .from(JOURNAL_PENDING)
                    .orderBy(JOURNAL_PENDING.ID)
                    .fetch(JOURNAL_PENDING.ENTRY))) {
      entries.add(JournalEntry.parseFrom(bytes));
    }
    return entries;
  }
}
