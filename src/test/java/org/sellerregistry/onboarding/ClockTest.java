package org.sellerregistry.onboarding;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sellerregistry.storage.TestDatabase;
import org.sellerregistry.trader.RevisionStore;
import org.sellerregistry.v1.CheckMethod;
import org.sellerregistry.v1.ErrorReason;
import org.sellerregistry.v1.ItemKind;
import org.sellerregistry.v1.StandingState;
import org.sellerregistry.v1.Trader;

/** A clock that stands still or steps back: every change still has a moment of its own. */
class ClockTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private final Registry registry = new Registry(DATABASE);

  @Test
  void withAClockThatStandsStillEveryChangeHasItsOwnMoment() {
    var trader = registry.verifyAll(registry.create(Samples.sound(0)));
    assertThat(Samples.state(trader)).isEqualTo(StandingState.STANDING_STATE_ELIGIBLE);
    for (int i = 0; i < 5; i++) {
      change(trader, "+4930100%03d".formatted(i));
      var phone = Samples.item(registry.get(trader), ItemKind.ITEM_KIND_PHONE).id();
      registry.fail(trader, phone, CheckMethod.CHECK_METHOD_MANUAL);
      registry.pass(trader, phone, CheckMethod.CHECK_METHOD_MANUAL);
      assertThat(Samples.isAvailable(registry.shown(trader))).isTrue();
    }
    registry.assign(trader, "still-1");
    registry.storefronts.release(registry.scope(), "still-1");
    registry.assign(trader, "still-1");
    registry.end(trader);
    assertOrdered(trader);
  }

  @Test
  void withAClockThatStepsBackChangesStillFollowEachOther() {
    var start = registry.clock.instant();
    var trader = registry.verifyAll(registry.create(Samples.sound(1)));
    for (int i = 0; i < 6; i++) {
      registry.clock.set(start.minus(Duration.ofHours(i)));
      var changed = change(trader, "+4930200%03d".formatted(i));
      assertThat(registry.get(trader)).isEqualTo(changed);
      registry.pass(
          trader,
          Samples.item(changed, ItemKind.ITEM_KIND_PHONE).id(),
          CheckMethod.CHECK_METHOD_MANUAL);
      assertThat(registry.shown(trader).getPhones(0).getNumber())
          .isEqualTo("+4930200%03d".formatted(i));
    }
    assertOrdered(trader);
    registry.clock.set(start.plusSeconds(60));
    Refusals.assertRefused(
        ErrorReason.ERROR_REASON_RESOURCE_NOT_FOUND,
        () -> registry.get(trader, start.minusSeconds(1)));
  }

  @Test
  void aDeadlineMetBeforeTheClockStepsBackHidesNothingLater() {
    var trader = registry.verifyAll(registry.create(Samples.sound(2)));
    var changed = change(trader, "+4930300300");
    var start = registry.clock.instant();
    registry.clock.move(Duration.ofDays(11));
    assertThat(Samples.isAvailable(registry.shown(trader))).isFalse();

    registry.clock.set(start.plusSeconds(1));
    registry.pass(
        trader,
        Samples.item(changed, ItemKind.ITEM_KIND_PHONE).id(),
        CheckMethod.CHECK_METHOD_MANUAL);
    assertThat(registry.shown(trader).getPhones(0).getNumber()).isEqualTo("+4930300300");
    assertOrdered(trader);
  }

  @Test
  void anOfferingLeftAndJoinedAgainWithinOneTickIsShown() {
    var trader = registry.verifyAll(registry.create(Samples.sound(3)));
    for (int i = 0; i < 3; i++) {
      registry.update(registry.get(trader).toBuilder().clearOfferings().build(), "offerings");
      registry.update(trader.toBuilder().clearOfferings().addOfferings("eu").build(), "offerings");
      assertThat(Samples.isAvailable(registry.shown(trader))).isTrue();
    }
    assertOrdered(trader);
  }

  @Test
  void aStorefrontAssignedBeforeTheClockStepsBackIsFreeAfterTheContract() {
    var first = registry.create(Samples.sound(4));
    var second = registry.create(Samples.sound(5));
    registry.clock.move(Duration.ofHours(3));
    registry.assign(first, "back-1");
    registry.clock.move(Duration.ofHours(-2));
    registry.end(first);
    assertThat(registry.assign(second, "back-1").getTrader()).isEqualTo(second.getName());
    assertOrdered(first);
    assertOrdered(second);
  }

  private Trader change(Trader trader, String phone) {
    return registry.update(Samples.withPhone(registry.get(trader), phone), "identity.phones");
  }

  private void assertOrdered(Trader trader) {
    assertThat(Tables.overlaps(registry)).isEmpty();
    List<Instant> times =
        registry
            .transactor
            .read(db ->
                new RevisionStore()
                    .list(db, registry.tenant, Registry.id(trader), Long.MAX_VALUE, 1000))
            .reversed()
            .stream()
            .map(revision -> Samples.instant(revision.getReviseTime()))
            .toList();
    for (int i = 1; i < times.size(); i++) {
      assertThat(times.get(i)).isAfter(times.get(i - 1));
    }
  }
}
