package org.sellerregistry.cli;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Rows in columns that line up on a terminal, in whatever scripts their values are. */
final class Table {

  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();
  private final boolean hasHeader;

  private Table(boolean hasHeader) {
    this.hasHeader = hasHeader;
  }

  static Table of(String... header) {
    var table = new Table(true);
    table.rows.add(List.of(header));
    return table;
  }

  /** One thing with its properties, a line each. */
  static Table ofProperties() {
    return new Table(false);
  }

  Table row(String... values) {
    rows.add(List.of(values));
    return this;
  }

  void print(PrintWriter out) {
    if (hasHeader && rows.size() == 1) {
      out.println("(none)");
      return;
    }
    var widths = widths();
    for (var row : rows) {
      var line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        var value = harmless(row.get(i));
        line.append(value);
        if (i < row.size() - 1) {
          line.append(" ".repeat(widths[i] - width(value))).append(GAP);
        }
      }
      out.println(line.toString().stripTrailing());
    }
  }

  private int[] widths() {
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    var widths = new int[columns];
    for (var row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], width(harmless(row.get(i))));
      }
    }
    return widths;
  }

  /** How many columns a terminal gives the text (Unicode Standard Annex 11). */
  static int width(String text) {
    return text.codePoints().map(Table::width).sum();
  }

  private static int width(int character) {
    return switch (UCharacter.getType(character)) {
      case UCharacter.NON_SPACING_MARK, UCharacter.ENCLOSING_MARK, UCharacter.FORMAT -> 0;
      default ->
          switch (UCharacter.getIntPropertyValue(character, UProperty.EAST_ASIAN_WIDTH)) {
            case UCharacter.EastAsianWidth.FULLWIDTH, UCharacter.EastAsianWidth.WIDE -> 2;
            default -> 1;
          };
    };
  }

  /**
   * Without what would steer the terminal or turn the direction of what follows: values come from
   * traders.
   */
  static String harmless(String text) {
    return text.replaceAll(
        "[\\p{Cc}\\u061C\\u200E\\u200F\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]", "\uFFFD");
  }
}
