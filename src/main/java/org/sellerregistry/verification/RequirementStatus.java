package org.sellerregistry.verification;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.trader.Item;
import org.sellerregistry.v1.Check;
import org.sellerregistry.v1.RequirementRule;
import org.sellerregistry.v1.RequirementState;
import org.sellerregistry.v1.Trader;

/**
 * One requirement of a pack for one trader at a moment.
 *
 * <p>It is FAILED as soon as one of the items provided for it failed a check: a trader shows buyers
 * no value beside a wrong one. Else one satisfied item is enough. A changed item that was verified
 * before is HELD for the pack's change period; after that it is PENDING like a new one.
 *
 * @param rule the pack's rule
 * @param state the state
 * @param reasonCode why, as a stable code
 * @param items the items that were decided on: the failed, the satisfied or the pending ones
 * @param checks the checks that decided; of a pending one those of persons that count towards it
 * @param dueTime until when the state holds by itself; null if nothing ends it
 * @param shown the items, of any of the rule's kinds, that may be shown to buyers
 * @param shownUntil when the first of those may no longer be; null if none ends
 */
public record RequirementStatus(
    RequirementRule rule,
    RequirementState state,
    String reasonCode,
    List<Item> items,
    List<Check> checks,
    @Nullable Timestamp dueTime,
    List<Item> shown,
    @Nullable Timestamp shownUntil) {

  static RequirementStatus of(
      RequirementRule rule,
      Trader trader,
      ItemChecks checks,
      Duration changePeriod,
      Timestamp now) {
    var shown =
        RuleItems.ofKinds(rule, trader).stream()
            .map(item -> ItemAssessment.of(item, rule, checks, now))
            .filter(ItemAssessment.Satisfied.class::isInstance)
            .map(ItemAssessment.Satisfied.class::cast)
            .toList();
    var failed = new ArrayList<ItemAssessment.Failed>();
    var satisfied = new ArrayList<ItemAssessment.Satisfied>();
    var expired = new ArrayList<ItemAssessment.Expired>();
    var pending = new ArrayList<Item>();
    var opinions = new ArrayList<Check>();
    for (var item : RuleItems.demanded(rule, trader)) {
      switch (ItemAssessment.of(item, rule, checks, now)) {
        case ItemAssessment.Failed one -> failed.add(one);
        case ItemAssessment.Satisfied one -> satisfied.add(one);
        case ItemAssessment.Expired one -> expired.add(one);
        case ItemAssessment.Pending one -> {
          pending.add(one.item());
          opinions.addAll(one.opinions());
        }
      }
    }
    if (!failed.isEmpty()) {
      return new RequirementStatus(
          rule,
          RequirementState.REQUIREMENT_STATE_FAILED,
          failed.getFirst().check().getReasonCode(),
          failed.stream().map(ItemAssessment.Failed::item).toList(),
          failed.stream().map(ItemAssessment.Failed::check).toList(),
          firstEnd(failed),
          List.of(),
          null);
    }
    if (!satisfied.isEmpty()) {
      return new RequirementStatus(
          rule,
          RequirementState.REQUIREMENT_STATE_SATISFIED,
          "",
          satisfied.stream().map(ItemAssessment.Satisfied::item).toList(),
          satisfied.stream().flatMap(one -> one.checks().stream()).toList(),
          lastEnd(satisfied),
          shown.stream().map(ItemAssessment.Satisfied::item).toList(),
          firstShownEnd(shown));
    }
    if (!expired.isEmpty()) {
      return undecided(
          rule,
          RequirementState.REQUIREMENT_STATE_EXPIRED,
          "CHECK_EXPIRED",
          expired.stream().map(ItemAssessment.Expired::item).toList(),
          List.of());
    }
    if (pending.isEmpty()) {
      return undecided(
          rule, RequirementState.REQUIREMENT_STATE_MISSING, "MISSING", List.of(), List.of());
    }
    var holdEnd = holdEnd(pending, changePeriod);
    if (holdEnd == null) {
      return undecided(
          rule, RequirementState.REQUIREMENT_STATE_PENDING, "AWAITING_CHECK", pending, opinions);
    }
    return Timestamps.compare(now, holdEnd) < 0
        ? new RequirementStatus(
            rule,
            RequirementState.REQUIREMENT_STATE_HELD,
            "CHANGE_AWAITING_CHECK",
            pending,
            opinions,
            holdEnd,
            shown.stream().map(ItemAssessment.Satisfied::item).toList(),
            firstShownEnd(shown))
        : undecided(
            rule,
            RequirementState.REQUIREMENT_STATE_PENDING,
            "CHANGE_NOT_VERIFIED_IN_TIME",
            pending,
            opinions);
  }

  private static RequirementStatus undecided(
      RequirementRule rule,
      RequirementState state,
      String reasonCode,
      List<Item> items,
      List<Check> opinions) {
    return new RequirementStatus(rule, state, reasonCode, items, opinions, null, List.of(), null);
  }

  /** When the last satisfied item stops being so; null if one lasts for ever. */
  private static @Nullable Timestamp lastEnd(List<ItemAssessment.Satisfied> satisfied) {
    Timestamp last = null;
    for (var one : satisfied) {
      var until = one.until();
      if (until == null) {
        return null;
      }
      if (last == null || Timestamps.compare(until, last) > 0) {
        last = until;
      }
    }
    return last;
  }

  private static @Nullable Timestamp firstShownEnd(List<ItemAssessment.Satisfied> shown) {
    Timestamp first = null;
    for (var one : shown) {
      first = earlier(first, one.until());
    }
    return first;
  }

  /** When the first failure stops counting; null if all count for ever. */
  private static @Nullable Timestamp firstEnd(List<ItemAssessment.Failed> failed) {
    Timestamp first = null;
    for (var one : failed) {
      first = earlier(first, one.check().hasExpireTime() ? one.check().getExpireTime() : null);
    }
    return first;
  }

  /** The earlier of two moments, of which null never comes. */
  static @Nullable Timestamp earlier(@Nullable Timestamp one, @Nullable Timestamp other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return Timestamps.compare(one, other) <= 0 ? one : other;
  }

  private static @Nullable Timestamp holdEnd(List<Item> pending, Duration changePeriod) {
    Timestamp first = null;
    for (var item : pending) {
      if (item.meta().hasHoldTime()) {
        first = earlier(first, Timestamps.add(item.meta().getHoldTime(), changePeriod));
      }
    }
    return first;
  }
}
