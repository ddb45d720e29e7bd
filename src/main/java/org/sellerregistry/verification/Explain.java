package org.sellerregistry.verification;

import com.google.protobuf.Timestamp;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.Objects;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.sellerregistry.trader.Item;
import org.sellerregistry.v1.ActionBy;
import org.sellerregistry.v1.Audience;
import org.sellerregistry.v1.Check;
import org.sellerregistry.v1.CheckMethod;
import org.sellerregistry.v1.CheckResult;
import org.sellerregistry.v1.NextAction;
import org.sellerregistry.v1.Requirement;
import org.sellerregistry.v1.RequirementState;

/**
 * Says of each requirement what is wrong and what to do next, in the reader's language. The trader
 * is told what it can do itself; sources and methods of checks are for staff alone.
 */
final class Explain {
  private static final ResourceBundle.Control ENGLISH_ELSE =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

  private final ResourceBundle texts;
  private final Locale locale;
  private final Audience audience;
  private final CountryAdvice advice;
  private final ExplainItems items;
  private final Predicate<CheckMethod> recordable;

  /**
   * @param recordable whether staff may record checks of a method
   */
  Explain(
      String languageCode,
      Audience audience,
      CountryAdvice advice,
      ExplainItems items,
      Predicate<CheckMethod> recordable) {
    var locale = languageCode.isEmpty() ? Locale.ROOT : Locale.forLanguageTag(languageCode);
    this.texts = ResourceBundle.getBundle("texts.verification", locale, ENGLISH_ELSE);
    // The texts' own language, so that a country's name is in no other one.
    this.locale = texts.getLocale().equals(Locale.ROOT) ? Locale.ENGLISH : texts.getLocale();
    this.audience = audience;
    this.advice = advice;
    this.items = items;
    this.recordable = recordable;
  }

  /**
   * Explains a requirement.
   *
   * @param checks every check that counts for the trader's items
   */
  Requirement requirement(RequirementStatus status, ItemChecks checks) {
    var requirement =
        Requirement.newBuilder()
            .setCode(status.rule().getCode())
            .setLegalSource(status.rule().getLegalSource())
            .setSection(status.rule().getSection())
            .setState(status.state())
            .setReasonCode(status.reasonCode())
            .setReason(reason(status))
            .addAllItems(items.items(status, audience != Audience.AUDIENCE_TRADER))
            .addAllItemIds(status.items().stream().map(Item::id).toList())
            .addAllItemRevisions(
                status.items().stream().map(item -> item.meta().getRevision()).toList())
            .addAllNextActions(actions(status));
    if (status.dueTime() != null) {
      requirement.setDueTime(status.dueTime());
    }
    if (audience != Audience.AUDIENCE_TRADER) {
      requirement
          .addAllChecks(status.checks().stream().map(Check::getName).toList())
          .addAllMethods(satisfiedBy(status))
          .addAllNextActions(hints(status, checks));
    }
    return requirement.build();
  }

  private static Set<CheckMethod> satisfiedBy(RequirementStatus status) {
    var methods = EnumSet.noneOf(CheckMethod.class);
    if (status.state() == RequirementState.REQUIREMENT_STATE_SATISFIED) {
      status.checks().forEach(check -> methods.add(check.getMethod()));
    }
    return methods;
  }

  private List<NextAction> actions(RequirementStatus status) {
    return switch (status.state()) {
      case REQUIREMENT_STATE_MISSING -> List.of(provide(status));
      case REQUIREMENT_STATE_FAILED ->
          List.of(action("CORRECT_ITEM", ActionBy.ACTION_BY_TRADER, status, List.of()));
      case REQUIREMENT_STATE_PENDING, REQUIREMENT_STATE_HELD, REQUIREMENT_STATE_EXPIRED ->
          awaiting(status);
      case REQUIREMENT_STATE_SATISFIED, REQUIREMENT_STATE_UNSPECIFIED, UNRECOGNIZED -> List.of();
    };
  }

  private NextAction provide(RequirementStatus status) {
    var rule = status.rule();
    var action = action("PROVIDE_ITEM", ActionBy.ACTION_BY_TRADER, status, List.of()).toBuilder();
    var usual = advice.usual(rule);
    if (!usual.isEmpty()) {
      action.setMessage(
          action.getMessage()
              + " "
              + text("action.usual").formatted(advice.country(locale), usual));
    }
    if (advice.mayBeUnregistered(rule)) {
      action.setMessage(action.getMessage() + " " + text("action.unregistered"));
    }
    advice.addTo(action, rule);
    return action.build();
  }

  /** What is unusual about the items, for staff to weigh: the trader need not do anything. */
  private List<NextAction> hints(RequirementStatus status, ItemChecks checks) {
    var what = text("requirement." + status.rule().getCode());
    var compared =
        status.items().stream()
            .map(item -> checks.of(item).get(CheckMethod.CHECK_METHOD_CROSS_FIELD))
            .filter(Objects::nonNull)
            .filter(check -> check.getResult() == CheckResult.CHECK_RESULT_INCONCLUSIVE)
            .map(Check::getReasonCode)
            .filter(code -> !code.equals(AutomaticChecks.NOT_COMPARED));
    var duplicate =
        DuplicateDocuments.noted(checks, status.items()).stream()
            .map(item -> DuplicateDocuments.REASON);
    return Stream.concat(duplicate, compared)
        .distinct()
        .map(code ->
            NextAction.newBuilder()
                .setCode("WEIGH_HINT")
                .setBy(ActionBy.ACTION_BY_STAFF)
                .setMessage(text("reason." + code).formatted(what))
                .build())
        .toList();
  }

  /** What the registry tries again by itself goes first: it may spare people their work. */
  private List<NextAction> awaiting(RequirementStatus status) {
    var open = items.openMethods(status.rule());
    var next = open.isEmpty() ? Optional.<Timestamp>empty() : items.nextAttempt();
    if (audience == Audience.AUDIENCE_TRADER) {
      var by = next.isEmpty() ? ActionBy.ACTION_BY_STAFF : ActionBy.ACTION_BY_REGISTRY;
      return List.of(action("AWAIT_CHECK", by, status, List.of()));
    }
    var actions = new ArrayList<NextAction>();
    next.ifPresent(time ->
        actions.add(
            action("RETRY_SOURCE", ActionBy.ACTION_BY_REGISTRY, status, open).toBuilder()
                .setTime(time)
                .build()));
    actions.addAll(staffActions(status));
    return actions;
  }

  /** The second opinion first: it is all that is missing. */
  private List<NextAction> staffActions(RequirementStatus status) {
    var work = StaffWork.of(status, recordable);
    var actions = new ArrayList<NextAction>();
    if (!work.persons().isEmpty()) {
      actions.add(
          action("SECOND_OPINION", ActionBy.ACTION_BY_STAFF, status, work.personMethods())
              .toBuilder()
              .addAllPersons(work.persons())
              .addAllEvidenceMethods(work.evidenceMethods())
              .build());
    }
    if (!work.methods().isEmpty()) {
      actions.add(
          action("RECORD_CHECK", ActionBy.ACTION_BY_STAFF, status, work.methods()).toBuilder()
              .addAllEvidenceMethods(work.evidenceMethods())
              .build());
    }
    if (!work.evidenceMethods().isEmpty()) {
      actions.add(action("UPLOAD_EVIDENCE", ActionBy.ACTION_BY_STAFF, status, List.of()));
    }
    return actions;
  }

  private NextAction action(
      String code, ActionBy by, RequirementStatus status, List<CheckMethod> methods) {
    return NextAction.newBuilder()
        .setCode(code)
        .setBy(by)
        .addAllMethods(methods)
        .setMessage(
            text("action." + code).formatted(text("requirement." + status.rule().getCode())))
        .build();
  }

  private String reason(RequirementStatus status) {
    if (status.reasonCode().isEmpty()) {
      return "";
    }
    var what = text("requirement." + status.rule().getCode());
    try {
      return texts.getString("reason." + status.reasonCode()).formatted(what);
    } catch (MissingResourceException e) {
      // A source's or a reviewer's own code has no text of ours.
      return text("reason.OTHER").formatted(what);
    }
  }

  private String text(String key) {
    try {
      return texts.getString(key);
    } catch (MissingResourceException e) {
      // A pack may name requirements that the texts do not know: the code itself is readable.
      return key.substring(key.indexOf('.') + 1);
    }
  }
}
