package org.sellerregistry.verification;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.access.Caller;
import org.sellerregistry.trader.Item;
import org.sellerregistry.v1.AssessmentPath;
import org.sellerregistry.v1.Check;
import org.sellerregistry.v1.CheckResult;
import org.sellerregistry.v1.RequirementRule;

/** How one item stands under one rule. */
sealed interface ItemAssessment {
  /** What lasts longest first; null lasts for ever. */
  Comparator<@Nullable Timestamp> LASTING =
      Comparator.nullsFirst(Timestamps.comparator().reversed());

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

  /**
   * No path is satisfied yet.
   *
   * @param opinions the checks of persons that count towards a path which asks for more persons
   */
  record Pending(Item item, List<Check> opinions) implements ItemAssessment {}

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
    ItemAssessment best = new Pending(item, List.of());
    for (var path : rule.getPathsList()) {
      if (path.getItemKindsList().isEmpty() || path.getItemKindsList().contains(item.kind())) {
        best = better(best, along(path, item, checks, now));
      }
    }
    return best;
  }

  private static ItemAssessment along(
      AssessmentPath path, Item item, ItemChecks checks, Timestamp now) {
    var passed = new ArrayList<Check>();
    var opinions = new LinkedHashMap<String, Check>();
    for (var method : path.getMethodsList()) {
      var counting =
          checks.passed(item, method).stream().filter(check -> counts(path, check)).toList();
      if (!counting.isEmpty()) {
        passed.add(counting.getLast());
      }
      if (PersonMethods.contains(method)) {
        counting.forEach(check -> opinions.put(Caller.identity(check.getPerson()), check));
      }
    }
    opinions.remove("");
    if (passed.size() < path.getMethodsCount() || opinions.size() < path.getPersons()) {
      return new Pending(item, path.getPersons() > 1 ? List.copyOf(opinions.values()) : List.of());
    }
    if (path.getPersons() > 1) {
      // Of more opinions than are asked for those that last longest.
      opinions.values().stream()
          .sorted(Comparator.comparing(check -> end(check, path), LASTING))
          .limit(path.getPersons())
          .filter(check -> !passed.contains(check))
          .forEach(passed::add);
    }
    Timestamp until = null;
    for (var check : passed) {
      until = RequirementStatus.earlier(until, end(check, path));
    }
    return until != null && ItemChecks.expired(until, now)
        ? new Expired(item, until)
        : new Satisfied(item, passed, until);
  }

  private static boolean counts(AssessmentPath path, Check check) {
    return !path.getEvidenceRequired()
        || !PersonMethods.contains(check.getMethod())
        || check.getEvidenceCount() > 0;
  }

  /** A check says when it ends; a pack may say that it ends before. */
  private static @Nullable Timestamp end(Check check, AssessmentPath path) {
    return RequirementStatus.earlier(
        check.hasExpireTime() ? check.getExpireTime() : null,
        path.hasValidity() ? Timestamps.add(check.getCheckTime(), path.getValidity()) : null);
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
      case Pending(Item i, List<Check> opinions) ->
          other instanceof Pending(Item j, List<Check> others) && others.size() < opinions.size()
              ? one
              : other;
      case Failed failed -> failed;
    };
  }
}
