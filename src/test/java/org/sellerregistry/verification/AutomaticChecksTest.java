package org.sellerregistry.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Timestamps;
import com.google.type.Date;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sellerregistry.demo.SyntheticTraders;
import org.sellerregistry.trader.Sections;
import org.sellerregistry.v1.Audience;
import org.sellerregistry.v1.Check;
import org.sellerregistry.v1.CheckMethod;
import org.sellerregistry.v1.CheckResult;
import org.sellerregistry.v1.ItemKind;
import org.sellerregistry.v1.RequirementState;
import org.sellerregistry.v1.StandingState;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.TraderType;

class AutomaticChecksTest {
  static final CountryAdvice NO_ADVICE =
      CountryAdvice.of(Optional.empty(), TraderType.TRADER_TYPE_LEGAL_ENTITY);

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

  @Test
  void aContradictionIsTakenBackWhenTheOtherItemIsCorrected() {
    var wrong = french("FR44732829320");
    var trader = stored(Sections.withoutMetas(wrong));
    var checks = new ArrayList<>(Cases.passed(trader, Cases.NOW));
    assertThat(register(trader, checks, Cases.NOW).state())
        .isEqualTo(RequirementState.REQUIREMENT_STATE_FAILED);
    assertThat(register(trader, checks, Cases.NOW).reasonCode()).isEqualTo("NUMBERS_CONTRADICT");
    var then = Cases.later(Cases.NOW, Duration.ofDays(1));
    for (var mended : List.of(french("FR83404833048"), french(""))) {
      // The register entry itself keeps its content and revision.
      var wanted = trader.toBuilder().setTax(mended.getTax()).build();
      var after = Cases.revise(trader, wanted, 2, then, _ -> false);
      var all = new ArrayList<>(checks);
      all.addAll(AutomaticChecks.news(AutomaticChecks.of(after, then), checks));
      assertThat(register(after, all, then).state())
          .isEqualTo(RequirementState.REQUIREMENT_STATE_SATISFIED);
      assertThat(AutomaticChecks.news(AutomaticChecks.of(after, then), all)).isEmpty();
    }
  }

  @Test
  void whatIsMerelyUnusualHindersNothing() {
    var wanted = Cases.sound().toBuilder();
    wanted.getPaymentBuilder().getAccountsBuilder(0).setHolderName("Somebody Else");
    var trader = Cases.revise(Cases.sound(), wanted.build(), 2, Cases.NOW, _ -> false);
    var checks = Cases.passed(trader, Cases.NOW);
    assertThat(checks)
        .filteredOn(it -> it.getReasonCode().equals("ACCOUNT_HOLDER_DIFFERS"))
        .singleElement()
        .satisfies(
            it -> assertThat(it.getResult()).isEqualTo(CheckResult.CHECK_RESULT_INCONCLUSIVE));
    var evaluation = Evaluation.of(Cases.PACK, trader, checks, Cases.NOW, false);
    assertThat(evaluation.state()).isEqualTo(StandingState.STANDING_STATE_ELIGIBLE);
    var account =
        evaluation.requirements().stream()
            .filter(it -> it.rule().getCode().equals("payment.account"))
            .findFirst()
            .orElseThrow();
    var itemChecks = new ItemChecks(checks);
    var items = Cases.explained(trader, checks);
    assertThat(
            new Explain("", Audience.AUDIENCE_STAFF, NO_ADVICE, items, Cases.RECORDABLE)
                .requirement(account, itemChecks)
                .getNextActionsList())
        .singleElement()
        .satisfies(action -> {
          assertThat(action.getCode()).isEqualTo("WEIGH_HINT");
          assertThat(action.getMessage()).startsWith("The holder of the payment account");
        });
    assertThat(
            new Explain("", Audience.AUDIENCE_TRADER, NO_ADVICE, items, Cases.RECORDABLE)
                .requirement(account, itemChecks)
                .getNextActionsList())
        .isEmpty();
  }

  @Test
  void aNationalTelephoneNumberIsReadAgainInANewCountry() {
    var wanted = Cases.sound().toBuilder();
    wanted.getIdentityBuilder().getPhonesBuilder(0).setNumber("030 100200");
    var trader = Cases.revise(Cases.sound(), wanted.build(), 2, Cases.NOW, _ -> false);
    var checks = AutomaticChecks.of(trader, Cases.NOW);
    var moved = trader.toBuilder().setRegionCode("US").build();
    assertThat(AutomaticChecks.news(AutomaticChecks.of(moved, Cases.NOW), checks))
        .filteredOn(it -> it.getItemKind() == ItemKind.ITEM_KIND_PHONE)
        .filteredOn(it -> it.getMethod() == CheckMethod.CHECK_METHOD_SYNTAX)
        .singleElement()
        .satisfies(it -> assertThat(it.getResult()).isEqualTo(CheckResult.CHECK_RESULT_FAILED));
  }

  @Test
  void aDocumentWithoutAPrintedDateCountsUntilTheOneInItsMachineReadableLines() {
    var wanted = Cases.sound().toBuilder();
    wanted.getIdentificationBuilder().getDocumentsBuilder(0).clearExpireDate();
    assertThat(syntax(wanted.build(), Cases.NOW).getExpireTime())
        .isEqualTo(syntax(Cases.sound(), Cases.NOW).getExpireTime());
  }

  /** A synthetic trader with a French register number and another VAT number, or none. */
  private static Trader french(String vat) {
    var trader = Cases.sound().toBuilder();
    trader
        .getRegistrationBuilder()
        .clear()
        .addRegisterEntriesBuilder()
        .setRegionCode("FR")
        .getIdentifierBuilder()
        .setScheme("fr.siren")
        .setValue("404833048");
    trader.getTaxBuilder().clear();
    if (!vat.isEmpty()) {
      trader
          .getTaxBuilder()
          .addVatNumbersBuilder()
          .getIdentifierBuilder()
          .setScheme("eu.vat")
          .setValue(vat);
    }
    return trader.build();
  }

  private static RequirementStatus register(
      Trader trader, List<Check> checks, com.google.protobuf.Timestamp now) {
    return Evaluation.of(Cases.PACK, trader, checks, now, false).requirements().stream()
        .filter(it -> it.rule().getCode().equals("registration.register_entry"))
        .findFirst()
        .orElseThrow();
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
