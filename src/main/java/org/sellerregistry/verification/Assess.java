package org.sellerregistry.verification;

import com.google.protobuf.util.Timestamps;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.access.Tenant;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.trader.PublicInfoStore;
import org.sellerregistry.trader.Times;
import org.sellerregistry.v1.Check;
import org.sellerregistry.v1.ErrorReason;
import org.sellerregistry.v1.Pack;
import org.sellerregistry.v1.PublicTraderInfo;
import org.sellerregistry.v1.Standing;
import org.sellerregistry.v1.StandingState;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.vault.TraderKeys;

/**
 * Computes a trader's standings and what buyers are shown, and stores what changed. Run in every
 * transaction that changes a trader's items or checks, with the trader's row locked.
 */
public final class Assess {
  private final Packs packs;
  private final PublicInfoStore publicInfo;
  private final StandingStore standings = new StandingStore();

  public Assess(Packs packs, PublicInfoStore publicInfo) {
    this.packs = packs;
    this.publicInfo = publicInfo;
  }

  /** Evaluates a trader under the pack of each of its offerings, without storing anything. */
  public List<Evaluation> evaluate(Trader trader, List<Check> checks, Instant now) {
    var before = states(trader);
    return trader.getOfferingsList().stream()
        .map(offering ->
            Evaluation.of(
                pack(offering, now),
                trader,
                checks,
                Times.timestamp(now),
                before.containsKey(offering)
                    && before.get(offering).getState() == StandingState.STANDING_STATE_ELIGIBLE))
        .toList();
  }

  /**
   * Evaluates and stores.
   *
   * @param trader the trader after the change, with the standings before it
   * @param checks every check of the trader
   * @return the trader with its standings now
   */
  public Trader assess(
      DSLContext db,
      Tenant tenant,
      TraderKeys keys,
      Trader trader,
      List<Check> checks,
      Instant now) {
    var before = states(trader);
    var after = new ArrayList<Standing>();
    for (var evaluation : evaluate(trader, checks, now)) {
      var former = before.get(evaluation.pack().getOffering());
      var standing = standing(evaluation, former, now);
      if (former == null) {
        standings.insert(db, tenant, keys.trader(), standing);
      } else if (!standing.equals(former)) {
        standings.update(db, tenant, keys.trader(), standing);
      }
      if (former == null && trader.getRevision() == 1) {
        showFirst(db, tenant, keys, trader, evaluation, now);
      } else {
        show(db, tenant, keys, trader, evaluation, now);
      }
      after.add(standing);
    }
    for (var former : before.keySet()) {
      if (!trader.getOfferingsList().contains(former)) {
        standings.delete(db, tenant, keys.trader(), former);
        publicInfo.close(db, tenant, keys.trader(), former, now);
      }
    }
    return trader.toBuilder().clearStandings().addAllStandings(after).build();
  }

  /** A new trader was never shown, which need not be asked. */
  private void showFirst(
      DSLContext db,
      Tenant tenant,
      TraderKeys keys,
      Trader trader,
      Evaluation evaluation,
      Instant now) {
    var before = PublicTraderInfo.getDefaultInstance();
    publicInfo.open(
        db,
        tenant,
        keys,
        PublicInfo.compose(evaluation, trader.getName(), trader.getRevision(), before),
        now);
  }

  private void show(
      DSLContext db,
      Tenant tenant,
      TraderKeys keys,
      Trader trader,
      Evaluation evaluation,
      Instant now) {
    var before =
        publicInfo
            .current(db, tenant, keys, evaluation.pack().getOffering())
            .orElse(PublicTraderInfo.getDefaultInstance());
    var info = PublicInfo.compose(evaluation, trader.getName(), trader.getRevision(), before);
    if (!info.toBuilder().setRevision(before.getRevision()).build().equals(before)) {
      publicInfo.replace(db, tenant, keys, info, now);
    }
  }

  /**
   * The pack in force for an offering.
   *
   * @throws Refusal UNKNOWN_OFFERING if there is none
   */
  public Pack pack(String offering, Instant now) {
    return packs
        .at(offering, Times.timestamp(now))
        .orElseThrow(() ->
            Refusal.of(ErrorReason.ERROR_REASON_UNKNOWN_OFFERING, "no pack governs the offering")
                .with("offering", offering)
                .with("offerings", String.join(", ", packs.offerings())));
  }

  private static Map<String, Standing> states(Trader trader) {
    return trader.getStandingsList().stream()
        .collect(Collectors.toMap(Standing::getOffering, Function.identity()));
  }

  private static Standing standing(Evaluation evaluation, @Nullable Standing before, Instant now) {
    var standing =
        Standing.newBuilder()
            .setOffering(evaluation.pack().getOffering())
            .setState(evaluation.state())
            .setPack(evaluation.pack().getId())
            .setPackVersion(evaluation.pack().getVersion())
            .setSinceTime(
                before != null && before.getState() == evaluation.state()
                    ? before.getSinceTime()
                    : Times.timestamp(now));
    if (evaluation.nextDue() != null) {
      standing.setNextDueTime(evaluation.nextDue());
    }
    return standing.build();
  }

  /** Whether one of the trader's standings must be computed again. */
  public static boolean isDue(Trader trader, Instant now) {
    return trader.getStandingsList().stream()
        .anyMatch(standing ->
            standing.hasNextDueTime()
                && Timestamps.compare(standing.getNextDueTime(), Times.timestamp(now)) <= 0);
  }
}
