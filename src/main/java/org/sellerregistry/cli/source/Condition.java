package org.sellerregistry.cli.source;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What must hold of a row: each column has one of its values.
 *
 * @param accepted {@code *} accepts any value but an empty one, the empty text only that
 */
record Condition(Map<String, List<String>> accepted) {

  static final Condition ALWAYS = new Condition(Map.of());

  Set<String> columns() {
    return accepted.keySet();
  }

  boolean holds(Row row) {
    return accepted.entrySet().stream()
        .allMatch(entry -> accepts(entry.getValue(), row.get(entry.getKey())));
  }

  private static boolean accepts(List<String> values, String value) {
    return values.contains(value) || (!value.isEmpty() && values.contains("*"));
  }
}
