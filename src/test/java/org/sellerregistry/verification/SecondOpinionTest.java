package org.sellerregistry.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import build.buf.protovalidate.ValidatorFactory;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sellerregistry.trader.Item;
import org.sellerregistry.v1.AssessmentPath;
import org.sellerregistry.v1.Audience;
import org.sellerregistry.v1.Check;
import org.sellerregistry.v1.CheckMethod;
import org.sellerregistry.v1.CheckResult;
import org.sellerregistry.v1.ItemKind;
import org.sellerregistry.v1.Pack;
import org.sellerregistry.v1.Requirement;
import org.sellerregistry.v1.RequirementState;

/** A path that asks for two persons: who counts, for how long, and who is missing. */
class SecondOpinionTest {
  private static final Item PHONE = Cases.item(Cases.sound(), ItemKind.ITEM_KIND_PHONE);
  private static final Timestamp LATER = Timestamps.fromSeconds(Cases.NOW.getSeconds() + 1_000);
  private static final Timestamp LAST = Timestamps.fromSeconds(Cases.NOW.getSeconds() + 2_000);

  private final List<Check> checks = new ArrayList<>(AutomaticChecks.of(Cases.sound(), Cases.NOW));

  @Test
  void twoPersonsSatisfyItAndOneDoesNot() {
    assertState(RequirementState.REQUIREMENT_STATE_PENDING);
    passed("ada");
    assertState(RequirementState.REQUIREMENT_STATE_PENDING);
    passed("ben");
    assertState(RequirementState.REQUIREMENT_STATE_SATISFIED);
    assertThat(status().checks()).extracting(Check::getPerson).contains("ada", "ben");
  }

  @Test
  void theSamePersonTwiceIsOne() {
    passed("ada");
    passed("ada");
    assertState(RequirementState.REQUIREMENT_STATE_PENDING);
    assertThat(explained().getNextActions(0).getPersonsList()).containsExactly("ada");
  }

  @Test
  void theSamePersonInAnotherSpellingIsOne() {
    passed("ada lo");
    passed("Ada  Lo ");
    assertState(RequirementState.REQUIREMENT_STATE_PENDING);
    passed("ada.lo");
    assertState(RequirementState.REQUIREMENT_STATE_SATISFIED);
  }

  @Test
  void nobodyIsNoPerson() {
    passed("ada");
    passed("");
    assertState(RequirementState.REQUIREMENT_STATE_PENDING);
  }

  @Test
  void whoPassedBeforeSomebodyElseFailedItDoesNotCount() {
    passed("ada");
    add(check("ben", CheckResult.CHECK_RESULT_FAILED));
    assertState(RequirementState.REQUIREMENT_STATE_FAILED);
    passed("chi");
    assertState(RequirementState.REQUIREMENT_STATE_PENDING);
    passed("ada");
    assertState(RequirementState.REQUIREMENT_STATE_SATISFIED);
  }

  @Test
  void whatDecidesNothingTakesNothingAway() {
    passed("ada");
    add(check("ben", CheckResult.CHECK_RESULT_INCONCLUSIVE));
    passed("chi");
    assertState(RequirementState.REQUIREMENT_STATE_SATISFIED);
  }

  @Test
  void ofFormerContentNobodysCheckCounts() {
    passed("ada");
    add(check("ben", CheckResult.CHECK_RESULT_PASSED).setItemRevision(7));
    assertState(RequirementState.REQUIREMENT_STATE_PENDING);
  }

  @Test
  void itLastsAsLongAsTheSecondOfThoseThatLastLongest() {
    add(check("ada", CheckResult.CHECK_RESULT_PASSED).setExpireTime(LATER));
    passed("ben");
    assertThat(status().dueTime()).isEqualTo(LATER);
    add(check("chi", CheckResult.CHECK_RESULT_PASSED).setExpireTime(LAST));
    assertThat(status().dueTime()).isEqualTo(LAST);
  }

  @Test
  void staffReadWhoIsMissingAndTheTraderDoesNot() {
    passed("ada");
    var action = explained().getNextActions(0);
    assertThat(action.getCode()).isEqualTo("SECOND_OPINION");
    assertThat(action.getPersonsList()).containsExactly("ada");
    assertThat(action.getMethodsList()).containsExactly(CheckMethod.CHECK_METHOD_MANUAL);
    assertThat(action.getMessage())
        .isEqualTo("Another person than those named has to check the telephone number.");
    assertThat(explained().getChecksCount()).isOne();

    var told = explain(Audience.AUDIENCE_TRADER);
    // In quotes: an item's id may hold the same letters.
    assertThat(told.toString()).doesNotContain("\"ada\"");
    assertThat(told.getNextActionsList()).extracting("code_").containsExactly("AWAIT_CHECK");
  }

  @Test
  void aPathOnWhichNoPersonChecksCannotAskForPersonsOrEvidence() {
    for (var path :
        List.of(
            AssessmentPath.newBuilder().setPersons(2),
            AssessmentPath.newBuilder().setEvidenceRequired(true))) {
      path.addMethods(CheckMethod.CHECK_METHOD_REGISTER);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Packs(List.of(pack(path)), ValidatorFactory.newBuilder().build()))
          .withMessageContaining("asks for evidence or persons");
    }
  }

  private void passed(String person) {
    add(check(person, CheckResult.CHECK_RESULT_PASSED));
  }

  private void add(Check.Builder check) {
    // Later than the ones before, as ids and times are.
    checks.add(check.setName("checks/%04d".formatted(checks.size())).build());
  }

  private static Check.Builder check(String person, CheckResult result) {
    return Cases.check(PHONE, CheckMethod.CHECK_METHOD_MANUAL, result, Cases.NOW).setPerson(person);
  }

  private void assertState(RequirementState state) {
    assertThat(status().state()).isEqualTo(state);
  }

  private RequirementStatus status() {
    var path =
        AssessmentPath.newBuilder()
            .addMethods(CheckMethod.CHECK_METHOD_SYNTAX)
            .addMethods(CheckMethod.CHECK_METHOD_MANUAL)
            .setPersons(2);
    return Evaluation.of(pack(path), Cases.sound(), checks, Cases.NOW, false)
        .requirements()
        .stream()
        .filter(it -> it.rule().getCode().equals("identity.phone"))
        .findFirst()
        .orElseThrow();
  }

  private Requirement explained() {
    return explain(Audience.AUDIENCE_STAFF);
  }

  private Requirement explain(Audience audience) {
    return new Explain(
            "",
            audience,
            AutomaticChecksTest.NO_ADVICE,
            Cases.explained(Cases.sound(), checks),
            Cases.RECORDABLE)
        .requirement(status(), new ItemChecks(checks));
  }

  private static Pack pack(AssessmentPath.Builder path) {
    var pack = Cases.PACK.toBuilder();
    for (var rule : pack.getRequirementsBuilderList()) {
      if (rule.getCode().equals("identity.phone")) {
        rule.clearPaths().addPaths(path);
      }
    }
    return pack.build();
  }
}
