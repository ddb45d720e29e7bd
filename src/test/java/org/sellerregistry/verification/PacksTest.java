package org.sellerregistry.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import build.buf.protovalidate.Validator;
import build.buf.protovalidate.ValidatorFactory;
import com.google.protobuf.util.Timestamps;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.sellerregistry.v1.AssessmentPath;
import org.sellerregistry.v1.CheckMethod;
import org.sellerregistry.v1.Pack;

class PacksTest {
  private static final Validator VALIDATOR = ValidatorFactory.newBuilder().build();

  @Test
  void theShippedPackDemandsEachItemOfTheLaw() {
    assertThat(Cases.PACK.getRequirementsList().stream().map(it -> it.getLegalSource()))
        .contains(
            "DSA Art. 30(1)(a)",
            "DSA Art. 30(1)(b)",
            "DSA Art. 30(1)(c)",
            "DSA Art. 30(1)(d)",
            "DSA Art. 30(1)(e)");
    assertThat(
            Cases.PACK.getRequirementsList().stream()
                .filter(it -> it.getSelfDeclared())
                .map(it -> it.getLegalSource())
                .collect(Collectors.toSet()))
        .containsExactly("DSA Art. 30(1)(e)");
  }

  @Test
  void aPackThatTakesTheTradersOwnWordIsRefused() {
    for (var method :
        List.of(
            CheckMethod.CHECK_METHOD_SYNTAX,
            CheckMethod.CHECK_METHOD_CROSS_FIELD,
            CheckMethod.CHECK_METHOD_SELF_CERTIFICATION)) {
      assertRefused(
          pack ->
              pack.getRequirementsBuilder(0)
                  .addPaths(
                      AssessmentPath.newBuilder()
                          .addMethods(CheckMethod.CHECK_METHOD_SYNTAX)
                          .addMethods(method)),
          "own word");
    }
  }

  @Test
  void aPackThatNamesARequirementTwiceIsRefused() {
    assertRefused(
        pack -> pack.getRequirementsBuilder(1).setCode(pack.getRequirements(0).getCode()), "twice");
  }

  @Test
  void aPackThatBreaksARuleOfTheContractIsRefused() {
    assertRefused(pack -> pack.setId("Not An Id"), "id");
    assertRefused(pack -> pack.clearEffectiveTime(), "effective_time");
    assertRefused(pack -> pack.clearRequirements(), "requirements");
    assertRefused(pack -> pack.clearChangePeriod(), "change_period");
    assertRefused(pack -> pack.getRequirementsBuilder(0).clearPaths(), "paths");
    assertThatThrownBy(() -> Packs.parse("id: 7"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not a pack");
  }

  @Test
  void theHighestVersionInForceGoverns() {
    var second =
        Cases.PACK.toBuilder()
            .setVersion(2)
            .setEffectiveTime(Timestamps.add(Cases.NOW, Cases.PACK.getChangePeriod()))
            .build();
    var packs = new Packs(List.of(second, Cases.PACK), VALIDATOR);
    var first = Cases.PACK.getEffectiveTime();
    var nano = com.google.protobuf.Duration.newBuilder().setNanos(1).build();

    assertThat(packs.at("eu", Timestamps.subtract(first, nano))).isEmpty();
    assertThat(packs.at("eu", first)).contains(Cases.PACK);
    assertThat(packs.at("eu", Timestamps.subtract(second.getEffectiveTime(), nano)))
        .contains(Cases.PACK);
    assertThat(packs.at("eu", second.getEffectiveTime())).contains(second);
    assertThat(packs.at("us", Cases.NOW)).isEmpty();
    assertThat(packs.offerings()).containsExactly("eu");
  }

  private static void assertRefused(Consumer<Pack.Builder> change, String why) {
    var pack = Cases.PACK.toBuilder();
    change.accept(pack);
    assertThatThrownBy(() -> new Packs(List.of(pack.build()), VALIDATOR))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }
}
