package org.sellerregistry.cli.source;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** One row of a table, by the names of its columns. */
record Row(Map<String, Integer> columns, List<String> fields) {

  private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}\\p{Cc}]+");

  /**
   * The value of the column, empty if the table has no such column. Line breaks and runs of spaces
   * count as one space, and none is left at the ends: names and addresses are single lines.
   */
  String get(String column) {
    var index = columns.get(column);
    return index == null || index >= fields.size() ? "" : tidy(fields.get(index));
  }

  static String tidy(String text) {
    return SPACE.matcher(text).replaceAll(" ").strip();
  }
}
