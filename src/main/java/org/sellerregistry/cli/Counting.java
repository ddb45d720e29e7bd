package org.sellerregistry.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.sellerregistry.v1.CheckMethod;
import org.sellerregistry.v1.NextAction;
import org.sellerregistry.v1.Requirement;
import org.sellerregistry.v1.RequirementItem;
import org.sellerregistry.v1.Verification;

/** Which checks that passed do not satisfy what is demanded of their items, and why. */
final class Counting {

  /**
   * A check that does not do.
   *
   * @param requirement empty if nothing is demanded of the item
   */
  record Shortfall(String itemId, String requirement, String why) {

    Map<String, String> asMap() {
      return Map.of("itemId", itemId, "requirement", requirement, "why", why);
    }
  }

  private Counting() {}

  /** What became of checks by a method of the items, as the verification says after them. */
  static List<Shortfall> shortfalls(
      Verification verification, Collection<String> items, CheckMethod method) {
    var found = new ArrayList<Shortfall>();
    for (var item : items) {
      boolean demanded = false;
      for (var offering : verification.getOfferingsList()) {
        for (var requirement : offering.getRequirementsList()) {
          for (var state : requirement.getItemsList()) {
            if (state.getItemId().equals(item)) {
              demanded = true;
              why(requirement, state, method)
                  .ifPresent(why -> found.add(new Shortfall(item, requirement.getCode(), why)));
            }
          }
        }
      }
      if (!demanded) {
        found.add(new Shortfall(item, "", "nothing is demanded of this item"));
      }
    }
    return found;
  }

  private static Optional<String> why(
      Requirement requirement, RequirementItem item, CheckMethod method) {
    return switch (item.getState()) {
      case REQUIREMENT_STATE_SATISFIED -> Optional.empty();
      case REQUIREMENT_STATE_UNSPECIFIED,
          REQUIREMENT_STATE_MISSING,
          REQUIREMENT_STATE_PENDING,
          REQUIREMENT_STATE_FAILED,
          REQUIREMENT_STATE_HELD,
          REQUIREMENT_STATE_EXPIRED,
          UNRECOGNIZED ->
          Optional.of(why(requirement, item.getReasonCode(), method));
    };
  }

  private static String why(Requirement requirement, String reason, CheckMethod method) {
    var methods = methods(requirement);
    if (!methods.isEmpty() && !methods.contains(method)) {
      return "%s does not do here, but %s"
          .formatted(
              EnumNames.brief(method),
              methods.stream().map(EnumNames::brief).collect(Collectors.joining(", ")));
    }
    if (reason.equals("EVIDENCE_MISSING")) {
      return reason + ": it counts only with a document of its own, see --evidence";
    }
    var other = persons(requirement);
    if (!other.isEmpty()) {
      return "another person than %s must check it too".formatted(String.join(", ", other));
    }
    return reason.isEmpty() ? "more is demanded of it" : reason;
  }

  private static Set<CheckMethod> methods(Requirement requirement) {
    return requirement.getNextActionsList().stream()
        .filter(action ->
            action.getCode().equals("RECORD_CHECK") || action.getCode().equals("SECOND_OPINION"))
        .map(NextAction::getMethodsList)
        .flatMap(List::stream)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static List<String> persons(Requirement requirement) {
    return requirement.getNextActionsList().stream()
        .filter(action -> action.getCode().equals("SECOND_OPINION"))
        .map(NextAction::getPersonsList)
        .flatMap(List::stream)
        .distinct()
        .toList();
  }
}
