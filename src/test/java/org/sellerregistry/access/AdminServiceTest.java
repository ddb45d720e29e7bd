package org.sellerregistry.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.sellerregistry.access.Answers.refused;
import static org.sellerregistry.storage.generated.Tables.JOURNAL_PENDING;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sellerregistry.storage.TestDatabase;
import org.sellerregistry.v1.JournalEntry;
import org.sellerregistry.v1.ListGrantsRequest;
import org.sellerregistry.v1.ListMarketplacesRequest;
import org.sellerregistry.v1.Marketplace;
import org.sellerregistry.v1.Role;
import org.sellerregistry.v1.UpdateMarketplaceRequest;

class AdminServiceTest {
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
  void createsAMarketplaceAndReturnsItAsItStoredIt() {
    var created =
        admin.create(
            "a", m -> m.addDefaultOfferings("eu").setAnonymousPublicInfo(true).setName("x"));

    assertThat(created.getName()).isEqualTo("marketplaces/" + admin.prefix + "-a");
    assertThat(created.getDisplayName()).isEqualTo("Märkte & Söhne (synthetic)");
    assertThat(created.getDefaultOfferingsList()).containsExactly("eu");
    assertThat(created.getAnonymousPublicInfo()).isTrue();
    assertThat(created.getEtag()).isNotEmpty();
    assertThat(created.getCreateTime()).isEqualTo(created.getUpdateTime());
    assertThat(admin.get(created.getName())).isEqualTo(created);
  }

  @Test
  void refusesAMarketplaceWhoseIdIsTaken() {
    var name = admin.create("a", m -> m).getName();

    var refused = refused(() -> admin.create("a", m -> m));

    assertThat(refused.reason()).isEqualTo("RESOURCE_EXISTS");
    assertThat(refused.info().getMetadataMap()).containsEntry("resource", name);
  }

  @Test
  void refusesOfferingsThatNoPackGoverns() {
    var refused = refused(() -> admin.create("a", m -> m.addDefaultOfferings("xx")));

    assertThat(refused.reason()).isEqualTo("UNKNOWN_OFFERING");
    assertThat(refused.info().getMetadataMap()).containsEntry("offering", "xx");
    var created = admin.create("a", m -> m);
    assertThat(
            refused(() -> admin.update(created.toBuilder().addDefaultOfferings("xx").build()))
                .reason())
        .isEqualTo("UNKNOWN_OFFERING");
  }

  @Test
  void changesWhatTheMaskNames() {
    var created = admin.create("a", m -> m.addDefaultOfferings("eu").setAnonymousPublicInfo(true));

    var updated =
        admin.update(
            Marketplace.newBuilder().setName(created.getName()).setDisplayName("ignored").build(),
            "default_offerings",
            "anonymous_public_info");

    assertThat(updated.getDisplayName()).isEqualTo(created.getDisplayName());
    assertThat(updated.getDefaultOfferingsList()).isEmpty();
    assertThat(updated.getAnonymousPublicInfo()).isFalse();
    assertThat(updated.getEtag()).isNotEqualTo(created.getEtag());
    assertThat(admin.get(created.getName())).isEqualTo(updated);
  }

  @Test
  void changesWhatIsSetWithoutAMask() {
    var created = admin.create("a", m -> m.addDefaultOfferings("eu"));

    var updated =
        admin.update(
            Marketplace.newBuilder().setName(created.getName()).setDisplayName("Other").build());

    assertThat(updated.getDisplayName()).isEqualTo("Other");
    assertThat(updated.getDefaultOfferingsList()).containsExactly("eu");
  }

  @Test
  void refusesAChangeOfAFormerState() {
    var created = admin.create("a", m -> m);
    var updated = admin.update(created.toBuilder().setDisplayName("Second").build());

    assertThat(
            refused(() -> admin.update(created.toBuilder().setDisplayName("Third").build()))
                .reason())
        .isEqualTo("ETAG_MISMATCH");
    assertThat(admin.get(created.getName())).isEqualTo(updated);
    assertThat(admin.update(updated.toBuilder().setDisplayName("Third").build()).getDisplayName())
        .isEqualTo("Third");
  }

  @Test
  void refusesMasksOfWhatCannotBeSet() {
    var created = admin.create("a", m -> m);

    for (var path : List.of("name", "etag", "create_time", "no_such_field", "*", "")) {
      var refused = refused(() -> admin.update(created, path));
      assertThat(refused.reason()).isEqualTo("INVALID_MASK");
      assertThat(refused.info().getMetadataMap()).containsEntry("path", path);
    }
  }

  @Test
  void holdsTheChangedMarketplaceAgainstTheContract() {
    var created = admin.create("a", m -> m);

    var refused =
        refused(() -> admin.update(created.toBuilder().clearDisplayName().build(), "display_name"));

    assertThat(refused.reason()).isEqualTo("INVALID_FIELD");
    assertThat(refused.fields()).containsExactly("marketplace.display_name");
    assertThat(
            refused(() ->
                    admin.stub.updateMarketplace(
                        UpdateMarketplaceRequest.newBuilder()
                            .setMarketplace(Marketplace.newBuilder().setName("market"))
                            .build()))
                .fields())
        .containsExactly("marketplace.name");
  }

  @Test
  void listsMarketplacesPageByPageInTheOrderOfTheirIds() {
    for (var id : List.of("c", "a", "d", "b", "e")) {
      admin.create(id, m -> m);
    }

    var names = new ArrayList<String>();
    var request = ListMarketplacesRequest.newBuilder().setPageSize(2);
    do {
      var page = admin.stub.listMarketplaces(request.build());
      assertThat(page.getMarketplacesCount()).isLessThanOrEqualTo(2);
      page.getMarketplacesList().forEach(marketplace -> names.add(marketplace.getName()));
      request.setPageToken(page.getNextPageToken());
    } while (!request.getPageToken().isEmpty());

    assertThat(names).isSorted().doesNotHaveDuplicates();
    assertThat(names).filteredOn(name -> name.contains(admin.prefix)).hasSize(5);
  }

  @Test
  void refusesPageTokensOfAnotherList() {
    admin.create("a", m -> m);
    admin.create("b", m -> m);
    var token =
        admin
            .stub
            .listMarketplaces(ListMarketplacesRequest.newBuilder().setPageSize(1).build())
            .getNextPageToken();

    var foreign = ListGrantsRequest.newBuilder().setPageToken(token).build();
    var forged =
        ListMarketplacesRequest.newBuilder().setPageToken(token.replace(token.charAt(9), '_'));

    assertThat(refused(() -> admin.stub.listGrants(foreign)).reason())
        .isEqualTo("INVALID_PAGE_TOKEN");
    assertThat(refused(() -> admin.stub.listMarketplaces(forged.build())).reason())
        .isEqualTo("INVALID_PAGE_TOKEN");
    var negative = ListMarketplacesRequest.newBuilder().setPageSize(-1).build();
    assertThat(refused(() -> admin.stub.listMarketplaces(negative)).fields())
        .containsExactly("page_size");
  }

  @Test
  void keepsEachChangeInTheJournal() throws InvalidProtocolBufferException {
    var before = journal().size();

    var marketplace = admin.create("a", m -> m);
    admin.update(marketplace.toBuilder().setDisplayName("Other").build());
    var grant = admin.grant(Role.ROLE_AUDITOR, g -> g);
    admin.revoke(grant.getName());
    admin.revoke(grant.getName());
    refused(() -> admin.create("a", m -> m));
    refused(() -> admin.update(marketplace));

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
