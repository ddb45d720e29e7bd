package org.sellerregistry.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sellerregistry.verification.RequirementMatrixTest.requirement;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sellerregistry.trader.Sections;
import org.sellerregistry.v1.Check;
import org.sellerregistry.v1.CheckMethod;
import org.sellerregistry.v1.CheckResult;
import org.sellerregistry.v1.ElectronicId;
import org.sellerregistry.v1.ItemKind;
import org.sellerregistry.v1.NotApplicable;
import org.sellerregistry.v1.RequirementState;
import org.sellerregistry.v1.StandingState;
import org.sellerregistry.v1.Trader;

class EvaluationTest {
  private static final Timestamp NOW = Cases.NOW;
  private static final Timestamp CHANGED = Cases.later(NOW, Duration.ofDays(30));
  private static final Timestamp HOLD_END = Cases.later(CHANGED, Duration.ofDays(10));

  @Test
  void aTradersOwnWordNeverMakesItEligible() {
    var trader = Cases.sound();
    var evaluation = evaluate(trader, AutomaticChecks.of(trader, NOW), NOW, false);
    assertThat(evaluation.state()).isEqualTo(StandingState.STANDING_STATE_PENDING);
    assertThat(evaluation.requirements())
        .filteredOn(it -> it.state() == RequirementState.REQUIREMENT_STATE_SATISFIED)
        .allMatch(it -> it.rule().getSelfDeclared());
  }

  @ParameterizedTest
  @EnumSource(
      value = ItemKind.class,
      names = {
        "ITEM_KIND_NAME",
        "ITEM_KIND_ADDRESS",
        "ITEM_KIND_PHONE",
        "ITEM_KIND_EMAIL",
        "ITEM_KIND_DOCUMENT",
        "ITEM_KIND_ACCOUNT",
        "ITEM_KIND_REGISTER_ENTRY",
        "ITEM_KIND_CERTIFICATION"
      })
  void withoutAnyOneItemNoTraderIsEligible(ItemKind kind) {
    for (boolean before : new boolean[] {false, true}) {
      var trader = Cases.without(Cases.sound(), kind);
      assertThat(evaluate(trader, Cases.passed(trader, NOW), NOW, before).state())
          .isEqualTo(StandingState.STANDING_STATE_PENDING);
    }
  }

  @Test
  void aHeldChangeKeepsEligibilityAndDoesNotBeginIt() {
    var changed = changed("+4930100200");
    var checks = checks(changed);
    assertThat(evaluate(changed, checks, CHANGED, true).state())
        .isEqualTo(StandingState.STANDING_STATE_ELIGIBLE);
    assertThat(evaluate(changed, checks, CHANGED, false).state())
        .isEqualTo(StandingState.STANDING_STATE_PENDING);
    var phone = requirement(evaluate(changed, checks, CHANGED, true), "identity.phone");
    assertThat(phone.state()).isEqualTo(RequirementState.REQUIREMENT_STATE_HELD);
    assertThat(phone.reasonCode()).isEqualTo("CHANGE_AWAITING_CHECK");
    assertThat(phone.dueTime()).isEqualTo(HOLD_END);
  }

  @Test
  void aHeldChangeEndsWithItsDeadline() {
    var changed = changed("+4930100200");
    var checks = checks(changed);
    var before = evaluate(changed, checks, Timestamps.subtract(HOLD_END, nano()), true);
    assertThat(before.state()).isEqualTo(StandingState.STANDING_STATE_ELIGIBLE);
    assertThat(before.nextDue()).isEqualTo(HOLD_END);
    var after = evaluate(changed, checks, HOLD_END, true);
    assertThat(after.state()).isEqualTo(StandingState.STANDING_STATE_PENDING);
    // What is left is the end of the document.
    assertThat(Timestamps.compare(after.nextDue(), HOLD_END)).isPositive();
    assertThat(requirement(after, "identity.phone").reasonCode())
        .isEqualTo("CHANGE_NOT_VERIFIED_IN_TIME");
  }

  @Test
  void aHeldChangeThatFailsEndsEligibilityAtOnce() {
    var changed = changed("12");
    assertThat(evaluate(changed, checks(changed), CHANGED, true).state())
        .isEqualTo(StandingState.STANDING_STATE_PENDING);
  }

  @Test
  void aCheckOfFormerContentDoesNotCount() {
    var changed = changed("+4930100200");
    var checks = checks(changed);
    var former = Cases.item(Cases.sound(), ItemKind.ITEM_KIND_PHONE);
    checks.add(Cases.passed(former, CheckMethod.CHECK_METHOD_POSSESSION, CHANGED));
    checks.add(
        Cases.check(
                former, CheckMethod.CHECK_METHOD_MANUAL, CheckResult.CHECK_RESULT_FAILED, CHANGED)
            .build());
    assertThat(requirement(evaluate(changed, checks, CHANGED, true), "identity.phone").state())
        .isEqualTo(RequirementState.REQUIREMENT_STATE_HELD);
  }

  @Test
  void aTraderInNoRegisterNeedsAPersonsJudgement() {
    var reason = NotApplicable.newBuilder().setReason("Synthetic: sole trader below the threshold");
    var wanted = Cases.without(Cases.sound(), ItemKind.ITEM_KIND_REGISTER_ENTRY).toBuilder();
    wanted.getRegistrationBuilder().addNotApplicable(reason);
    var trader = Cases.revise(Cases.sound(), wanted.build(), 2, NOW, _ -> false);
    var item = Cases.item(trader, ItemKind.ITEM_KIND_NOT_APPLICABLE);
    var checks = Cases.passed(trader, NOW);
    checks.removeIf(check -> check.getItemId().equals(item.id()));
    checks.addAll(
        AutomaticChecks.of(trader, NOW).stream()
            .filter(check -> check.getItemId().equals(item.id()))
            .toList());
    for (var method :
        List.of(CheckMethod.CHECK_METHOD_REGISTER, CheckMethod.CHECK_METHOD_DOCUMENT)) {
      checks.add(Cases.passed(item, method, NOW));
    }
    assertThat(evaluate(trader, checks, NOW, false).state())
        .isEqualTo(StandingState.STANDING_STATE_PENDING);
    checks.add(Cases.passed(item, CheckMethod.CHECK_METHOD_MANUAL, NOW));
    assertThat(evaluate(trader, checks, NOW, false).state())
        .isEqualTo(StandingState.STANDING_STATE_ELIGIBLE);
  }

  @Test
  void anElectronicIdentificationIsAsGoodAsADocument() {
    var wanted = Cases.without(Cases.sound(), ItemKind.ITEM_KIND_DOCUMENT).toBuilder();
    wanted
        .getIdentificationBuilder()
        .addElectronicIds(
            ElectronicId.newBuilder()
                .setScheme("synthetic-eid")
                .setIssuer("Synthetic Issuer")
                .setSubject("subject-1"));
    var trader = Cases.revise(Cases.sound(), wanted.build(), 2, NOW, _ -> false);
    assertThat(evaluate(trader, Cases.passed(trader, NOW), NOW, false).state())
        .isEqualTo(StandingState.STANDING_STATE_ELIGIBLE);
  }

  @Test
  void aSourceThatDecidesNothingTakesNothingBack() {
    var trader = Cases.sound();
    var phone = Cases.item(trader, ItemKind.ITEM_KIND_PHONE);
    var method = Cases.method(ItemKind.ITEM_KIND_PHONE).orElseThrow();
    for (var nothing :
        List.of(CheckResult.CHECK_RESULT_UNAVAILABLE, CheckResult.CHECK_RESULT_INCONCLUSIVE)) {
      var checks = Cases.passed(trader, NOW);
      checks.add(Cases.check(phone, method, nothing, CHANGED).build());
      assertThat(evaluate(trader, checks, CHANGED, true).state())
          .isEqualTo(StandingState.STANDING_STATE_ELIGIBLE);

      var failed = Cases.passed(trader, NOW);
      failed.add(
          Cases.check(phone, CheckMethod.CHECK_METHOD_MANUAL, CheckResult.CHECK_RESULT_FAILED, NOW)
              .build());
      failed.add(Cases.check(phone, CheckMethod.CHECK_METHOD_MANUAL, nothing, CHANGED).build());
      assertThat(requirement(evaluate(trader, failed, CHANGED, true), "identity.phone").state())
          .isEqualTo(RequirementState.REQUIREMENT_STATE_FAILED);
    }
  }

  @Test
  void aLaterCheckOfTheSameMethodTakesThePlaceOfAnEarlierOne() {
    var trader = Cases.sound();
    var phone = Cases.item(trader, ItemKind.ITEM_KIND_PHONE);
    var checks = Cases.passed(trader, NOW);
    checks.add(check(phone.id(), checks, CheckResult.CHECK_RESULT_FAILED, CHANGED));
    assertThat(evaluate(trader, checks, CHANGED, true).state())
        .isEqualTo(StandingState.STANDING_STATE_PENDING);
    var later = Cases.later(CHANGED, Duration.ofSeconds(1));
    checks.add(check(phone.id(), checks, CheckResult.CHECK_RESULT_PASSED, later));
    assertThat(evaluate(trader, checks, later, false).state())
        .isEqualTo(StandingState.STANDING_STATE_ELIGIBLE);
  }

  @Test
  void aFailureCountsUntilItExpires() {
    var trader = Cases.sound();
    var phone = Cases.item(trader, ItemKind.ITEM_KIND_PHONE);
    var checks = Cases.passed(trader, NOW);
    checks.add(
        Cases.check(phone, CheckMethod.CHECK_METHOD_MANUAL, CheckResult.CHECK_RESULT_FAILED, NOW)
            .setExpireTime(CHANGED)
            .build());
    var failed = evaluate(trader, checks, NOW, true);
    assertThat(failed.state()).isEqualTo(StandingState.STANDING_STATE_PENDING);
    assertThat(failed.nextDue()).isEqualTo(CHANGED);
    assertThat(evaluate(trader, checks, CHANGED, false).state())
        .isEqualTo(StandingState.STANDING_STATE_ELIGIBLE);
  }

  @Test
  void whatIsShownIsComputedAgainWhenTheFirstOfSeveralItemsExpires() {
    var wanted = Cases.sound().toBuilder();
    wanted.getIdentityBuilder().addPhonesBuilder().setNumber("+4930100300");
    var trader = Cases.revise(Cases.sound(), wanted.build(), 2, NOW, _ -> false);
    var second = trader.getIdentity().getPhones(1).getMeta().getId();
    var checks = new ArrayList<>(Cases.passed(trader, NOW));
    checks.replaceAll(check ->
        check.getItemId().equals(second) && !AutomaticChecks.makes(check.getMethod())
            ? check.toBuilder().setExpireTime(CHANGED).build()
            : check);

    var before = evaluate(trader, checks, NOW, true);
    assertThat(before.nextDue()).isEqualTo(CHANGED);
    assertThat(requirement(before, "identity.phone").dueTime()).isNull();
    assertThat(before.verifiedItems()).contains(second);
    var after = evaluate(trader, checks, CHANGED, true);
    assertThat(after.state()).isEqualTo(StandingState.STANDING_STATE_ELIGIBLE);
    assertThat(after.verifiedItems()).doesNotContain(second);
  }

  @Test
  void anEndedContractIsClosedWhateverElseHolds() {
    var ended = Cases.sound().toBuilder().setContractEndTime(NOW).build();
    for (var checks : List.of(List.<Check>of(), Cases.passed(ended, NOW))) {
      assertThat(evaluate(ended, checks, NOW, true).state())
          .isEqualTo(StandingState.STANDING_STATE_CLOSED);
    }
  }

  @Test
  void theVerifiedItemsAreThoseThatSatisfyARequirement() {
    var trader = Cases.sound();
    var verified = evaluate(trader, Cases.passed(trader, NOW), NOW, false).verifiedItems();
    var demanded =
        Sections.items(trader).stream()
            .filter(item ->
                Cases.PACK.getRequirementsList().stream()
                    .anyMatch(rule ->
                        rule.getItemKindsList().contains(item.kind())
                            && RuleItems.isDemanded(rule, item.content())))
            .map(item -> item.id())
            .toList();
    assertThat(verified).containsExactlyInAnyOrderElementsOf(Set.copyOf(demanded));
    assertThat(evaluate(trader, List.of(), NOW, false).verifiedItems()).isEmpty();
  }

  private static Check check(String item, List<Check> checks, CheckResult result, Timestamp time) {
    var known =
        checks.stream()
            .filter(it -> it.getItemId().equals(item) && !AutomaticChecks.makes(it.getMethod()))
            .findFirst()
            .orElseThrow();
    return known.toBuilder().setResult(result).setReasonCode("").setCheckTime(time).build();
  }

  private static com.google.protobuf.Duration nano() {
    return com.google.protobuf.Duration.newBuilder().setNanos(1).build();
  }

  /** The sound trader, all verified, after a change of its telephone number at {@code CHANGED}. */
  private static Trader changed(String number) {
    var wanted = Cases.sound().toBuilder();
    wanted.getIdentityBuilder().getPhonesBuilder(0).setNumber(number);
    return Cases.revise(Cases.sound(), wanted.build(), 2, CHANGED, _ -> true);
  }

  private static List<Check> checks(Trader changed) {
    var checks = new ArrayList<>(Cases.passed(Cases.sound(), NOW));
    checks.addAll(AutomaticChecks.news(AutomaticChecks.of(changed, CHANGED), checks));
    return checks;
  }

  private static Evaluation evaluate(
      Trader trader, List<Check> checks, Timestamp now, boolean eligibleBefore) {
    return Evaluation.of(Cases.PACK, trader, checks, now, eligibleBefore);
  }
}
