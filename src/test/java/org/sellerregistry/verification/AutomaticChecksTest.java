package org.sellerregistry.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Timestamps;
import com.google.type.Date;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sellerregistry.demo.SyntheticTraders;
import org.sellerregistry.v1.Check;
import org.sellerregistry.v1.CheckMethod;
import org.sellerregistry.v1.CheckResult;
import org.sellerregistry.v1.ItemKind;
import org.sellerregistry.v1.RequirementState;
import org.sellerregistry.v1.Trader;

class AutomaticChecksTest {
  @Test
  void checkingAgainWithoutAChangeTellsNothingNew() {
    new SyntheticTraders(3)
        .range(0, 200)
        .map(it -> stored(it.record().getTrader()))
        .forEach(trader -> {
          var first = AutomaticChecks.of(trader, Cases.NOW);
          var later = Cases.later(Cases.NOW, Duration.ofHours(1));
          assertThat(AutomaticChecks.news(first, List.of())).isEqualTo(first);
          assertThat(AutomaticChecks.news(AutomaticChecks.of(trader, later), first)).isEmpty();
        });
  }

  @Test
  void whatASyntheticTraderLacksIsFoundAndNothingElse() {
    new SyntheticTraders(17)
        .range(0, 400)
        .forEach(synthetic -> {
          var trader = stored(synthetic.record().getTrader());
          var evaluation =
              Evaluation.of(
                  Cases.PACK, trader, AutomaticChecks.of(trader, Cases.NOW), Cases.NOW, false);
          for (var requirement : evaluation.requirements()) {
            var unmet = synthetic.truth().unmet().get(requirement.rule().getCode());
            assertThat(requirement.state())
                .as("%s of %s", requirement.rule().getCode(), trader.getExternalId())
                .isIn(
                    unmet != null
                        ? List.of(unmet)
                        : List.of(
                            RequirementState.REQUIREMENT_STATE_PENDING,
                            RequirementState.REQUIREMENT_STATE_SATISFIED));
          }
        });
  }

  @Test
  void everyItemOfTheLawIsCheckedByItsForm() {
    var trader = Cases.sound();
    assertThat(AutomaticChecks.of(trader, Cases.NOW))
        .allMatch(check -> check.getResult() == CheckResult.CHECK_RESULT_PASSED)
        .extracting(Check::getItemKind)
        .contains(
            ItemKind.ITEM_KIND_NAME,
            ItemKind.ITEM_KIND_ADDRESS,
            ItemKind.ITEM_KIND_PHONE,
            ItemKind.ITEM_KIND_EMAIL,
            ItemKind.ITEM_KIND_DOCUMENT,
            ItemKind.ITEM_KIND_ACCOUNT,
            ItemKind.ITEM_KIND_REGISTER_ENTRY,
            ItemKind.ITEM_KIND_CERTIFICATION);
  }

  @Test
  void aDocumentCountsToTheEndOfItsLastDay() {
    var trader = withExpiry(Date.newBuilder().setYear(2026).setMonth(6).setDay(30).build());
    // The day ends last at UTC-12.
    var end = Timestamps.fromSeconds(Instant.parse("2026-07-01T12:00:00Z").getEpochSecond());
    var check = syntax(trader, Timestamps.subtract(end, nano()));
    assertThat(check.getResult()).isEqualTo(CheckResult.CHECK_RESULT_PASSED);
    assertThat(check.getExpireTime()).isEqualTo(end);
    assertThat(syntax(trader, end).getReasonCode()).isEqualTo("DOCUMENT_EXPIRED");
    assertThat(AutomaticChecks.news(List.of(syntax(trader, end)), List.of(check))).hasSize(1);
  }

  @Test
  void aDateThatCannotBeIsWrong() {
    for (var date : List.of(date(2026, 2, 29), date(2026, 13, 1), date(2026, 0, 0))) {
      assertThat(syntax(withExpiry(date), Cases.NOW).getReasonCode()).isEqualTo("DATE_INVALID");
    }
  }

  @Test
  void aCertificationOfTheFutureIsCheckedAgainWhenItsTimeComes() {
    var then = Cases.later(Cases.NOW, Duration.ofDays(3));
    var wanted = Cases.sound().toBuilder();
    wanted
        .getCertificationBuilder()
        .getSelfCertificationsBuilder(0)
        .setCertifyTime(then.toBuilder().setNanos(789));
    var trader = Cases.revise(Cases.sound(), wanted.build(), 2, Cases.NOW, _ -> false);
    var checks = new ArrayList<>(Cases.passed(trader, Cases.NOW));
    var evaluation = Evaluation.of(Cases.PACK, trader, checks, Cases.NOW, false);
    assertThat(evaluation.nextDue()).isEqualTo(then);
    checks.addAll(AutomaticChecks.news(AutomaticChecks.of(trader, then), checks));
    assertThat(Evaluation.of(Cases.PACK, trader, checks, then, false).requirements())
        .allMatch(it -> it.state() == RequirementState.REQUIREMENT_STATE_SATISFIED);
  }

  private static Check syntax(Trader trader, com.google.protobuf.Timestamp now) {
    return AutomaticChecks.of(trader, now).stream()
        .filter(check -> check.getItemKind() == ItemKind.ITEM_KIND_DOCUMENT)
        .filter(check -> check.getMethod() == CheckMethod.CHECK_METHOD_SYNTAX)
        .findFirst()
        .orElseThrow();
  }

  private static Trader withExpiry(Date date) {
    var wanted = Cases.sound().toBuilder();
    wanted.getIdentificationBuilder().getDocumentsBuilder(0).clearMrzLines().setExpireDate(date);
    return wanted.build();
  }

  private static Date date(int year, int month, int day) {
    return Date.newBuilder().setYear(year).setMonth(month).setDay(day).build();
  }

  private static Trader stored(Trader trader) {
    return Cases.revise(Trader.getDefaultInstance(), trader, 1, Cases.NOW, _ -> false);
  }

  private static com.google.protobuf.Duration nano() {
    return com.google.protobuf.Duration.newBuilder().setNanos(1).build();
  }
}
