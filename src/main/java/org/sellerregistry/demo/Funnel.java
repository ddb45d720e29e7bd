package org.sellerregistry.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.sellerregistry.v1.CheckMethod;
import org.sellerregistry.v1.OfferingVerification;
import org.sellerregistry.v1.Requirement;
import org.sellerregistry.v1.RequirementState;
import org.sellerregistry.v1.StandingState;

/** How many traders provided each required item, and how far it was verified, by which method. */
final class Funnel {
  private final Map<String, Row> rows = new LinkedHashMap<>();
  private final Map<StandingState, Integer> standings = new EnumMap<>(StandingState.class);

  private static final class Row {
    final String item;
    final Map<RequirementState, Integer> states = new EnumMap<>(RequirementState.class);
    final Map<CheckMethod, Integer> methods = new EnumMap<>(CheckMethod.class);

    Row(String legalSource) {
      item = legalSource.substring(Math.max(0, legalSource.lastIndexOf('(')));
    }

    int count(RequirementState state) {
      return states.getOrDefault(state, 0);
    }
  }

  void add(OfferingVerification verification) {
    standings.merge(verification.getStanding().getState(), 1, Integer::sum);
    for (Requirement requirement : verification.getRequirementsList()) {
      Row row =
          rows.computeIfAbsent(
              requirement.getCode(), code -> new Row(requirement.getLegalSource()));
      row.states.merge(requirement.getState(), 1, Integer::sum);
      requirement.getMethodsList().stream()
          .filter(method -> method != CheckMethod.CHECK_METHOD_SYNTAX)
          .forEach(method -> row.methods.merge(method, 1, Integer::sum));
    }
  }

  int count(StandingState state) {
    return standings.getOrDefault(state, 0);
  }

  void print(Screen screen) {
    var table = new ArrayList<List<String>>();
    table.add(
        List.of("", "Requirement", "Provided", "Missing", "Failed", "Pending", "Satisfied", "by"));
    rows.forEach((code, row) -> table.add(cells(code, row)));
    screen.table(table);
  }

  private static List<String> cells(String code, Row row) {
    int all = row.states.values().stream().mapToInt(Integer::intValue).sum();
    int missing = row.count(RequirementState.REQUIREMENT_STATE_MISSING);
    return List.of(
        row.item,
        code.substring(code.indexOf('.') + 1),
        String.valueOf(all - missing),
        String.valueOf(missing),
        String.valueOf(row.count(RequirementState.REQUIREMENT_STATE_FAILED)),
        String.valueOf(
            row.count(RequirementState.REQUIREMENT_STATE_PENDING)
                + row.count(RequirementState.REQUIREMENT_STATE_HELD)
                + row.count(RequirementState.REQUIREMENT_STATE_EXPIRED)),
        String.valueOf(row.count(RequirementState.REQUIREMENT_STATE_SATISFIED)),
        methods(row.methods));
  }

  private static String methods(Map<CheckMethod, Integer> methods) {
    return methods.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .map(entry -> Labels.lower(entry.getKey()) + " " + entry.getValue())
        .collect(Collectors.joining(", "));
  }
}
