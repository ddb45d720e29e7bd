package org.sellerregistry.cli;

import com.google.protobuf.util.Timestamps;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.sellerregistry.v1.Check;
import org.sellerregistry.v1.CheckResult;
import org.sellerregistry.v1.NextAction;
import org.sellerregistry.v1.Requirement;
import org.sellerregistry.v1.RequirementItem;
import org.sellerregistry.v1.Verification;

/** A verification for people: a line an item, with its state, by which check, until when. */
final class VerificationTable {
  private static final String NONE = "-";

  private final Verification verification;
  private final Map<String, Check> checks;

  private VerificationTable(Verification verification) {
    this.verification = verification;
    this.checks =
        verification.getChecksList().stream()
            .collect(Collectors.toMap(Check::getName, Function.identity()));
  }

  static Table of(Verification verification) {
    return new VerificationTable(verification).table();
  }

  /** Whether the registry still means to ask sources about an item that is demanded. */
  static boolean isWaiting(Verification verification) {
    return verification.getOfferingsList().stream()
        .flatMap(offering -> offering.getRequirementsList().stream())
        .flatMap(requirement -> requirement.getItemsList().stream())
        .anyMatch(RequirementItem::hasNextAttemptTime);
  }

  private Table table() {
    var table = Table.of("OFFERING", "REQUIREMENT", "STATE", "WHY", "ITEM", "BY", "DUE", "NEXT");
    for (var offering : verification.getOfferingsList()) {
      var standing = offering.getStanding();
      table.row(
          standing.getOffering(), "", EnumNames.brief(standing.getState()), "", "", "", "", "");
      for (var requirement : offering.getRequirementsList()) {
        if (requirement.getItemsCount() == 0) {
          table.row(
              standing.getOffering(),
              requirement.getCode(),
              EnumNames.brief(requirement.getState()),
              orNone(requirement.getReasonCode()),
              NONE,
              NONE,
              requirement.hasDueTime() ? Timestamps.toString(requirement.getDueTime()) : NONE,
              next(requirement));
        }
        for (var item : requirement.getItemsList()) {
          table.row(
              standing.getOffering(),
              requirement.getCode(),
              EnumNames.brief(item.getState()),
              orNone(item.getReasonCode()),
              item.getItemId(),
              by(item),
              item.hasDueTime() ? Timestamps.toString(item.getDueTime()) : NONE,
              next(requirement, item));
        }
      }
    }
    return table;
  }

  /** The checks that passed or failed, with what they rest on and when. */
  private String by(RequirementItem item) {
    var by = new ArrayList<String>();
    for (var name : item.getChecksList()) {
      var check = checks.get(name);
      if (check != null && check.getResult() != CheckResult.CHECK_RESULT_INCONCLUSIVE) {
        by.add(
            "%s %s%s %s"
                .formatted(
                    EnumNames.brief(check.getMethod()),
                    EnumNames.brief(check.getResult()),
                    check.getSource().isEmpty() ? "" : " (" + check.getSource() + ")",
                    Timestamps.toString(check.getCheckTime()).substring(0, 10)));
      }
    }
    return by.isEmpty() ? NONE : String.join(", ", by);
  }

  private static String next(Requirement requirement, RequirementItem item) {
    return switch (item.getState()) {
      case REQUIREMENT_STATE_SATISFIED -> "";
      case REQUIREMENT_STATE_UNSPECIFIED,
          REQUIREMENT_STATE_MISSING,
          REQUIREMENT_STATE_PENDING,
          REQUIREMENT_STATE_FAILED,
          REQUIREMENT_STATE_HELD,
          REQUIREMENT_STATE_EXPIRED,
          UNRECOGNIZED ->
          next(requirement);
    };
  }

  private static String next(Requirement requirement) {
    return requirement.getNextActionsList().stream()
        .limit(2)
        .map(VerificationTable::action)
        .collect(Collectors.joining(" "));
  }

  private static String action(NextAction action) {
    var text = new ArrayList<String>();
    text.add(
        action.getMessage().isEmpty()
            ? EnumNames.brief(action.getBy()) + ": " + action.getCode()
            : action.getMessage());
    if (action.hasTime()) {
      text.add("(" + Timestamps.toString(action.getTime()) + ")");
    }
    if (action.getMethodsCount() > 0) {
      text.add(methods(action));
    }
    return String.join(" ", text);
  }

  private static String methods(NextAction action) {
    List<String> names = action.getMethodsList().stream().map(EnumNames::brief).toList();
    return "[" + String.join(", ", names) + "]";
  }

  private static String orNone(String text) {
    return text.isEmpty() ? NONE : text;
  }
}
