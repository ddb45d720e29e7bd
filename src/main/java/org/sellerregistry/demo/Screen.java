package org.sellerregistry.demo;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.IntStream;

/** Prints lines of at most {@value #WIDTH} columns, whatever script they are in. */
final class Screen {
  static final int WIDTH = 100;

  private final PrintWriter out;
  private int step;

  Screen(PrintWriter out) {
    this.out = out;
  }

  /** Begins the next step. */
  void step(String title) {
    step++;
    out.println();
    line("%d. %s".formatted(step, title));
  }

  void line(String text) {
    out.println(clip(text, WIDTH).stripTrailing());
    out.flush();
  }

  /** A text over as many lines as it needs, all but the first under the text's begin. */
  void paragraph(String label, String text) {
    String prefix = label;
    var line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (!line.isEmpty() && width(prefix) + width(line.toString()) + 1 + width(word) > WIDTH) {
        line(prefix + line);
        prefix = " ".repeat(width(label));
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    line(prefix + line);
  }

  /** Columns line up; those of numbers to the right. The first row is the header. */
  void table(List<List<String>> rows) {
    int columns = rows.getFirst().size();
    int[] widths =
        IntStream.range(0, columns)
            .map(column -> rows.stream().mapToInt(row -> width(row.get(column))).max().orElse(0))
            .toArray();
    for (List<String> row : rows) {
      var line = new StringBuilder("  ");
      for (int column = 0; column < columns; column++) {
        String gap = " ".repeat(widths[column] - width(row.get(column)));
        boolean number = isNumber(rows.getLast().get(column).replace(".", ""));
        line.append(number ? gap + row.get(column) : row.get(column) + gap).append(" ");
      }
      line(line.toString());
    }
  }

  /** How many columns a terminal gives the text (Unicode Standard Annex 11). */
  static int width(String text) {
    return text.codePoints().map(Screen::width).sum();
  }

  /** The text without control characters, cut to so many columns. */
  static String clip(String text, int columns) {
    var clipped = new StringBuilder();
    int used = 0;
    for (int character : text.codePoints().toArray()) {
      int width = width(character);
      if (used + width > columns) {
        return clipped.toString();
      }
      if (!Character.isISOControl(character)) {
        clipped.appendCodePoint(character);
        used += width;
      }
    }
    return clipped.toString();
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> Character.isDigit(c) || c == ',');
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
}
