package org.sellerregistry.cli.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A text with columns in braces, such as {@code {Street} {Number}}. Two opening braces stand for
 * one.
 */
record TextTemplate(List<Piece> pieces) {

  private static final Pattern PIECE = Pattern.compile("\\{\\{|\\{([^{}]+)}|[^{]+|\\{");

  /**
   * Reads a template.
   *
   * @throws SourceException if a brace is not closed
   */
  static TextTemplate of(String text) {
    var pieces = new ArrayList<Piece>();
    var matcher = PIECE.matcher(text);
    while (matcher.find()) {
      if (matcher.group(1) != null) {
        pieces.add(new Column(matcher.group(1).strip()));
      } else if (matcher.group().equals("{")) {
        throw new SourceException("\"%s\" has a brace that is not closed".formatted(text));
      } else {
        pieces.add(new Constant(matcher.group().equals("{{") ? "{" : matcher.group()));
      }
    }
    return new TextTemplate(List.copyOf(pieces));
  }

  Set<String> columns() {
    return pieces.stream()
        .filter(Column.class::isInstance)
        .map(piece -> ((Column) piece).name())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The text, or nothing if it names columns and the row has a value in none of them. */
  Optional<String> render(Row row) {
    var columns = columns();
    if (!columns.isEmpty() && columns.stream().allMatch(column -> row.get(column).isEmpty())) {
      return Optional.empty();
    }
    var text = new StringBuilder();
    for (var piece : pieces) {
      text.append(
          switch (piece) {
            case Column(var name) -> row.get(name);
            case Constant(var constant) -> constant;
          });
    }
    return Optional.of(Row.tidy(text.toString())).filter(rendered -> !rendered.isEmpty());
  }

  /** A part of the text. */
  sealed interface Piece {}

  record Column(String name) implements Piece {}

  record Constant(String text) implements Piece {}
}
