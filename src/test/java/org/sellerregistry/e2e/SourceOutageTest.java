package org.sellerregistry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sellerregistry.demo.SimulatedSources;
import org.sellerregistry.server.TestServer;
import org.sellerregistry.v1.CheckResult;
import org.sellerregistry.v1.ItemKind;
import org.sellerregistry.v1.Requirement;
import org.sellerregistry.v1.RequirementState;
import org.sellerregistry.v1.Verification;

/**
 * A source that goes down in the middle of a run refuses nobody, and all settle when it is back.
 */
class SourceOutageTest {
  private static final int TRADERS = 1_000;
  private static final int BEFORE_THE_OUTAGE = 400;
  private static final int AT_ONCE = 8;

  private static final SimulatedSources SOURCES = new SimulatedSources();

  @RegisterExtension
  static final TestServer SERVER =
      TestServer.create(config -> SourceShop.settings(config, SOURCES));

  @AfterAll
  static void close() {
    SOURCES.close();
  }

  @Test
  void downMeansUnavailableAndIsRetriedByScheduleUntilAllAreSettled() throws Exception {
    var shop = new SourceShop(SERVER.marketplace("shop", "reviewer@shop.example"));
    var traders = SourceShop.withVat(TRADERS);
    traders.forEach(SOURCES::know);
    var names = List.copyOf(shop.importAll("shop", traders).values());
    assertThat(names).hasSize(TRADERS).doesNotContain("");

    var answered = new AtomicInteger();
    var verifications =
        SourceShop.forAll(
            names,
            AT_ONCE,
            name -> {
              if (answered.incrementAndGet() == BEFORE_THE_OUTAGE) {
                SOURCES.setAvailable(false);
              }
              return shop.verify(name);
            });

    var waiting = new ArrayList<Verification>();
    var torn = new ArrayList<Verification>();
    int settled = 0;
    for (var verification : verifications) {
      assertThat(states(verification)).doesNotContain(RequirementState.REQUIREMENT_STATE_FAILED);
      var number = SourceShop.byVies(verification, ItemKind.ITEM_KIND_VAT_NUMBER);
      if (number.equals(List.of(CheckResult.CHECK_RESULT_PASSED))
          && SourceShop.isWaiting(verification)) {
        torn.add(verification);
      } else if (number.equals(List.of(CheckResult.CHECK_RESULT_PASSED))) {
        assertThat(name(verification).getState())
            .isEqualTo(RequirementState.REQUIREMENT_STATE_SATISFIED);
        settled++;
      } else {
        assertThat(number).containsOnly(CheckResult.CHECK_RESULT_UNAVAILABLE);
        for (var kind : List.of(ItemKind.ITEM_KIND_NAME, ItemKind.ITEM_KIND_ADDRESS)) {
          assertThat(SourceShop.byVies(verification, kind))
              .containsOnly(CheckResult.CHECK_RESULT_UNAVAILABLE);
        }
        assertThat(name(verification).getItems(0).getReasonCode()).isEqualTo("SOURCE_UNAVAILABLE");
        assertThat(name(verification).getItems(0).hasNextAttemptTime()).isTrue();
        assertThat(name(verification).getNextActions(0).getCode()).isEqualTo("RETRY_SOURCE");
        waiting.add(verification);
      }
    }
    assertThat(settled).isBetween(BEFORE_THE_OUTAGE - 50, BEFORE_THE_OUTAGE + 50);

    // It came between the answers that these needed.
    assertThat(torn).hasSizeLessThanOrEqualTo(AT_ONCE);
    waiting.addAll(torn);

    // The outage lasts: attempts in vain are counted, and store nothing more.
    SERVER.clock().advance(Duration.ofHours(1));
    SERVER.runDueJobs();
    var still = shop.get(waiting.getFirst().getTrader());
    assertThat(SourceShop.isWaiting(still)).isTrue();
    assertThat(SourceShop.byVies(still, ItemKind.ITEM_KIND_VAT_NUMBER)).hasSize(1);

    SOURCES.setAvailable(true);
    int rounds = 0;
    var left = waiting.stream().map(Verification::getTrader).toList();
    while (!left.isEmpty()) {
      assertThat(++rounds).isLessThan(20);
      SERVER.clock().advance(Duration.ofHours(1));
      SERVER.runDueJobs();
      left = left.stream().filter(name -> SourceShop.isWaiting(shop.get(name))).toList();
    }
    for (var verification : SourceShop.forAll(names, AT_ONCE, shop::get)) {
      assertThat(SourceShop.byVies(verification, ItemKind.ITEM_KIND_VAT_NUMBER))
          .startsWith(CheckResult.CHECK_RESULT_PASSED);
      assertThat(name(verification).getState())
          .isEqualTo(RequirementState.REQUIREMENT_STATE_SATISFIED);
      assertThat(states(verification)).doesNotContain(RequirementState.REQUIREMENT_STATE_FAILED);
    }
  }

  private static List<RequirementState> states(Verification verification) {
    return verification.getOfferings(0).getRequirementsList().stream()
        .map(Requirement::getState)
        .toList();
  }

  private static Requirement name(Verification verification) {
    return verification.getOfferings(0).getRequirementsList().stream()
        .filter(requirement -> requirement.getCode().equals("identity.name"))
        .findFirst()
        .orElseThrow();
  }
}
