package org.sellerregistry.onboarding;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Timestamps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.storage.TestDatabase;
import org.sellerregistry.trader.PublicInfoStore;
import org.sellerregistry.trader.Sections;
import org.sellerregistry.trader.Times;
import org.sellerregistry.v1.CheckMethod;
import org.sellerregistry.v1.CheckResult;
import org.sellerregistry.v1.ErrorReason;
import org.sellerregistry.v1.PublicAvailability;
import org.sellerregistry.v1.RequirementState;
import org.sellerregistry.v1.StandingState;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.TraderFilter;
import org.sellerregistry.verification.Evaluation;

/** After a seeded random life of many traders, what is stored is what computing it anew gives. */
class ConsistencyTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private final Registry registry = new Registry(DATABASE);
  private final Random random = new Random(8128);

  @Test
  void storedStandingsAreThoseThatAreComputedAnew() {
    Samples.mixed(0, 40).forEach(it -> registry.create(it.record().getTrader()));
    var ids = ids();
    ids.stream().limit(20).forEach(id -> registry.verifyAll(load(id)));
    for (int step = 0; step < 200; step++) {
      live(load(ids.get(random.nextInt(ids.size()))));
      registry.clock.move(Duration.ofHours(random.nextInt(30)));
      if (random.nextInt(8) == 0) {
        registry.dueStandings.sweep();
      }
    }
    while (registry.dueStandings.sweep() > 0) {
      // Whatever is due.
    }
    var states = EnumSet.noneOf(StandingState.class);
    for (var id : ids) {
      var trader = load(id);
      states.add(Samples.state(trader));
      assertConsistent(id, trader);
    }
    assertThat(states)
        .containsExactlyInAnyOrder(
            StandingState.STANDING_STATE_PENDING,
            StandingState.STANDING_STATE_ELIGIBLE,
            StandingState.STANDING_STATE_CLOSED);
    assertThat(Tables.overlaps(registry)).isEmpty();
  }

  private void assertConsistent(UUID id, Trader trader) {
    var now = Times.micros(registry.clock.instant());
    var evaluation = evaluate(id, trader);
    var standing = trader.getStandings(0);
    assertThat(evaluation.state()).isEqualTo(standing.getState());
    assertThat(evaluation.nextDue())
        .isEqualTo(standing.hasNextDueTime() ? standing.getNextDueTime() : null);
    assertThat(standing.hasNextDueTime())
        .isEqualTo(
            standing.hasNextDueTime()
                && Timestamps.compare(standing.getNextDueTime(), Times.timestamp(now)) > 0);
    if (standing.getState() == StandingState.STANDING_STATE_ELIGIBLE) {
      assertThat(evaluation.requirements())
          .allMatch(it ->
              it.state() == RequirementState.REQUIREMENT_STATE_SATISFIED
                  || it.state() == RequirementState.REQUIREMENT_STATE_HELD);
    }
    var shown =
        registry
            .transactor
            .read(db ->
                new PublicInfoStore(registry.vault)
                    .at(db, registry.tenant, id, "eu", Times.FOREVER.minusSeconds(1)))
            .orElseThrow();
    assertThat(shown.getAvailability() == PublicAvailability.PUBLIC_AVAILABILITY_AVAILABLE)
        .isEqualTo(standing.getState() == StandingState.STANDING_STATE_ELIGIBLE);
  }

  private Evaluation evaluate(UUID id, Trader trader) {
    return registry.transactor.read(db -> {
      var stored = registry.traders.load(db, registry.tenant, Set.of(id), Sections.kinds()).get(id);
      var checks = registry.checkStore.load(db, registry.tenant, stored.keys());
      return registry
          .assess
          .evaluate(trader, checks, Times.micros(registry.clock.instant()))
          .getFirst();
    });
  }

  /** Something that happens to a trader. */
  private void live(Trader trader) {
    try {
      switch (random.nextInt(10)) {
        case 0, 1 -> check(trader, CheckResult.CHECK_RESULT_PASSED);
        case 2 -> check(trader, CheckResult.CHECK_RESULT_FAILED);
        case 3 -> check(trader, CheckResult.CHECK_RESULT_UNAVAILABLE);
        case 4 -> expiring(trader);
        case 5, 6 -> change(trader);
        case 7 -> registry.verifyAll(trader);
        case 8 -> registry.shown(trader);
        default -> {
          if (random.nextInt(10) == 0) {
            registry.end(trader);
          }
        }
      }
    } catch (Refusal refusal) {
      assertThat(refusal.reason()).isEqualTo(ErrorReason.ERROR_REASON_CONTRACT_ENDED);
    }
  }

  private void check(Trader trader, CheckResult result) {
    var methods = new ArrayList<>(Samples.methods(trader).entrySet());
    if (!methods.isEmpty()) {
      var one = methods.get(random.nextInt(methods.size()));
      registry.check(trader, Samples.check(one.getKey(), one.getValue(), result));
    }
  }

  private void expiring(Trader trader) {
    var items = List.copyOf(Samples.methods(trader).keySet());
    var expire = registry.clock.instant().plus(Duration.ofHours(1 + random.nextInt(100)));
    registry.check(
        trader,
        Samples.check(
                items.get(random.nextInt(items.size())),
                CheckMethod.CHECK_METHOD_DOCUMENT,
                CheckResult.CHECK_RESULT_PASSED)
            .setExpireTime(Samples.time(expire)));
  }

  private void change(Trader trader) {
    var other = Samples.sound(random.nextInt(30)).toBuilder().setName(trader.getName()).build();
    var parts =
        List.of("identity.phones", "identity.emails", "identity", "payment", "registration");
    registry.update(other, parts.get(random.nextInt(parts.size())));
  }

  private List<UUID> ids() {
    return registry.transactor.read(db ->
        new ListTraders()
            .list(db, registry.tenant, TraderFilter.getDefaultInstance(), Optional.empty(), 1000));
  }

  private Trader load(UUID id) {
    return registry.transactor.read(db ->
        registry.traders.load(db, registry.tenant, Set.of(id), Sections.kinds()).get(id).trader());
  }
}
