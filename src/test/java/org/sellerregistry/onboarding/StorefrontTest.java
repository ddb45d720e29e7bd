package org.sellerregistry.onboarding;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.rpc.ResourceNames;
import org.sellerregistry.storage.TestDatabase;
import org.sellerregistry.v1.ErrorReason;
import org.sellerregistry.v1.PublicAvailability;
import org.sellerregistry.v1.PublicTraderInfo;
import org.sellerregistry.v1.Storefront;
import org.sellerregistry.v1.Trader;

class StorefrontTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private final Registry registry = new Registry(DATABASE);
  private final Trader first = registry.create(Samples.sound(0));
  private final Trader second = registry.create(Samples.sound(1));

  @Test
  void everyMomentHasItsOwner() {
    var before = registry.clock.instant();
    registry.clock.move(Duration.ofHours(1));
    registry.assign(first, "shop-1");
    var ofFirst = registry.clock.instant();
    registry.clock.move(Duration.ofHours(1));
    release("shop-1");
    var ofNobody = registry.clock.instant();
    registry.clock.move(Duration.ofHours(1));
    registry.assign(second, "shop-1");
    var ofSecond = registry.clock.instant();
    registry.clock.move(Duration.ofHours(1));

    assertThat(ownerAt("shop-1", before)).isEmpty();
    assertThat(ownerAt("shop-1", ofFirst)).isEqualTo(first.getName());
    assertThat(ownerAt("shop-1", ofNobody.minusNanos(1000))).isEqualTo(first.getName());
    assertThat(ownerAt("shop-1", ofNobody)).isEmpty();
    assertThat(ownerAt("shop-1", ofSecond)).isEqualTo(second.getName());
    assertThat(registry.shown(second).getTrader()).isEqualTo(second.getName());
    assertThat(list(first))
        .singleElement()
        .satisfies(it -> {
          assertThat(Samples.instant(it.getBeginTime())).isEqualTo(ofFirst);
          assertThat(Samples.instant(it.getEndTime())).isEqualTo(ofNobody);
        });
    assertThat(list(second)).singleElement().matches(it -> !it.hasEndTime());
  }

  @Test
  void whatBelongsToAnotherIsNotGiven() {
    registry.assign(first, "shop-2");
    Refusals.assertRefused(
        ErrorReason.ERROR_REASON_STOREFRONT_TAKEN, () -> registry.assign(second, "shop-2"));
    assertThat(list(second)).isEmpty();
  }

  @Test
  void assigningAgainChangesTheUrlAlone() {
    var assigned = registry.assign(first, "shop-3");
    registry.clock.move(Duration.ofHours(1));
    var entries = registry.journal().size();
    assertThat(registry.assign(first, "shop-3")).isEqualTo(assigned);
    assertThat(registry.journal()).hasSize(entries);
    var moved = assign(first, "shop-3", "https://shop.example/other");
    assertThat(moved).isEqualTo(assigned.toBuilder().setUrl("https://shop.example/other").build());
    assertThat(assign(first, "shop-3", "")).isEqualTo(moved);
    assertThat(list(first)).containsExactly(moved);
    assertThat(registry.journal()).hasSize(entries + 1);
  }

  @Test
  void releasingWhatNobodyOwnsIsRefused() {
    Refusals.assertRefused(ErrorReason.ERROR_REASON_RESOURCE_NOT_FOUND, () -> release("shop-4"));
    registry.assign(first, "shop-4");
    release("shop-4");
    Refusals.assertRefused(ErrorReason.ERROR_REASON_RESOURCE_NOT_FOUND, () -> release("shop-4"));
  }

  @Test
  void ofTwoWhoTakeAStorefrontAtOnceOneGetsIt() {
    for (int i = 0; i < 5; i++) {
      var shop = "race-" + i;
      var outcomes =
          Together.run(6, thread -> () -> registry.assign(thread % 2 == 0 ? first : second, shop));
      var owner = ownerAt(shop, null);
      assertThat(outcomes)
          .allMatch(it ->
              it.isRefused()
                  ? it.refused() == ErrorReason.ERROR_REASON_STOREFRONT_TAKEN
                  : it.value().getTrader().equals(owner));
      assertThat(outcomes).filteredOn(it -> !it.isRefused()).hasSize(3);
    }
    assertThat(Tables.overlaps(registry)).isEmpty();
  }

  @Test
  void handingOverAndBackAtOnceNeverLeavesTwoOwners() {
    var outcomes =
        Together.run(
            6,
            thread ->
                () -> {
                  var trader = thread % 2 == 0 ? first : second;
                  for (int i = 0; i < 6; i++) {
                    try {
                      registry.assign(trader, "contested");
                    } catch (Refusal taken) {
                      assertThat(taken.reason())
                          .isEqualTo(ErrorReason.ERROR_REASON_STOREFRONT_TAKEN);
                    }
                    try {
                      release("contested");
                    } catch (Refusal released) {
                      assertThat(released.reason())
                          .isEqualTo(ErrorReason.ERROR_REASON_RESOURCE_NOT_FOUND);
                    }
                  }
                  return thread;
                });
    assertThat(outcomes).noneMatch(Together.Outcome::isRefused);
    assertThat(Tables.overlaps(registry)).isEmpty();
    assertThat(ownerAt("contested", null)).isEmpty();
  }

  @Test
  void marketplacesHaveStorefrontsOfTheSameIds() {
    registry.assign(first, "shop-5");
    var elsewhere = new Registry(DATABASE);
    var trader = elsewhere.create(Samples.sound(0));
    assertThat(elsewhere.assign(trader, "shop-5").getTrader()).isEqualTo(trader.getName());
    assertThat(ownerAt("shop-5", null)).isEqualTo(first.getName());
  }

  private Storefront release(String storefront) {
    return registry.storefronts.release(registry.scope(), storefront);
  }

  private Storefront assign(Trader trader, String storefront, String url) {
    return registry.storefronts.assign(registry.scope(), Registry.id(trader), storefront, url);
  }

  private List<Storefront> list(Trader trader) {
    return registry.storefronts.list(registry.tenant, Registry.id(trader), Optional.empty(), 100);
  }

  /** The owner as public information has it; empty if there is none. */
  private String ownerAt(String storefront, Instant moment) {
    PublicTraderInfo info =
        registry.readPublicInfo.read(
            registry.tenant,
            ResourceNames.storefront(registry.tenant.marketplaceId(), storefront),
            "eu",
            Optional.ofNullable(moment).map(Samples::time));
    assertThat(info.getTrader().isEmpty())
        .isEqualTo(info.getAvailability() == PublicAvailability.PUBLIC_AVAILABILITY_NO_TRADER);
    return info.getTrader();
  }
}
