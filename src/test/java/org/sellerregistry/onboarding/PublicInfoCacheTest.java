package org.sellerregistry.onboarding;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sellerregistry.storage.TestDatabase;
import org.sellerregistry.v1.CheckMethod;
import org.sellerregistry.v1.CheckResult;
import org.sellerregistry.v1.ItemKind;
import org.sellerregistry.v1.PublicAvailability;
import org.sellerregistry.v1.PublicTraderInfo;
import org.sellerregistry.v1.Trader;

class PublicInfoCacheTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private static final Duration SETTLED = Duration.ofSeconds(7);

  private final Registry registry = new Registry(DATABASE);
  private final PublicInfoCache cache = registry.cache;
  private Trader trader;
  private String shop;

  @BeforeEach
  void showATrader() {
    trader = registry.verifyAll(registry.create(Samples.sound(0)));
    shop = registry.assign(trader, "shop").getName();
    settle();
  }

  /** Time passes in which nothing changes, and the journal is heard. */
  private void settle() {
    registry.ticker.addAndGet(SETTLED.toNanos());
    hear();
  }

  private void hear() {
    cache.heard(registry.ticker.get(), registry.clock.instant());
  }

  private PublicTraderInfo read(String name) {
    return registry.readPublicInfo.read(registry.tenant, name, "eu", Optional.empty());
  }

  private Optional<Answer> kept(String name) {
    return kept(name, 0);
  }

  private Optional<Answer> kept(String name, long atLeastRevision) {
    return cache.find(name, "eu", atLeastRevision);
  }

  @Test
  void whatWasReadIsKept() {
    assertThat(kept(shop)).isEmpty();
    var read = read(shop);
    assertThat(read.getAvailability()).isEqualTo(PublicAvailability.PUBLIC_AVAILABILITY_AVAILABLE);
    assertThat(kept(shop).orElseThrow().message()).isEqualTo(read);
    assertThat(kept(trader.getName()).orElseThrow().message()).isEqualTo(read);
    assertThat(cache.find(shop, "us", 0)).isEmpty();
  }

  @Test
  void aSecondWithoutTheJournalEndsAnswers() {
    read(shop);
    registry.ticker.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(kept(shop)).isPresent();
    registry.ticker.incrementAndGet();
    assertThat(kept(shop)).isEmpty();
    hear();
    assertThat(kept(shop)).isPresent();
  }

  @Test
  void anAnswerSaysOfWhichMomentItSpeaks() {
    read(shop);
    var heard = registry.clock.move(Duration.ofMillis(400));
    hear();
    registry.clock.move(Duration.ofMillis(300));
    assertThat(Samples.instant(kept(shop).orElseThrow().message().getAsOf())).isEqualTo(heard);
  }

  @Test
  void ownChangesAreSeenAtOnce() {
    read(shop);
    var name = Samples.item(trader, ItemKind.ITEM_KIND_REGISTER_ENTRY);
    registry.fail(trader, name.id(), CheckMethod.CHECK_METHOD_REGISTER);
    assertThat(kept(shop)).isEmpty();
    assertThat(read(shop).getAvailability())
        .isEqualTo(PublicAvailability.PUBLIC_AVAILABILITY_PENDING);
  }

  @Test
  void othersChangesAreSeenWhenTheyAreHeardOf() {
    for (var resource :
        new String[] {
          trader.getName(),
          trader.getName() + "/checks/0190a0b0-0000-7000-8000-000000000000",
          shop,
          "packs/eu-dsa"
        }) {
      read(shop);
      assertThat(kept(shop)).as(resource).isPresent();
      cache.changed(resource);
      assertThat(kept(shop)).as(resource).isEmpty();
      settle();
    }
  }

  @Test
  void whoMayCallChangesNothingShown() {
    read(shop);
    cache.changed("marketplaces/" + registry.tenant.marketplaceId());
    cache.changed("grants/0190a0b0-0000-7000-8000-000000000000");
    assertThat(kept(shop)).isPresent();
  }

  @Test
  void refusedCallsChangeNothingShown() {
    read(shop);
    cache.changed("");
    assertThat(kept(shop)).isPresent();
  }

  @Test
  void whatChangedIsNotKeptUntilItHasSettled() {
    cache.changed(trader.getName());
    read(shop);
    assertThat(kept(shop)).isEmpty();
    settle();
    read(shop);
    assertThat(kept(shop)).isPresent();
  }

  @Test
  void aReadingThatBeganBeforeTheChangeDoesNotBringItBack() {
    var reading = cache.begin();
    var before = Shown.of(registry.shown(trader), null, registry.clock.instant());
    cache.changed(trader.getName());
    cache.keep(reading, shop, trader.getName(), "eu", before);
    assertThat(kept(shop)).isEmpty();

    settle();
    cache.keep(reading, shop, trader.getName(), "eu", before);
    assertThat(kept(shop)).as("a reading that took so long").isEmpty();

    var another = cache.begin();
    cache.changedAnything();
    cache.keep(another, shop, trader.getName(), "eu", before);
    assertThat(kept(shop)).as("a reading while anything may have changed").isEmpty();
  }

  @Test
  void aStorefrontThatMovedShowsItsNewOwner() {
    var second = registry.verifyAll(registry.create(Samples.sound(1)));
    read(shop);
    registry.storefronts.release(registry.scope(), "shop");
    assertThat(read(shop).getAvailability())
        .isEqualTo(PublicAvailability.PUBLIC_AVAILABILITY_NO_TRADER);
    registry.assign(second, "shop");
    assertThat(read(shop).getTrader()).isEqualTo(second.getName());
    settle();
    assertThat(read(shop).getTrader()).isEqualTo(second.getName());
  }

  /** The storefront's own name is in no entry of the journal then. */
  @Test
  void theEndOfAContractEndsItsStorefronts() {
    read(shop);
    registry.end(trader);
    settle();
    read(trader.getName());
    assertThat(kept(trader.getName())).isPresent();
    assertThat(kept(shop)).isEmpty();
    assertThat(read(shop).getAvailability())
        .isEqualTo(PublicAvailability.PUBLIC_AVAILABILITY_NO_TRADER);
  }

  @Test
  void aCallerGetsWhatItWroteItself() {
    read(shop);
    long revision = trader.getRevision();
    assertThat(kept(trader.getName(), revision)).isPresent();
    assertThat(kept(trader.getName(), revision + 1)).isEmpty();
    // It knows the revision of the present owner, who may be another.
    assertThat(kept(shop, revision)).isEmpty();
    assertThat(cache.find(trader.getName(), "us", 0)).isEmpty();
    registry.readPublicInfo.now(registry.tenant, trader.getName(), "us", 0);
    assertThat(cache.find(trader.getName(), "us", 0)).isPresent();
    assertThat(cache.find(trader.getName(), "us", revision)).as("a negative answer").isEmpty();
  }

  @Test
  void anAnswerEndsWhenAStandingIsDue() {
    var due = registry.clock.instant().plus(Duration.ofDays(10));
    var expiring = registry.verifyAll(registry.create(Samples.sound(1)));
    Samples.methods(expiring)
        .forEach((item, method) -> {
          if (method == CheckMethod.CHECK_METHOD_REGISTER) {
            registry.check(
                expiring,
                Samples.check(item, method, CheckResult.CHECK_RESULT_PASSED)
                    .setExpireTime(Samples.time(due)));
          }
        });
    settle();
    assertThat(read(expiring.getName()).getAvailability())
        .isEqualTo(PublicAvailability.PUBLIC_AVAILABILITY_AVAILABLE);
    registry.clock.set(due.minusNanos(1000));
    assertThat(kept(expiring.getName())).isPresent();
    registry.clock.set(due);
    assertThat(kept(expiring.getName())).isEmpty();
    assertThat(read(expiring.getName()).getAvailability())
        .isEqualTo(PublicAvailability.PUBLIC_AVAILABILITY_PENDING);
  }

  @Test
  void marketplacesWithTheSameStorefrontAreApart() {
    var other = registry.marketplace();
    read(shop);
    var theirs = shop.replace(registry.tenant.marketplaceId(), other.marketplaceId());
    assertThat(kept(theirs)).isEmpty();
    assertThat(
            registry.readPublicInfo.read(other, theirs, "eu", Optional.empty()).getAvailability())
        .isEqualTo(PublicAvailability.PUBLIC_AVAILABILITY_NO_TRADER);
  }
}
