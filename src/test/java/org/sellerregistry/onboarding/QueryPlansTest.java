package org.sellerregistry.onboarding;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sellerregistry.storage.IndexUse;
import org.sellerregistry.storage.RecordedQueries;
import org.sellerregistry.storage.TestDatabase;
import org.sellerregistry.trader.RevisionStore;
import org.sellerregistry.trader.Times;
import org.sellerregistry.v1.CheckResult;
import org.sellerregistry.v1.CreateTraderRequest;
import org.sellerregistry.v1.ItemKind;
import org.sellerregistry.v1.LookupQuery;
import org.sellerregistry.v1.LookupTradersRequest;
import org.sellerregistry.v1.RecordCheckRequest;
import org.sellerregistry.v1.StandingState;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.TraderFilter;
import org.sellerregistry.v1.TraderType;
import org.sellerregistry.v1.TraderView;
import org.sellerregistry.v1.UpdateTraderRequest;

class QueryPlansTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  @Test
  void everyQueryOfEveryCallReachesItsRowsByAKey() {
    var registry = new Registry(DATABASE);
    var recorded = RecordedQueries.of(DATABASE);
    var first = write(registry);
    read(registry, first);
    list(registry);

    assertThat(recorded.looking())
        .hasSizeGreaterThan(30)
        .allSatisfy(query -> IndexUse.assertIndexed(DATABASE, query));
  }

  private static Trader write(Registry registry) {
    var created =
        registry.createTrader.create(
            registry.tenant,
            Registry.STAFF,
            CreateTraderRequest.newBuilder()
                .setTrader(Samples.everyKind(0))
                .setRequestId(UUID.randomUUID().toString())
                .build());
    var trader = registry.verifyAll(created);
    registry.update(
        UpdateTraderRequest.newBuilder()
            .setTrader(Samples.withPhone(trader, "+4930100100"))
            .setRequestId(UUID.randomUUID().toString())
            .build());
    var phone = Samples.item(registry.get(trader), ItemKind.ITEM_KIND_PHONE).id();
    registry.recordCheck.record(
        registry.scope(),
        Registry.id(trader),
        RecordCheckRequest.newBuilder()
            .setRequestId(UUID.randomUUID().toString())
            .setCheck(
                Samples.check(
                        phone, Samples.methods(trader).get(phone), CheckResult.CHECK_RESULT_PASSED)
                    .setItemRevision(2)
                    .addEvidence(registry.evidence(trader)))
            .build());
    registry.update(trader.toBuilder().clearTax().build(), "tax");
    registry.update(registry.get(trader).toBuilder().clearOfferings().build(), "offerings");
    registry.update(trader, "offerings");
    registry.assign(trader, "plan-1");
    registry.assign(trader, "plan-1");
    registry.storefronts.assign(
        registry.scope(), Registry.id(trader), "plan-1", "https://a.example");
    registry.storefronts.release(registry.scope(), "plan-1");
    registry.assign(trader, "plan-2");
    registry.importTrader.importRecord(
        registry.tenant, Registry.STAFF, ImportTest.record(Samples.sound(0), "plan-3"), false);
    registry.clock.move(Duration.ofDays(4000));
    registry.dueStandings.sweep();
    registry.end(trader);
    return trader;
  }

  private static void read(Registry registry, Trader trader) {
    var before = registry.clock.instant();
    registry.clock.move(Duration.ofHours(1));
    registry.get(trader);
    registry.get(trader, before);
    registry.shown(trader);
    registry.shown(trader, before);
    registry.readPublicInfo.read(
        registry.tenant,
        "marketplaces/" + registry.tenant.marketplaceId() + "/storefronts/plan-2",
        "eu",
        Optional.empty());
    registry.verify.verify(registry.tenant, Registry.STAFF, Registry.id(trader));
    var queries =
        List.of(
            LookupQuery.newBuilder().setEmail("nobody@shop.example").build(),
            LookupQuery.newBuilder().setExternalId("nobody").build());
    for (var view : List.of(TraderView.TRADER_VIEW_BASIC, TraderView.TRADER_VIEW_FULL)) {
      registry.lookUp.lookUp(
          registry.tenant,
          LookupTradersRequest.newBuilder()
              .addAllQueries(queries)
              .addQueries(LookupQuery.newBuilder().setExternalId(trader.getExternalId()))
              .setView(view)
              .build());
    }
  }

  private static void list(Registry registry) {
    var filters =
        List.of(
            TraderFilter.getDefaultInstance(),
            TraderFilter.newBuilder().setOffering("eu").build(),
            TraderFilter.newBuilder()
                .setOffering("eu")
                .setState(StandingState.STANDING_STATE_PENDING)
                .build(),
            TraderFilter.newBuilder()
                .setOffering("eu")
                .setState(StandingState.STANDING_STATE_PENDING)
                .setType(TraderType.TRADER_TYPE_LEGAL_ENTITY)
                .setRegionCode("DE")
                .setUpdatedSince(Times.timestamp(registry.clock.instant()))
                .build(),
            TraderFilter.newBuilder().setRegionCode("DE").build());
    for (var filter : filters) {
      for (var behind : List.of(Optional.<UUID>empty(), Optional.of(new UUID(0, 1)))) {
        registry.transactor.read(
            db -> new ListTraders().list(db, registry.tenant, filter, behind, 50));
      }
    }
    var id =
        registry
            .transactor
            .read(db ->
                new ListTraders().list(db, registry.tenant, filters.get(0), Optional.empty(), 1))
            .getFirst();
    registry.transactor.read(db -> new RevisionStore().list(db, registry.tenant, id, 100, 50));
    registry.storefronts.list(registry.tenant, id, Optional.empty(), 50);
    registry.storefronts.list(
        registry.tenant, id, Optional.of(registry.clock.instant() + " plan-1"), 50);
    registry.storefronts.export(registry.tenant, List.of(id));
  }
}
