package org.sellerregistry.verification;

import com.google.protobuf.util.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.trader.Item;
import org.sellerregistry.trader.Times;
import org.sellerregistry.v1.Check;
import org.sellerregistry.v1.CheckMethod;
import org.sellerregistry.v1.CheckResult;
import org.sellerregistry.v1.Pack;
import org.sellerregistry.verification.sources.SourceQuestion;

/**
 * Which questions about a trader its sources have not answered yet, or whose answers stop counting
 * soon. A pure function of the questions, the checks and the time.
 *
 * <p>An answer that decides nothing is an answer: asking the same again does not help.
 */
final class OpenQuestions {
  /** How long before its end an answer is asked for again, at most a tenth of its time. */
  private static final Duration LEAD = Duration.ofDays(1);

  private final Collection<Check> checks;
  private final List<Pack> packs;
  private final Instant now;

  OpenQuestions(Collection<Check> checks, List<Pack> packs, Instant now) {
    this.checks = checks;
    this.packs = packs;
    this.now = now;
  }

  /** Those of the questions that must be asked. */
  List<SourceQuestion> of(List<SourceQuestion> questions) {
    return questions.stream().filter(this::isOpen).toList();
  }

  /** Those that somebody who asks for it may have asked again: not everything passed. */
  List<SourceQuestion> notPassed(List<SourceQuestion> questions) {
    return questions.stream()
        .filter(question ->
            isOpen(question)
                || question.items().stream()
                    .map(item -> answered(item, question.source().method()))
                    .anyMatch(check ->
                        check == null || check.getResult() != CheckResult.CHECK_RESULT_PASSED))
        .toList();
  }

  boolean isOpen(SourceQuestion question) {
    return question.items().stream().anyMatch(item -> isOpen(item, question.source().method()));
  }

  /** Whether no answer about the item's present content counts much longer. */
  boolean isOpen(Item item, CheckMethod method) {
    var answered = answered(item, method);
    if (answered == null) {
      return true;
    }
    var again = askAgain(answered, item);
    return again != null && !again.isAfter(now);
  }

  /** When the first of the answers must be asked for again; empty if they count for ever. */
  Optional<Instant> next(List<SourceQuestion> questions) {
    var times = new ArrayList<Instant>();
    for (var question : questions) {
      for (var item : question.items()) {
        var answered = answered(item, question.source().method());
        var again = answered == null ? now : askAgain(answered, item);
        if (again != null) {
          times.add(again);
        }
      }
    }
    return times.stream().min(Comparator.naturalOrder());
  }

  /** What is worth storing of a check that an answer amounts to. */
  boolean isNews(Item item, Check check) {
    var latest = latest(item, check.getMethod(), false);
    if (check.getResult() == CheckResult.CHECK_RESULT_UNAVAILABLE) {
      // One row tells that the source is down; the attempts are counted elsewhere.
      return isOpen(item, check.getMethod())
          && (latest == null || latest.getResult() != CheckResult.CHECK_RESULT_UNAVAILABLE);
    }
    var answered = answered(item, check.getMethod());
    return answered == null
        || isOpen(item, check.getMethod())
        || answered.getResult() != check.getResult()
        || !answered.getReasonCode().equals(check.getReasonCode());
  }

  private @Nullable Check answered(Item item, CheckMethod method) {
    return latest(item, method, true);
  }

  private @Nullable Check latest(Item item, CheckMethod method, boolean answeredOnly) {
    return checks.stream()
        .filter(check ->
            check.getMethod() == method
                && check.getItemId().equals(item.id())
                && check.getItemRevision() == item.meta().getRevision())
        .filter(check -> !answeredOnly || check.getResult() != CheckResult.CHECK_RESULT_UNAVAILABLE)
        .max(
            Comparator.comparing(Check::getCheckTime, Timestamps.comparator())
                .thenComparing(Check::getName))
        .orElse(null);
  }

  private @Nullable Instant askAgain(Check check, Item item) {
    var end = check.hasExpireTime() ? Times.instant(check.getExpireTime()) : packEnd(check, item);
    if (end == null || check.getResult() != CheckResult.CHECK_RESULT_PASSED) {
      return null;
    }
    var tenth = Duration.between(Times.instant(check.getCheckTime()), end).dividedBy(10);
    return end.minus(tenth.compareTo(LEAD) < 0 ? tenth : LEAD);
  }

  private @Nullable Instant packEnd(Check check, Item item) {
    Instant first = null;
    for (var pack : packs) {
      for (var rule : pack.getRequirementsList()) {
        for (var path : rule.getPathsList()) {
          if (rule.getItemKindsList().contains(item.kind())
              && path.hasValidity()
              && path.getMethodsList().contains(check.getMethod())) {
            var end = Times.instant(Timestamps.add(check.getCheckTime(), path.getValidity()));
            first = first == null || end.isBefore(first) ? end : first;
          }
        }
      }
    }
    return first;
  }
}
