package org.sellerregistry.verification;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.trader.Item;
import org.sellerregistry.v1.Check;
import org.sellerregistry.v1.Pack;
import org.sellerregistry.v1.RequirementState;
import org.sellerregistry.v1.StandingState;
import org.sellerregistry.v1.Trader;

/**
 * A trader under a pack at a moment: each requirement's state and the standing that follows.
 *
 * <p>A pure function of the pack, what the trader declared, the checks and the time: computing it
 * again gives the same.
 *
 * @param pack the pack
 * @param requirements in the pack's order, those that apply to the trader
 * @param state the standing
 * @param nextDue the earliest moment after now at which something changes by itself; null if none
 */
public record Evaluation(
    Pack pack,
    List<RequirementStatus> requirements,
    StandingState state,
    @Nullable Timestamp nextDue) {

  /**
   * Evaluates the trader.
   *
   * @param eligibleBefore whether the trader was ELIGIBLE until now: eligibility survives a held
   *     change, it does not begin with one
   */
  public static Evaluation of(
      Pack pack, Trader trader, Collection<Check> checks, Timestamp now, boolean eligibleBefore) {
    var itemChecks = new ItemChecks(checks);
    var requirements = new ArrayList<RequirementStatus>();
    for (var rule : pack.getRequirementsList()) {
      if (RuleItems.applies(rule, trader)) {
        requirements.add(
            RequirementStatus.of(rule, trader, itemChecks, pack.getChangePeriod(), now));
      }
    }
    return new Evaluation(
        pack,
        List.copyOf(requirements),
        standing(trader, requirements, eligibleBefore),
        nextDue(requirements, now));
  }

  /**
   * The ids of the items by which requirements are satisfied. An item that no requirement asks for,
   * such as a trading name, is not among them though it may be shown: turned into one that is asked
   * for, it would begin another hold in the place of one that runs out.
   */
  public Set<String> verifiedItems() {
    return requirements.stream()
        .filter(it -> it.state() == RequirementState.REQUIREMENT_STATE_SATISFIED)
        .flatMap(requirement -> requirement.items().stream())
        .map(Item::id)
        .collect(Collectors.toSet());
  }

  private static StandingState standing(
      Trader trader, List<RequirementStatus> requirements, boolean eligibleBefore) {
    if (trader.hasContractEndTime()) {
      return StandingState.STANDING_STATE_CLOSED;
    }
    for (var requirement : requirements) {
      boolean permits =
          switch (requirement.state()) {
            case REQUIREMENT_STATE_SATISFIED -> true;
            case REQUIREMENT_STATE_HELD -> eligibleBefore;
            case REQUIREMENT_STATE_MISSING,
                REQUIREMENT_STATE_PENDING,
                REQUIREMENT_STATE_FAILED,
                REQUIREMENT_STATE_EXPIRED,
                REQUIREMENT_STATE_UNSPECIFIED,
                UNRECOGNIZED ->
                false;
          };
      if (!permits) {
        return StandingState.STANDING_STATE_PENDING;
      }
    }
    return StandingState.STANDING_STATE_ELIGIBLE;
  }

  private static @Nullable Timestamp nextDue(List<RequirementStatus> requirements, Timestamp now) {
    Timestamp next = null;
    for (var requirement : requirements) {
      var due = RequirementStatus.earlier(requirement.dueTime(), requirement.shownUntil());
      if (due != null && Timestamps.compare(due, now) > 0) {
        next = RequirementStatus.earlier(next, due);
      }
    }
    return next;
  }
}
