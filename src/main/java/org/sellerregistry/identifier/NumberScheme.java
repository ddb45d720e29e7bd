package org.sellerregistry.identifier;

import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.identifier.Verdict.Invalid;
import org.sellerregistry.identifier.Verdict.Valid;

/** A scheme told by a table entry: how to compact a number, what to check in which order. */
final class NumberScheme implements Scheme, Judge {
  static final Invalid TOO_LONG = Invalid.whole(Rule.LENGTH, "too long");

  private final String name;
  private final String title;
  private final String comparedAs;
  private final UnaryOperator<String> compact;
  private final Judge[] judges;
  private final UnaryOperator<String> normal;
  private final List<String> displays;

  NumberScheme(
      String name,
      String title,
      String comparedAs,
      UnaryOperator<String> compact,
      List<Judge> judges,
      UnaryOperator<String> normal,
      List<String> displays) {
    this.name = name;
    this.title = title;
    this.comparedAs = comparedAs;
    this.compact = compact;
    this.judges = judges.toArray(Judge[]::new);
    this.normal = normal;
    this.displays = List.copyOf(displays);
  }

  /** The country that a scheme's name begins with. */
  static String country(String name) {
    return name.substring(0, 2).toUpperCase(Locale.ROOT);
  }

  static SchemeBuilder named(String name, String title) {
    return new SchemeBuilder(name, title);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public String comparedAs() {
    return comparedAs;
  }

  @Override
  public Verdict check(String number) {
    if (number.length() > MAX_LENGTH) {
      return TOO_LONG;
    }
    String compacted = compact.apply(number);
    Invalid invalid = judge(compacted);
    if (invalid != null) {
      return invalid;
    }
    String form = normal.apply(compacted);
    return new Valid("", form, display(form));
  }

  @Override
  public @Nullable Invalid judge(String compacted) {
    for (Judge judge : judges) {
      Invalid invalid = judge.judge(compacted);
      if (invalid != null) {
        return invalid;
      }
    }
    return null;
  }

  /** The number without separators and prefix, whether or not it is valid. */
  String compact(String number) {
    return compact.apply(number);
  }

  private String display(String form) {
    for (String template : displays) {
      String shown = fill(template, form);
      if (shown != null) {
        return shown;
      }
    }
    return form;
  }

  /** The template with its {@code #} replaced in turn; null unless the lengths agree. */
  private static @Nullable String fill(String template, String form) {
    var shown = new StringBuilder(template.length());
    int next = 0;
    for (int i = 0; i < template.length(); i++) {
      char c = template.charAt(i);
      if (c != '#') {
        shown.append(c);
      } else if (next < form.length()) {
        shown.append(form.charAt(next++));
      } else {
        return null;
      }
    }
    return next == form.length() ? shown.toString() : null;
  }
}
