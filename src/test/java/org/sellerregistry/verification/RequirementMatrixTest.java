package org.sellerregistry.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sellerregistry.trader.Item;
import org.sellerregistry.v1.Check;
import org.sellerregistry.v1.CheckMethod;
import org.sellerregistry.v1.CheckResult;
import org.sellerregistry.v1.Email;
import org.sellerregistry.v1.IdentityDocument;
import org.sellerregistry.v1.ItemKind;
import org.sellerregistry.v1.Name;
import org.sellerregistry.v1.PaymentAccount;
import org.sellerregistry.v1.Phone;
import org.sellerregistry.v1.PostalAddress;
import org.sellerregistry.v1.RegisterEntry;
import org.sellerregistry.v1.RequirementState;
import org.sellerregistry.v1.SelfCertification;
import org.sellerregistry.v1.StandingState;
import org.sellerregistry.v1.Trader;

/** Each requirement of the pack {@code eu-dsa} with each thing that can be wrong with its item. */
class RequirementMatrixTest {
  private static final Timestamp LATER = Cases.later(Cases.NOW, Duration.ofDays(1));

  enum Case {
    WITHHELD,
    MALFORMED,
    UNCHECKED,
    FAILED,
    UNAVAILABLE,
    INCONCLUSIVE,
    PASSED,
    EXPIRED,
    OF_FORMER_CONTENT
  }

  private record Situation(Trader trader, List<Check> checks) {}

  private record Outcome(RequirementState state, String reasonCode) {}

  static Stream<Arguments> matrix() {
    return Cases.PACK.getRequirementsList().stream()
        .flatMap(rule ->
            Stream.of(Case.values())
                .map(each -> Arguments.of(rule.getCode(), rule.getItemKinds(0), each)));
  }

  @ParameterizedTest(name = "{0} {2}")
  @MethodSource("matrix")
  void theRequirementTellsAndTheStandingFollows(String code, ItemKind kind, Case what) {
    var situation = situation(kind, what);
    var evaluation = evaluate(situation.trader(), situation.checks());
    var expected = expected(kind, what);
    var requirement = requirement(evaluation, code);

    assertThat(requirement.state()).isEqualTo(expected.state());
    assertThat(requirement.reasonCode()).isEqualTo(expected.reasonCode());
    boolean satisfied = expected.state() == RequirementState.REQUIREMENT_STATE_SATISFIED;
    assertThat(evaluation.state())
        .isEqualTo(
            satisfied
                ? StandingState.STANDING_STATE_ELIGIBLE
                : StandingState.STANDING_STATE_PENDING);
    assertThat(requirement.shown().isEmpty()).isEqualTo(!satisfied);
    assertThat(evaluation.requirements())
        .filteredOn(other -> !other.rule().getCode().equals(code))
        .allMatch(other -> other.state() == RequirementState.REQUIREMENT_STATE_SATISFIED);
  }

  @ParameterizedTest(name = "{0} {2}")
  @MethodSource("matrix")
  void theOrderOfChecksMakesNoDifference(String code, ItemKind kind, Case what) {
    var situation = situation(kind, what);
    var expected = evaluate(situation.trader(), situation.checks());
    assertThat(evaluate(situation.trader(), situation.checks())).isEqualTo(expected);
    var shuffled = new ArrayList<>(situation.checks());
    for (long seed = 0; seed < 10; seed++) {
      Collections.shuffle(shuffled, new Random(seed));
      assertThat(evaluate(situation.trader(), shuffled)).isEqualTo(expected);
    }
  }

  private static Evaluation evaluate(Trader trader, List<Check> checks) {
    return Evaluation.of(Cases.PACK, trader, checks, LATER, true);
  }

  static RequirementStatus requirement(Evaluation evaluation, String code) {
    return evaluation.requirements().stream()
        .filter(it -> it.rule().getCode().equals(code))
        .findFirst()
        .orElseThrow();
  }

  private static Situation situation(ItemKind kind, Case what) {
    var sound = Cases.sound();
    var trader =
        switch (what) {
          case WITHHELD -> Cases.without(sound, kind);
          case MALFORMED -> {
            var wrong = Cases.replace(sound, kind, malformed(Cases.item(sound, kind).content()));
            yield Cases.revise(sound, wrong, 2, Cases.NOW, _ -> false);
          }
          default -> sound;
        };
    var checks = new ArrayList<>(Cases.passed(trader, Cases.NOW));
    if (what == Case.WITHHELD || what == Case.MALFORMED || what == Case.PASSED) {
      return new Situation(trader, checks);
    }
    var item = Cases.item(trader, kind);
    var method = Cases.method(kind).orElse(CheckMethod.CHECK_METHOD_SELF_CERTIFICATION);
    checks.removeIf(check -> isOf(check, item, method));
    switch (what) {
      case UNCHECKED -> {}
      case FAILED -> checks.add(check(item, method, CheckResult.CHECK_RESULT_FAILED));
      case UNAVAILABLE -> checks.add(check(item, method, CheckResult.CHECK_RESULT_UNAVAILABLE));
      case INCONCLUSIVE -> checks.add(check(item, method, CheckResult.CHECK_RESULT_INCONCLUSIVE));
      case EXPIRED ->
          checks.add(
              Cases.passed(item, method, Cases.NOW).toBuilder().setExpireTime(LATER).build());
      case OF_FORMER_CONTENT ->
          checks.add(Cases.passed(item, method, Cases.NOW).toBuilder().setItemRevision(0).build());
      case WITHHELD, MALFORMED, PASSED -> throw new AssertionError(what);
    }
    return new Situation(trader, checks);
  }

  private static boolean isOf(Check check, Item item, CheckMethod method) {
    return check.getItemId().equals(item.id()) && check.getMethod() == method;
  }

  private static Check check(Item item, CheckMethod method, CheckResult result) {
    return Cases.check(item, method, result, Cases.NOW).build();
  }

  private static Outcome expected(ItemKind kind, Case what) {
    return switch (what) {
      case WITHHELD -> new Outcome(RequirementState.REQUIREMENT_STATE_MISSING, "MISSING");
      case MALFORMED ->
          new Outcome(RequirementState.REQUIREMENT_STATE_FAILED, malformedReason(kind));
      case UNCHECKED, UNAVAILABLE, INCONCLUSIVE, OF_FORMER_CONTENT ->
          new Outcome(RequirementState.REQUIREMENT_STATE_PENDING, "AWAITING_CHECK");
      case FAILED -> new Outcome(RequirementState.REQUIREMENT_STATE_FAILED, "NAME_DIFFERS");
      case PASSED -> new Outcome(RequirementState.REQUIREMENT_STATE_SATISFIED, "");
      case EXPIRED -> new Outcome(RequirementState.REQUIREMENT_STATE_EXPIRED, "CHECK_EXPIRED");
    };
  }

  private static Message malformed(Message item) {
    return switch (item) {
      case Name it -> it.toBuilder().setFull("--- 1").build();
      case PostalAddress it -> it.toBuilder().clearAddressLines().build();
      case Phone it -> it.toBuilder().setNumber("123").build();
      case Email it -> it.toBuilder().setAddress("nowhere").build();
      case IdentityDocument it -> it.toBuilder().setIssuingRegionCode("ZZ").build();
      case PaymentAccount it -> it.toBuilder().setIban("DE00370400440532013000").build();
      case RegisterEntry it -> {
        var entry = it.toBuilder();
        entry.getIdentifierBuilder().setScheme("no.such-scheme");
        yield entry.build();
      }
      case SelfCertification it ->
          it.toBuilder().setCertifyTime(Timestamps.fromSeconds(4_000_000_000L)).build();
      default -> throw new AssertionError(item.getClass());
    };
  }

  private static String malformedReason(ItemKind kind) {
    return switch (kind) {
      case ITEM_KIND_NAME -> "NO_LETTERS";
      case ITEM_KIND_ADDRESS -> "STREET_MISSING";
      case ITEM_KIND_PHONE -> "LENGTH";
      case ITEM_KIND_EMAIL -> "FORMAT";
      case ITEM_KIND_DOCUMENT -> "COUNTRY_UNKNOWN";
      case ITEM_KIND_ACCOUNT -> "CHECKSUM";
      case ITEM_KIND_REGISTER_ENTRY -> "SCHEME_UNKNOWN";
      case ITEM_KIND_CERTIFICATION -> "CERTIFIED_IN_FUTURE";
      default -> throw new AssertionError(kind);
    };
  }
}
