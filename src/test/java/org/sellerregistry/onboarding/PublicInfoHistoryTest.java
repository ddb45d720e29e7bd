package org.sellerregistry.onboarding;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sellerregistry.storage.TestDatabase;
import org.sellerregistry.trader.Sections;
import org.sellerregistry.v1.CheckMethod;
import org.sellerregistry.v1.CheckResult;
import org.sellerregistry.v1.ItemKind;
import org.sellerregistry.v1.Name;
import org.sellerregistry.v1.NameKind;
import org.sellerregistry.v1.Phone;
import org.sellerregistry.v1.PublicAvailability;
import org.sellerregistry.v1.PublicTraderInfo;
import org.sellerregistry.v1.StandingState;
import org.sellerregistry.v1.Trader;

/** What buyers are shown, from a trader's application over its changes to its end. */
class PublicInfoHistoryTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private static final String CHANGED = "+4930100100";

  private final Registry registry = new Registry(DATABASE);
  private final Trader sample = Samples.sound(0);
  private final String original = sample.getIdentity().getPhones(0).getNumber();

  @Test
  void aChangeThatPassesIsShownOnceItPassed() {
    var beforeAll = registry.clock.instant();
    registry.clock.move(Duration.ofHours(1));
    var trader = registry.create(sample);
    var pending = step();
    assertPhone(trader, null);
    registry.verifyAll(trader);
    var available = step();
    assertPhone(trader, original);

    var changed = change(trader, CHANGED);
    assertThat(Samples.state(changed)).isEqualTo(StandingState.STANDING_STATE_ELIGIBLE);
    var held = step();
    assertPhone(trader, original);
    registry.pass(changed, phone(changed), CheckMethod.CHECK_METHOD_POSSESSION);
    var passed = step();
    assertPhone(trader, CHANGED);
    registry.end(trader);
    var closed = step();

    registry.clock.move(Duration.ofDays(400));
    assertAvailability(trader, beforeAll, PublicAvailability.PUBLIC_AVAILABILITY_NO_TRADER);
    assertAvailability(trader, pending, PublicAvailability.PUBLIC_AVAILABILITY_PENDING);
    assertThat(phoneAt(trader, available)).isEqualTo(original);
    assertThat(phoneAt(trader, held)).isEqualTo(original);
    assertThat(phoneAt(trader, passed)).isEqualTo(CHANGED);
    assertAvailability(trader, closed, PublicAvailability.PUBLIC_AVAILABILITY_CLOSED);
    assertThat(Tables.overlaps(registry)).isEmpty();
  }

  @Test
  void aChangeThatFailsHidesTheTraderAtOnce() {
    var trader = registry.verifyAll(registry.create(sample));
    var changed = change(trader, CHANGED);
    registry.fail(changed, phone(changed), CheckMethod.CHECK_METHOD_MANUAL);
    assertPhone(trader, null);
    registry.pass(changed, phone(changed), CheckMethod.CHECK_METHOD_MANUAL);
    assertPhone(trader, CHANGED);

    change(trader, "no number at all");
    assertPhone(trader, null);
  }

  @Test
  void afterTheDeadlineAReadHidesTheTrader() {
    var trader = registry.verifyAll(registry.create(sample));
    change(trader, CHANGED);
    registry.clock.move(Duration.ofDays(10).minusMillis(1));
    assertPhone(trader, original);
    registry.clock.move(Duration.ofMillis(2));
    assertPhone(trader, null);
    assertThat(Samples.state(registry.get(trader))).isEqualTo(StandingState.STANDING_STATE_PENDING);
  }

  @Test
  void afterTheDeadlineTheSweepHidesTheTrader() {
    var trader = registry.verifyAll(registry.create(sample));
    change(trader, CHANGED);
    registry.clock.move(Duration.ofDays(10).plusMillis(1));
    var due = registry.clock.instant();
    assertThat(registry.dueStandings.sweep()).isPositive();
    assertThat(registry.dueStandings.sweep()).isZero();
    registry.clock.move(Duration.ofDays(1));
    assertAvailability(trader, due, PublicAvailability.PUBLIC_AVAILABILITY_PENDING);
  }

  @Test
  void changingAgainDoesNotMoveTheDeadline() {
    var trader = registry.verifyAll(registry.create(sample));
    for (int day = 0; day < 10; day++) {
      change(trader, "+4930100%03d".formatted(day));
      assertPhone(trader, original);
      registry.clock.move(Duration.ofDays(1));
    }
    registry.clock.move(Duration.ofMillis(1));
    assertPhone(trader, null);
    change(trader, "+4930100999");
    assertPhone(trader, null);
  }

  @Test
  void aCheckThatExpiredUnnoticedIsNotCarriedOverByAChange() {
    var trader = registry.verifyAll(registry.create(sample));
    var first = change(trader, CHANGED);
    registry.clock.move(Duration.ofDays(1));
    registry.check(
        trader,
        Samples.check(
                phone(first), CheckMethod.CHECK_METHOD_POSSESSION, CheckResult.CHECK_RESULT_PASSED)
            .setExpireTime(Samples.time(registry.clock.instant().plusSeconds(3600))));
    assertPhone(trader, CHANGED);
    registry.clock.move(Duration.ofHours(2));
    // The hold of the first change has not run out, but the trader is no longer eligible.
    var second = change(trader, "+4930100200");
    assertThat(Samples.state(second)).isEqualTo(StandingState.STANDING_STATE_PENDING);
    assertPhone(trader, null);
  }

  @Test
  void oneOfSeveralItemsIsNoLongerShownWhenItsCheckExpires() {
    var wanted = sample.toBuilder();
    wanted.getIdentityBuilder().addPhones(Phone.newBuilder().setNumber(CHANGED));
    var trader = registry.create(wanted.build());
    registry.verifyAll(trader);
    registry.check(
        trader,
        Samples.check(
                trader.getIdentity().getPhones(1).getMeta().getId(),
                CheckMethod.CHECK_METHOD_POSSESSION,
                CheckResult.CHECK_RESULT_PASSED)
            .setExpireTime(Samples.time(registry.clock.instant().plusSeconds(60))));
    assertThat(registry.shown(trader).getPhonesCount()).isEqualTo(2);
    registry.clock.move(Duration.ofSeconds(61));
    assertPhone(trader, original);
  }

  @Test
  void aTradingNameIsShownOnceItIsVerified() {
    var wanted = sample.toBuilder();
    wanted
        .getIdentityBuilder()
        .addNamesBuilder()
        .setKind(NameKind.NAME_KIND_TRADING)
        .setFull("Synthetic Bazaar");
    var trader = registry.create(wanted.build());
    var trading =
        Sections.items(trader).stream()
            .filter(item -> item.content().toString().contains("Synthetic Bazaar"))
            .findFirst()
            .orElseThrow()
            .id();
    Samples.methods(trader)
        .forEach((item, method) -> {
          if (!item.equals(trading)) {
            registry.pass(trader, item, method);
          }
        });
    assertThat(registry.shown(trader).getNamesList())
        .noneMatch(name -> name.getKind() == NameKind.NAME_KIND_TRADING);
    assertThat(Samples.isAvailable(registry.shown(trader))).isTrue();
    registry.pass(trader, trading, CheckMethod.CHECK_METHOD_MANUAL);
    assertThat(registry.shown(trader).getNamesList())
        .anyMatch(name -> name.getKind() == NameKind.NAME_KIND_TRADING);

    // While the legal name is held, the trading name is shown as long as nothing is wrong with it.
    var renamed = registry.get(trader).toBuilder();
    var legal = renamed.getIdentity().getNames(0);
    renamed.getIdentityBuilder().getNamesBuilder(0).setFull("Synthetic Successor");
    registry.update(renamed.build(), "identity.names");
    assertThat(registry.shown(trader).getNamesList())
        .extracting(Name::getFull)
        .containsExactly(legal.getFull(), "Synthetic Bazaar");
    registry.fail(trader, trading, CheckMethod.CHECK_METHOD_DOCUMENT);
    assertThat(registry.shown(trader).getNamesList())
        .extracting(Name::getFull)
        .containsExactly(legal.getFull());
  }

  @Test
  void anAnswerRestsOnTheLatestRevisionAlsoOneThatChangesNothingShown() {
    var trader = registry.verifyAll(registry.create(sample));
    var changed = registry.update(trader.toBuilder().clearSignals().build(), "signals");
    assertThat(changed.getRevision()).isEqualTo(2);
    assertThat(registry.shown(trader).getRevision()).isEqualTo(2);
    assertPhone(trader, original);
  }

  private Trader change(Trader trader, String number) {
    return registry.update(Samples.withPhone(registry.get(trader), number), "identity.phones");
  }

  private static String phone(Trader trader) {
    return Samples.item(trader, ItemKind.ITEM_KIND_PHONE).id();
  }

  /** Moves the clock by an hour and returns the moment between. */
  private Instant step() {
    registry.clock.move(Duration.ofMinutes(30));
    var between = registry.clock.instant();
    registry.clock.move(Duration.ofMinutes(30));
    return between;
  }

  /** What is shown now; null stands for nothing at all. */
  private void assertPhone(Trader trader, String number) {
    var info = registry.shown(trader);
    if (number == null) {
      assertThat(info.getAvailability()).isEqualTo(PublicAvailability.PUBLIC_AVAILABILITY_PENDING);
      assertNothing(info);
    } else {
      assertThat(Samples.isAvailable(info)).isTrue();
      assertThat(info.getPhonesList()).extracting(Phone::getNumber).containsExactly(number);
    }
  }

  private String phoneAt(Trader trader, Instant moment) {
    return registry.shown(trader, moment).getPhones(0).getNumber();
  }

  private void assertAvailability(Trader trader, Instant moment, PublicAvailability expected) {
    var info = registry.shown(trader, moment);
    assertThat(info.getAvailability()).isEqualTo(expected);
    assertNothing(info);
  }

  private static void assertNothing(PublicTraderInfo info) {
    assertThat(
            info.toBuilder()
                .clearTrader()
                .clearOffering()
                .clearAvailability()
                .clearAsOf()
                .clearRevision()
                .build())
        .isEqualTo(PublicTraderInfo.getDefaultInstance());
  }
}
