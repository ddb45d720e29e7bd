package org.sellerregistry.verification;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.trader.Item;
import org.sellerregistry.v1.AssessmentPath;
import org.sellerregistry.v1.Check;
import org.sellerregistry.v1.CheckResult;
import org.sellerregistry.v1.RequirementRule;

/** How one item stands under one rule. */
sealed interface ItemAssessment {
  /** The item. */
  Item item();

  /** A check failed. */
  record Failed(Item item, Check check) implements ItemAssessment {}

  /**
   * Each method of a path passed.
   *
   * @param checks those of the path
   * @param until when the first of them stops counting; null if none does
   */
  record Satisfied(Item item, List<Check> checks, @Nullable Timestamp until)
      implements ItemAssessment {}

  /** A path was satisfied once, and a check of it has stopped counting at {@code since}. */
  record Expired(Item item, Timestamp since) implements ItemAssessment {}

  /** No path is satisfied yet. */
  record Pending(Item item) implements ItemAssessment {}

  /**
   * Assesses the item at a moment. A failed check outweighs every satisfied path, for as long as
   * its result counts.
   */
  static ItemAssessment of(Item item, RequirementRule rule, ItemChecks checks, Timestamp now) {
    var latest = checks.of(item);
    for (var check : latest.values()) {
      if (check.getResult() == CheckResult.CHECK_RESULT_FAILED
          && !(check.hasExpireTime() && ItemChecks.expired(check.getExpireTime(), now))) {
        return new Failed(item, check);
      }
    }
    ItemAssessment best = new Pending(item);
    for (var path : rule.getPathsList()) {
      if (path.getItemKindsList().isEmpty() || path.getItemKindsList().contains(item.kind())) {
        var passed = new ArrayList<Check>();
        for (var method : path.getMethodsList()) {
          var check = latest.get(method);
          if (check != null && check.getResult() == CheckResult.CHECK_RESULT_PASSED) {
            passed.add(check);
          }
        }
        if (passed.size() == path.getMethodsCount()) {
          best = better(best, along(path, item, passed, now));
        }
      }
    }
    return best;
  }

  private static ItemAssessment along(
      AssessmentPath path, Item item, List<Check> passed, Timestamp now) {
    Timestamp until = null;
    for (var check : passed) {
      var end = end(check, path);
      if (end != null && (until == null || Timestamps.compare(end, until) < 0)) {
        until = end;
      }
    }
    return until != null && ItemChecks.expired(until, now)
        ? new Expired(item, until)
        : new Satisfied(item, passed, until);
  }

  private static @Nullable Timestamp end(Check check, AssessmentPath path) {
    if (check.hasExpireTime()) {
      return check.getExpireTime();
    }
    Duration validity = path.getValidity();
    return path.hasValidity() ? Timestamps.add(check.getCheckTime(), validity) : null;
  }

  /** The one that helps the trader more; of two satisfied ones the one that lasts longer. */
  private static ItemAssessment better(ItemAssessment one, ItemAssessment other) {
    return switch (one) {
      case Satisfied(Item i, List<Check> c, var until) ->
          other instanceof Satisfied(Item j, List<Check> d, var otherUntil)
                  && until != null
                  && (otherUntil == null || Timestamps.compare(otherUntil, until) > 0)
              ? other
              : one;
      case Expired expired -> other instanceof Satisfied ? other : expired;
      case Pending pending -> other;
      case Failed failed -> failed;
    };
  }
}
