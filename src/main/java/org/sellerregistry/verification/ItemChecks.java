package org.sellerregistry.verification;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sellerregistry.trader.Item;
import org.sellerregistry.v1.Check;
import org.sellerregistry.v1.CheckMethod;
import org.sellerregistry.v1.CheckResult;

/**
 * The checks that count for each item: of each method the latest one that saw the item's present
 * content. Checks of former content and of items that are gone do not count. A check that decided
 * nothing, as its source was silent or answered neither way, leaves standing what was known before:
 * but not one that the registry made itself, which speaks of all that is declared now.
 */
final class ItemChecks {
  private static final Comparator<Check> IN_TIME =
      Comparator.comparing(Check::getCheckTime, Timestamps.comparator())
          // Ids grow with time, so that two checks of one moment have an order too.
          .thenComparing(Check::getName);

  private final Map<Content, Map<CheckMethod, Check>> latest = new HashMap<>();
  private final Map<Content, List<Check>> all = new HashMap<>();

  private record Content(String item, long revision) {}

  ItemChecks(Collection<Check> checks) {
    for (var check : checks) {
      var content = new Content(check.getItemId(), check.getItemRevision());
      all.computeIfAbsent(content, any -> new ArrayList<>()).add(check);
      latest
          .computeIfAbsent(content, any -> new EnumMap<>(CheckMethod.class))
          .merge(check.getMethod(), check, ItemChecks::later);
    }
  }

  /** The latest check of each method. */
  Map<CheckMethod, Check> of(Item item) {
    return latest.getOrDefault(new Content(item.id(), item.meta().getRevision()), Map.of());
  }

  /**
   * The checks of a method that passed, in their order: of one that the registry makes itself the
   * latest one if it did, of the others all since the last that failed.
   */
  List<Check> passed(Item item, CheckMethod method) {
    if (AutomaticChecks.makes(method)) {
      var check = of(item).get(method);
      return check != null && check.getResult() == CheckResult.CHECK_RESULT_PASSED
          ? List.of(check)
          : List.of();
    }
    var passed = new ArrayList<Check>();
    for (var check : inTime(item, method)) {
      if (check.getResult() == CheckResult.CHECK_RESULT_FAILED) {
        passed.clear();
      } else if (check.getResult() == CheckResult.CHECK_RESULT_PASSED) {
        passed.add(check);
      }
    }
    return passed;
  }

  /** Every check of a method that saw the item's present content, in their order. */
  List<Check> inTime(Item item, CheckMethod method) {
    return all.getOrDefault(new Content(item.id(), item.meta().getRevision()), List.of()).stream()
        .filter(check -> check.getMethod() == method)
        .sorted(IN_TIME)
        .toList();
  }

  /** Whether the latest check of the same method and content says the same. */
  boolean holds(Check check) {
    var known =
        latest
            .getOrDefault(new Content(check.getItemId(), check.getItemRevision()), Map.of())
            .get(check.getMethod());
    return known != null
        && known.getResult() == check.getResult()
        && known.getReasonCode().equals(check.getReasonCode())
        && known.getExpireTime().equals(check.getExpireTime());
  }

  /** Whether there is a check of the same method and content. */
  boolean knows(Check check) {
    return latest
        .getOrDefault(new Content(check.getItemId(), check.getItemRevision()), Map.of())
        .containsKey(check.getMethod());
  }

  /** The one of a method that counts: the later one, or the one that decided. */
  static Check later(Check one, Check other) {
    if (!AutomaticChecks.makes(one.getMethod()) && decides(one) != decides(other)) {
      return decides(one) ? one : other;
    }
    return IN_TIME.compare(one, other) >= 0 ? one : other;
  }

  private static boolean decides(Check check) {
    return check.getResult() == CheckResult.CHECK_RESULT_PASSED
        || check.getResult() == CheckResult.CHECK_RESULT_FAILED;
  }

  /** Whether the check counts until a moment before {@code now}. */
  static boolean expired(Timestamp expireTime, Timestamp now) {
    return Timestamps.compare(expireTime, now) <= 0;
  }
}
