package org.sellerregistry.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Durations;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sellerregistry.v1.AssessmentPath;
import org.sellerregistry.v1.CheckMethod;
import org.sellerregistry.v1.ItemKind;
import org.sellerregistry.v1.RequirementRule;
import org.sellerregistry.v1.Trader;

/** How long a check counts: as long as both it and the pack let it. */
class ValidityTest {
  private static final Trader TRADER = Cases.sound();

  @Test
  void aCheckThatSaysLongerThanThePackEndsWithThePack() {
    assertThat(end(Duration.ofDays(10_000), Duration.ofDays(365))).isEqualTo(Duration.ofDays(365));
  }

  @Test
  void aCheckThatSaysShorterEndsByItself() {
    assertThat(end(Duration.ofDays(30), Duration.ofDays(365))).isEqualTo(Duration.ofDays(30));
  }

  /** When the item stops being satisfied, after the check. */
  private static Duration end(Duration said, Duration validity) {
    var item = Cases.item(TRADER, ItemKind.ITEM_KIND_PHONE);
    var check =
        Cases.passed(item, CheckMethod.CHECK_METHOD_POSSESSION, Cases.NOW).toBuilder()
            .setExpireTime(Cases.later(Cases.NOW, said))
            .build();
    var rule =
        RequirementRule.newBuilder()
            .addPaths(
                AssessmentPath.newBuilder()
                    .addMethods(CheckMethod.CHECK_METHOD_POSSESSION)
                    .setValidity(Durations.fromDays(validity.toDays())))
            .build();
    var assessment = ItemAssessment.of(item, rule, new ItemChecks(List.of(check)), Cases.NOW);
    assertThat(assessment).isInstanceOf(ItemAssessment.Satisfied.class);
    var until = ((ItemAssessment.Satisfied) assessment).until();
    assertThat(until).isNotNull();
    return Duration.ofSeconds(until.getSeconds() - Cases.NOW.getSeconds());
  }
}
