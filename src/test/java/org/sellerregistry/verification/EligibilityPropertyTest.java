package org.sellerregistry.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sellerregistry.trader.Item;
import org.sellerregistry.trader.Sections;
import org.sellerregistry.v1.CertificationScope;
import org.sellerregistry.v1.Check;
import org.sellerregistry.v1.CheckMethod;
import org.sellerregistry.v1.CheckResult;
import org.sellerregistry.v1.ItemKind;
import org.sellerregistry.v1.Name;
import org.sellerregistry.v1.NameKind;
import org.sellerregistry.v1.SelfCertification;
import org.sellerregistry.v1.StandingState;
import org.sellerregistry.v1.Trader;

/**
 * Random traders and checks against the rule in other words: a trader begins to be eligible if and
 * only if for each item of the law one is assessed by somebody else and none is found wrong.
 */
class EligibilityPropertyTest {
  private static final Timestamp NOW = Cases.later(Cases.NOW, Duration.ofDays(100));

  /** The methods beyond the trader's own word that count for each kind of item. */
  private static final Map<ItemKind, Set<CheckMethod>> INDEPENDENT =
      Map.of(
          ItemKind.ITEM_KIND_NAME, names("REGISTER VIES GLEIF ELECTRONIC_ID DOCUMENT MANUAL"),
          ItemKind.ITEM_KIND_ADDRESS, names("REGISTER VIES GLEIF POSSESSION DOCUMENT MANUAL"),
          ItemKind.ITEM_KIND_PHONE, names("POSSESSION DOCUMENT MANUAL"),
          ItemKind.ITEM_KIND_EMAIL, names("POSSESSION DOCUMENT MANUAL"),
          ItemKind.ITEM_KIND_DOCUMENT, names("DOCUMENT"),
          ItemKind.ITEM_KIND_ACCOUNT, names("BANK DOCUMENT"),
          ItemKind.ITEM_KIND_REGISTER_ENTRY, names("REGISTER GLEIF VIES DOCUMENT"));

  private Random random = new Random();

  @ParameterizedTest
  @ValueSource(longs = {1, 20, 300})
  void aTraderIsEligibleExactlyWhenEveryItemIsAssessedAndNoneWrong(long seed) {
    random = new Random(seed);
    int eligible = 0;
    for (int i = 0; i < 250; i++) {
      var trader = trader();
      var checks = checks(trader);
      var state = Evaluation.of(Cases.PACK, trader, checks, NOW, false).state();
      boolean expected = isAssessed(trader, checks);
      assertThat(state)
          .as("seed %d, trader %d", seed, i)
          .isEqualTo(
              expected
                  ? StandingState.STANDING_STATE_ELIGIBLE
                  : StandingState.STANDING_STATE_PENDING);
      eligible += expected ? 1 : 0;
    }
    assertThat(eligible).isBetween(15, 235);
  }

  /** A sound trader, mostly; some lack an item or have one more of a kind. */
  private Trader trader() {
    var trader = Cases.sound();
    if (random.nextInt(4) == 0) {
      var kinds = List.copyOf(INDEPENDENT.keySet());
      trader = Cases.without(trader, kinds.get(random.nextInt(kinds.size())));
    }
    if (random.nextInt(3) == 0) {
      var wanted = trader.toBuilder();
      wanted.getIdentityBuilder().addPhonesBuilder().setNumber("+493010020" + random.nextInt(10));
      wanted
          .getIdentityBuilder()
          .addNamesBuilder()
          .setKind(random.nextBoolean() ? NameKind.NAME_KIND_TRADING : NameKind.NAME_KIND_LEGAL)
          .setFull("Synthetic Bazaar");
      trader = Cases.revise(trader, wanted.build(), 2, Cases.NOW, _ -> random.nextBoolean());
    }
    return trader;
  }

  /** Everything passed, mostly; some checks are missing, former, expired, failed or undecided. */
  private List<Check> checks(Trader trader) {
    var checks = new ArrayList<Check>();
    for (var check : AutomaticChecks.of(trader, Cases.NOW)) {
      checks.add(
          random.nextInt(60) == 0
              ? check.toBuilder().setResult(CheckResult.CHECK_RESULT_FAILED).build()
              : check);
    }
    for (var item : Sections.items(trader)) {
      var methods = List.copyOf(INDEPENDENT.getOrDefault(item.kind(), Set.of()));
      int count = methods.isEmpty() ? 0 : random.nextInt(15) == 0 ? 0 : 1 + random.nextInt(3);
      for (int i = 0; i < count; i++) {
        checks.add(check(item, methods.get(random.nextInt(methods.size())), i));
      }
    }
    return checks;
  }

  private Check check(Item item, CheckMethod method, int day) {
    var result =
        switch (random.nextInt(30)) {
          case 0 -> CheckResult.CHECK_RESULT_FAILED;
          case 1 -> CheckResult.CHECK_RESULT_UNAVAILABLE;
          case 2 -> CheckResult.CHECK_RESULT_INCONCLUSIVE;
          default -> CheckResult.CHECK_RESULT_PASSED;
        };
    var check = Cases.check(item, method, result, Cases.later(Cases.NOW, Duration.ofDays(day)));
    switch (random.nextInt(30)) {
      case 0 -> check.setItemRevision(item.meta().getRevision() + 1);
      case 1 -> check.setExpireTime(Timestamps.subtract(NOW, seconds(random.nextInt(3))));
      case 2 -> check.setExpireTime(Timestamps.add(NOW, seconds(1)));
      case 3 -> check.setMethod(CheckMethod.CHECK_METHOD_CROSS_FIELD);
      default -> {}
    }
    return check.build();
  }

  private static boolean isAssessed(Trader trader, List<Check> checks) {
    for (var kind : INDEPENDENT.keySet()) {
      boolean assessed = false;
      for (var item : demanded(trader, kind)) {
        if (any(item, checks, CheckResult.CHECK_RESULT_FAILED, Set.of(CheckMethod.values()))) {
          return false;
        }
        assessed |=
            any(item, checks, CheckResult.CHECK_RESULT_PASSED, names("SYNTAX"))
                && any(item, checks, CheckResult.CHECK_RESULT_PASSED, INDEPENDENT.get(kind));
      }
      if (!assessed) {
        return false;
      }
    }
    return demanded(trader, ItemKind.ITEM_KIND_CERTIFICATION).stream()
        .allMatch(item ->
            any(item, checks, CheckResult.CHECK_RESULT_PASSED, names("SELF_CERTIFICATION")));
  }

  private static List<Item> demanded(Trader trader, ItemKind kind) {
    return Sections.items(trader).stream()
        .filter(item -> item.kind() == kind)
        .filter(item ->
            switch (item.content()) {
              case Name name -> name.getKind() == NameKind.NAME_KIND_LEGAL;
              case SelfCertification certification ->
                  certification.getScope() == CertificationScope.CERTIFICATION_SCOPE_UNION_LAW;
              default -> true;
            })
        .toList();
  }

  /** Whether the last deciding check by one of the methods has the result and still counts. */
  private static boolean any(
      Item item, List<Check> checks, CheckResult result, Set<CheckMethod> methods) {
    return methods.stream()
        .anyMatch(method ->
            checks.stream()
                .filter(check -> check.getMethod() == method)
                .filter(check -> check.getItemId().equals(item.id()))
                .filter(check -> check.getItemRevision() == item.meta().getRevision())
                .filter(check ->
                    check.getResult() == CheckResult.CHECK_RESULT_PASSED
                        || check.getResult() == CheckResult.CHECK_RESULT_FAILED)
                .max((one, other) -> Timestamps.compare(one.getCheckTime(), other.getCheckTime()))
                .filter(check -> check.getResult() == result)
                .filter(check ->
                    !check.hasExpireTime() || Timestamps.compare(check.getExpireTime(), NOW) > 0)
                .isPresent());
  }

  private static Set<CheckMethod> names(String methods) {
    return Arrays.stream(methods.split(" "))
        .map(method -> CheckMethod.valueOf("CHECK_METHOD_" + method))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static com.google.protobuf.Duration seconds(int seconds) {
    return com.google.protobuf.Duration.newBuilder().setSeconds(seconds).build();
  }
}
