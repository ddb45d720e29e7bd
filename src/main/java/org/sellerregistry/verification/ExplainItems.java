package org.sellerregistry.verification;

import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.trader.Item;
import org.sellerregistry.trader.Times;
import org.sellerregistry.v1.AssessmentPath;
import org.sellerregistry.v1.Check;
import org.sellerregistry.v1.CheckMethod;
import org.sellerregistry.v1.CheckResult;
import org.sellerregistry.v1.RequirementItem;
import org.sellerregistry.v1.RequirementRule;
import org.sellerregistry.v1.RequirementState;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.verification.InquiryStore.Inquiry;
import org.sellerregistry.verification.sources.SourceQuestion;

/** Says of each item how it stands, by which checks, and when sources are asked about it. */
final class ExplainItems {
  private final Trader trader;
  private final ItemChecks checks;
  private final Timestamp now;
  private final Map<String, Set<CheckMethod>> asked = new HashMap<>();
  private final Map<String, Set<CheckMethod>> open = new HashMap<>();
  private final @Nullable Inquiry inquiry;

  /**
   * @param questions every question that sources can be asked about the trader
   * @param open which of them are
   * @param inquiry when they were and will be asked; null if never
   */
  ExplainItems(
      Trader trader,
      List<Check> checks,
      List<SourceQuestion> questions,
      OpenQuestions open,
      @Nullable Inquiry inquiry,
      Instant now) {
    this.trader = trader;
    this.checks = new ItemChecks(checks);
    this.now = Times.timestamp(now);
    this.inquiry = inquiry;
    for (var question : questions) {
      var method = question.source().method();
      for (var item : question.items()) {
        add(asked, item, method);
        if (open.isOpen(item, method)) {
          add(this.open, item, method);
        }
      }
    }
  }

  private static void add(Map<String, Set<CheckMethod>> methods, Item item, CheckMethod method) {
    var _ = methods.computeIfAbsent(item.id(), id -> EnumSet.noneOf(CheckMethod.class)).add(method);
  }

  /** Each item that was provided for the requirement. */
  List<RequirementItem> items(RequirementStatus status, boolean forStaff) {
    return RuleItems.demanded(status.rule(), trader).stream()
        .map(item -> item(status, item, forStaff))
        .toList();
  }

  /**
   * The methods, among those of the rule, that sources have not answered about any of its items.
   */
  List<CheckMethod> openMethods(RequirementRule rule) {
    var wanted = EnumSet.noneOf(CheckMethod.class);
    rule.getPathsList().forEach(path -> wanted.addAll(path.getMethodsList()));
    var methods = EnumSet.noneOf(CheckMethod.class);
    RuleItems.demanded(rule, trader)
        .forEach(item -> methods.addAll(open.getOrDefault(item.id(), Set.of())));
    methods.retainAll(wanted);
    return new ArrayList<>(methods);
  }

  /** When the open ones are asked next. */
  Optional<Timestamp> nextAttempt() {
    return inquiry == null || inquiry.next() == null
        ? Optional.empty()
        : Optional.of(Times.timestamp(inquiry.next()));
  }

  private RequirementItem item(RequirementStatus status, Item item, boolean forStaff) {
    var latest = checks.of(item);
    var explained = RequirementItem.newBuilder().setItemId(item.id()).setItemKind(item.kind());
    switch (ItemAssessment.of(item, status.rule(), checks, now)) {
      case ItemAssessment.Failed failed -> {
        explained
            .setState(RequirementState.REQUIREMENT_STATE_FAILED)
            .setReasonCode(failed.check().getReasonCode());
        if (failed.check().hasExpireTime()) {
          explained.setDueTime(failed.check().getExpireTime());
        }
      }
      case ItemAssessment.Satisfied satisfied -> {
        explained.setState(RequirementState.REQUIREMENT_STATE_SATISFIED);
        if (satisfied.until() != null) {
          explained.setDueTime(satisfied.until());
        }
      }
      case ItemAssessment.Expired expired ->
          explained
              .setState(RequirementState.REQUIREMENT_STATE_EXPIRED)
              .setReasonCode("CHECK_EXPIRED");
      case ItemAssessment.Pending pending -> {
        boolean held = status.state() == RequirementState.REQUIREMENT_STATE_HELD;
        explained
            .setState(
                held
                    ? RequirementState.REQUIREMENT_STATE_HELD
                    : RequirementState.REQUIREMENT_STATE_PENDING)
            .setReasonCode(
                forStaff && lacksEvidence(item, status.rule())
                    ? "EVIDENCE_MISSING"
                    : isUnavailable(latest) ? "SOURCE_UNAVAILABLE" : "AWAITING_CHECK");
        if (held && status.dueTime() != null) {
          explained.setDueTime(status.dueTime());
        }
      }
    }
    if (forStaff) {
      latest.values().stream()
          .sorted((one, other) -> Integer.compare(one.getMethodValue(), other.getMethodValue()))
          .forEach(check -> explained.addChecks(check.getName()));
    }
    attempts(item, forStaff, explained);
    return explained.build();
  }

  /** Whether a person has checked the item along a path by which that counts with evidence only. */
  private boolean lacksEvidence(Item item, RequirementRule rule) {
    return rule.getPathsList().stream()
        .filter(AssessmentPath::getEvidenceRequired)
        .flatMap(path -> path.getMethodsList().stream())
        .filter(PersonMethods::contains)
        .flatMap(method -> checks.passed(item, method).stream())
        .anyMatch(check -> check.getEvidenceCount() == 0);
  }

  private static boolean isUnavailable(Map<CheckMethod, Check> latest) {
    return latest.values().stream()
        .anyMatch(check -> check.getResult() == CheckResult.CHECK_RESULT_UNAVAILABLE);
  }

  private void attempts(Item item, boolean forStaff, RequirementItem.Builder explained) {
    if (inquiry == null || !asked.containsKey(item.id())) {
      return;
    }
    if (forStaff && inquiry.last() != null) {
      explained.setLastAttemptTime(Times.timestamp(inquiry.last()));
    }
    if (inquiry.next() != null && open.containsKey(item.id())) {
      explained.setNextAttemptTime(Times.timestamp(inquiry.next()));
    }
  }
}
