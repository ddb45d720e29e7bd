package org.sellerregistry.onboarding;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sellerregistry.storage.TestDatabase;
import org.sellerregistry.trader.Item;
import org.sellerregistry.v1.Check;
import org.sellerregistry.v1.CheckMethod;
import org.sellerregistry.v1.CheckResult;
import org.sellerregistry.v1.ItemKind;
import org.sellerregistry.v1.PublicAvailability;
import org.sellerregistry.v1.Trader;

/** What failed is not shed by declaring something else and coming back. */
class FormerFailuresTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private static final CheckMethod METHOD = CheckMethod.CHECK_METHOD_MANUAL;
  private static final String OTHER = "+4930100100";

  private final Registry registry = new Registry(DATABASE);
  private final Trader trader = registry.verifyAll(registry.create(Samples.sound(0)));
  private final String number = trader.getIdentity().getPhones(0).getNumber();

  @Test
  void anItemThatTakesItsFormerContentBackHasFailed() {
    fail(trader);
    var back = change(change(trader, OTHER), number);
    assertThat(phone(back).id()).isEqualTo(phone(trader).id());
    assertFailed(back);
  }

  @Test
  void aNewItemWithTheContentHasFailed() {
    var failed = fail(trader);
    var back = replace(replace(trader, OTHER), number);
    assertThat(phone(back).id()).isNotEqualTo(phone(trader).id());
    assertFailed(back);
    var carried = checks(back).getLast();
    assertThat(carried.getNote()).contains(failed.getName()).contains(failed.getNote());
    assertThat(carried)
        .isEqualTo(
            failed.toBuilder()
                .setName(carried.getName())
                .setItemId(phone(back).id())
                .setItemRevision(back.getRevision())
                .setCheckTime(carried.getCheckTime())
                .setNote(carried.getNote())
                .build());
  }

  @Test
  void aNoteOfAnyLengthIsCarriedOver() {
    registry.check(
        trader,
        Samples.check(phone(trader).id(), METHOD, CheckResult.CHECK_RESULT_FAILED)
            .setNote("\uD83D\uDE00".repeat(2_000)));
    var carried = checks(replace(replace(trader, OTHER), number)).getLast();
    assertThat(carried.getNote().codePoints()).hasSize(2_000).endsWith(0x1F600);
  }

  @Test
  void anotherSpellingIsTheSameContent() {
    fail(trader);
    var spelt = number.substring(0, 4) + " / " + number.substring(4);
    assertFailed(replace(replace(trader, OTHER), spelt));
  }

  @Test
  void anotherContentHasNotFailed() {
    fail(trader);
    var changed = replace(trader, OTHER);
    assertThat(checks(changed)).extracting(Check::getResult).isEmpty();
  }

  @Test
  void whatPassedSinceHasNotFailed() {
    fail(trader);
    registry.pass(trader, phone(trader).id(), METHOD);
    var back = replace(replace(trader, OTHER), number);
    assertThat(checks(back)).isEmpty();
  }

  @Test
  void aFailureThatCountsNoMoreIsNotCarriedOver() {
    var end = registry.clock.instant().plus(Duration.ofDays(30));
    registry.check(
        trader,
        Samples.check(phone(trader).id(), METHOD, CheckResult.CHECK_RESULT_FAILED)
            .setExpireTime(Samples.time(end)));
    var other = replace(trader, OTHER);
    registry.clock.move(Duration.ofDays(31));
    assertThat(checks(replace(other, number))).isEmpty();
  }

  @Test
  void aCheckThatPassesEndsIt() {
    fail(trader);
    var back = replace(replace(trader, OTHER), number);
    registry.pass(back, phone(back).id(), METHOD);
    assertThat(registry.shown(back).getAvailability())
        .isEqualTo(PublicAvailability.PUBLIC_AVAILABILITY_AVAILABLE);
    assertThat(checks(replace(replace(back, OTHER), number))).isEmpty();
  }

  private Check fail(Trader of) {
    return registry
        .check(
            of,
            Samples.check(phone(of).id(), METHOD, CheckResult.CHECK_RESULT_FAILED)
                .setNote("Synthetic: nobody answers"))
        .getCheck();
  }

  /** Another content of the item. */
  private Trader change(Trader of, String to) {
    return registry.update(Samples.withPhone(of, to), "identity");
  }

  /** Another item. */
  private Trader replace(Trader of, String by) {
    var changed = Samples.withPhone(of, by).toBuilder();
    changed.getIdentityBuilder().getPhonesBuilder(0).clearMeta();
    return registry.update(changed.build(), "identity");
  }

  private static Item phone(Trader of) {
    return Samples.item(of, ItemKind.ITEM_KIND_PHONE);
  }

  /** The checks of persons and sources of the present telephone, in their order. */
  private List<Check> checks(Trader of) {
    return registry
        .verify
        .verify(registry.tenant, Registry.STAFF, Registry.id(of))
        .orElseThrow()
        .checks()
        .stream()
        .filter(check -> check.getItemId().equals(phone(of).id()))
        .filter(check -> check.getItemRevision() == phone(of).meta().getRevision())
        .filter(check -> check.getMethod() == METHOD)
        .toList();
  }

  private void assertFailed(Trader of) {
    assertThat(checks(of))
        .extracting(Check::getResult)
        .containsExactly(CheckResult.CHECK_RESULT_FAILED);
    assertThat(registry.shown(of).getAvailability())
        .isEqualTo(PublicAvailability.PUBLIC_AVAILABILITY_PENDING);
  }
}
