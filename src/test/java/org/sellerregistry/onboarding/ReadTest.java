package org.sellerregistry.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sellerregistry.rpc.Failures;
import org.sellerregistry.rpc.ResourceNames;
import org.sellerregistry.storage.TestDatabase;
import org.sellerregistry.trader.Masking;
import org.sellerregistry.trader.Sections;
import org.sellerregistry.v1.BatchGetTradersRequest;
import org.sellerregistry.v1.BatchGetTradersResponse;
import org.sellerregistry.v1.ChangeKind;
import org.sellerregistry.v1.ErrorReason;
import org.sellerregistry.v1.ListTraderRevisionsRequest;
import org.sellerregistry.v1.ListTraderRevisionsResponse;
import org.sellerregistry.v1.ListTradersRequest;
import org.sellerregistry.v1.ListTradersResponse;
import org.sellerregistry.v1.StandingState;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.TraderFilter;
import org.sellerregistry.v1.TraderRevision;
import org.sellerregistry.v1.TraderType;
import org.sellerregistry.v1.TraderView;
import org.sellerregistry.v1.UpdateTraderRequest;

class ReadTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private final Registry registry = new Registry(DATABASE);

  @Test
  void aViewReturnsAsMuchAsItSays() {
    var trader = registry.create(Samples.everyKind(0));
    var id = Registry.id(trader);
    for (var view : List.of(TraderView.TRADER_VIEW_UNSPECIFIED, TraderView.TRADER_VIEW_BASIC)) {
      var basic =
          registry.readTraders.read(registry.tenant, id, Registry.view(trader, view).build());
      assertThat(Sections.items(basic)).isEmpty();
      assertThat(basic.getStandingsList()).isEqualTo(trader.getStandingsList());
      assertThat(basic.getEtag()).isEqualTo(trader.getEtag());
    }
    var masked = Registry.view(trader, TraderView.TRADER_VIEW_MASKED).build();
    assertThat(registry.readTraders.read(registry.tenant, id, masked))
        .isEqualTo(Masking.mask(trader))
        .isNotEqualTo(trader);
    registry.clock.move(Duration.ofSeconds(1));
    var past = masked.toBuilder().setAsOf(trader.getUpdateTime()).build();
    assertThat(registry.readTraders.read(registry.tenant, id, past))
        .isEqualTo(Masking.mask(trader).toBuilder().clearStandings().build());
  }

  @Test
  void tradersOfOtherMarketplacesAreNotFound() {
    var trader = registry.create(Samples.sound(0));
    var elsewhere = registry.marketplace();
    var request = Registry.view(trader, TraderView.TRADER_VIEW_FULL).build();
    Refusals.assertRefused(
        ErrorReason.ERROR_REASON_RESOURCE_NOT_FOUND,
        () -> registry.readTraders.read(elsewhere, Registry.id(trader), request));
    Refusals.assertRefused(
        ErrorReason.ERROR_REASON_RESOURCE_NOT_FOUND,
        () ->
            registry.readTraders.read(
                elsewhere,
                Registry.id(trader),
                request.toBuilder().setAsOf(trader.getUpdateTime()).build()));
  }

  @Test
  void aBatchComesInTheOrderAskedForOrFailsAsAWhole() {
    var first = registry.create(Samples.sound(1));
    var second = registry.create(Samples.sound(2));
    var request =
        BatchGetTradersRequest.newBuilder()
            .setView(TraderView.TRADER_VIEW_FULL)
            .addNames(second.getName())
            .addNames(first.getName())
            .addNames(second.getName());
    assertThat(batch(request).getTradersList().stream().map(Registry::asReceived))
        .containsExactly(second, first, second);
    request.addNames(ResourceNames.trader(registry.tenant.marketplaceId(), new UUID(1, 1)));
    Refusals.assertRefused(ErrorReason.ERROR_REASON_RESOURCE_NOT_FOUND, () -> batch(request));
  }

  @Test
  void pagesHoldEveryTraderOnceInTheOrderOfCreation() {
    var created = new ArrayList<String>();
    for (int i = 0; i < 11; i++) {
      created.add(registry.create(Samples.sound(i)).getName());
    }
    for (int size : new int[] {1, 3, 11, 12}) {
      assertThat(list(TraderFilter.getDefaultInstance(), size)).isEqualTo(created);
    }
  }

  @Test
  void aFilterRestrictsTheList() {
    var traders = new ArrayList<Trader>();
    for (int i = 0; i < 12; i++) {
      traders.add(registry.create(Samples.sound(i)));
    }
    var eligible = registry.verifyAll(traders.get(5));
    registry.clock.move(Duration.ofHours(1));
    var since = registry.clock.instant();
    registry.update(traders.get(7).toBuilder().clearOfferings().build(), "offerings");

    var eu = TraderFilter.newBuilder().setOffering("eu");
    assertThat(list(eu.build(), 4)).hasSize(11).doesNotContain(traders.get(7).getName());
    assertThat(list(eu.setState(StandingState.STANDING_STATE_ELIGIBLE).build(), 4))
        .containsExactly(eligible.getName());
    assertThat(list(eu.setState(StandingState.STANDING_STATE_PENDING).build(), 4)).hasSize(10);
    assertThat(list(TraderFilter.newBuilder().setUpdatedSince(Samples.time(since)).build(), 4))
        .containsExactly(traders.get(7).getName());
    var types = new HashSet<String>();
    for (var type :
        List.of(TraderType.TRADER_TYPE_LEGAL_ENTITY, TraderType.TRADER_TYPE_NATURAL_PERSON)) {
      types.addAll(list(TraderFilter.newBuilder().setType(type).build(), 5));
    }
    assertThat(types).hasSize(12);
    var region = traders.getFirst().getRegionCode();
    assertThat(list(TraderFilter.newBuilder().setRegionCode(region).build(), 2))
        .containsExactlyElementsOf(
            traders.stream()
                .filter(it -> it.getRegionCode().equals(region))
                .map(Trader::getName)
                .toList());
  }

  @Test
  void aPageTokenOfAnotherListIsRefused() {
    for (int i = 0; i < 3; i++) {
      registry.create(Samples.sound(i));
    }
    var request = ListTradersRequest.newBuilder().setPageSize(1);
    var token = page(request).getNextPageToken();
    Refusals.assertRefused(
        ErrorReason.ERROR_REASON_INVALID_PAGE_TOKEN,
        () ->
            page(
                request
                    .setPageToken(token)
                    .setFilter(TraderFilter.newBuilder().setRegionCode("DE"))));
  }

  @Test
  void revisionsAreListedNewestFirst() {
    var trader = registry.create(Samples.sound(3));
    for (int i = 0; i < 5; i++) {
      registry.update(Samples.withPhone(trader, "+493010010" + i), "identity.phones");
    }
    var revisions = new ArrayList<TraderRevision>();
    var request = ListTraderRevisionsRequest.newBuilder().setName(trader.getName()).setPageSize(4);
    do {
      ListTraderRevisionsResponse page =
          Replies.of(
              registry,
              replies -> registry.traderService.listTraderRevisions(request.build(), replies));
      revisions.addAll(page.getRevisionsList());
      request.setPageToken(page.getNextPageToken());
    } while (!request.getPageToken().isEmpty());
    assertThat(revisions)
        .extracting(TraderRevision::getRevision)
        .containsExactly(6L, 5L, 4L, 3L, 2L, 1L);
    assertThat(revisions).allMatch(it -> it.getPerson().equals(Registry.STAFF.person()));
    assertThat(revisions.getLast().getSectionsList())
        .containsExactlyInAnyOrderElementsOf(
            Sections.kinds().stream().filter(kind -> Sections.has(trader, kind)).toList());
  }

  @Test
  void aRevisionSaysWhetherTheFormerValuesWereWrong() {
    var trader = registry.create(Samples.sound(5));
    var request =
        UpdateTraderRequest.newBuilder().setTrader(Samples.withPhone(trader, "+4930100100"));
    registry.update(request.setChangeKind(ChangeKind.CHANGE_KIND_CORRECTED).build());
    registry.update(registry.get(trader).toBuilder().clearSignals().build(), "signals");
    ListTraderRevisionsResponse page =
        Replies.of(
            registry,
            replies ->
                registry.traderService.listTraderRevisions(
                    ListTraderRevisionsRequest.newBuilder().setName(trader.getName()).build(),
                    replies));
    assertThat(page.getRevisionsList())
        .extracting(TraderRevision::getChangeKind)
        .containsExactly(
            ChangeKind.CHANGE_KIND_REPLACED,
            ChangeKind.CHANGE_KIND_CORRECTED,
            ChangeKind.CHANGE_KIND_INITIAL);
  }

  @Test
  void anUpdateThatBreaksARuleNamesTheFieldOfTheRequest() {
    var trader = registry.create(Samples.sound(6));
    assertThatThrownBy(() -> registry.update(Samples.withPhone(trader, "1"), "identity.phones"))
        .satisfies(failure ->
            assertThat(Failures.toStatus(failure).toString())
                .contains("trader.identity.phones[0].number"));
    assertThat(registry.get(trader)).isEqualTo(trader);
  }

  @Test
  void anOfferingThatNoPackGovernsIsRefused() {
    var before = Tables.rows(registry);
    Refusals.assertRefused(
        ErrorReason.ERROR_REASON_UNKNOWN_OFFERING,
        () -> registry.create(Samples.sound(4).toBuilder().addOfferings("mars").build()));
    assertThat(Tables.rows(registry)).isEqualTo(before);
    var trader = registry.create(Samples.sound(4));
    Refusals.assertRefused(
        ErrorReason.ERROR_REASON_UNKNOWN_OFFERING,
        () -> registry.update(trader.toBuilder().addOfferings("mars").build(), "offerings"));
  }

  private List<String> list(TraderFilter filter, int size) {
    var names = new ArrayList<String>();
    var request = ListTradersRequest.newBuilder().setFilter(filter).setPageSize(size);
    do {
      var page = page(request);
      assertThat(page.getTradersCount()).isLessThanOrEqualTo(size);
      page.getTradersList().forEach(it -> names.add(it.getName()));
      request.setPageToken(page.getNextPageToken());
    } while (!request.getPageToken().isEmpty());
    return names;
  }

  private ListTradersResponse page(ListTradersRequest.Builder request) {
    return Replies.of(
        registry, replies -> registry.traderService.listTraders(request.build(), replies));
  }

  private BatchGetTradersResponse batch(BatchGetTradersRequest.Builder request) {
    return Replies.of(
        registry, replies -> registry.traderService.batchGetTraders(request.build(), replies));
  }
}
