package org.sellerregistry.identifier;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.sellerregistry.identifier.Verdict.Invalid;

/**
 * Spells a {@link NumberScheme}. Steps are checked in the order in which they are named here, so
 * that a later step may rely on the earlier ones.
 */
final class SchemeBuilder {
  private final String name;
  private final String title;
  private String comparedAs;
  private UnaryOperator<String> compact = Separators.of(" -")::remove;
  private final List<Judge> judges = new ArrayList<>();
  private UnaryOperator<String> normal = UnaryOperator.identity();
  private final List<String> displays = new ArrayList<>();

  SchemeBuilder(String name, String title) {
    this.name = name;
    this.title = title;
    this.comparedAs = name;
  }

  /** The separators that people write; a space and a hyphen unless said otherwise. Say it first. */
  SchemeBuilder separators(String characters) {
    compact = Separators.of(characters)::remove;
    return this;
  }

  /** Compacts as another scheme does. */
  SchemeBuilder compact(UnaryOperator<String> other) {
    compact = other;
    return this;
  }

  /** The first of these that the number begins with is not part of it. */
  SchemeBuilder prefix(String... prefixes) {
    return rewrite(number -> {
      for (String prefix : prefixes) {
        if (number.startsWith(prefix)) {
          return number.substring(prefix.length());
        }
      }
      return number;
    });
  }

  /** Numbers of fewer digits, but at least the given, are written with leading zeros left out. */
  SchemeBuilder padded(int least, int length) {
    return rewrite(number ->
        number.length() >= least && number.length() < length
            ? "0".repeat(length - number.length()) + number
            : number);
  }

  /** A further change to the compacted number before it is checked. */
  SchemeBuilder rewrite(UnaryOperator<String> change) {
    UnaryOperator<String> before = compact;
    compact = number -> change.apply(before.apply(number));
    return this;
  }

  SchemeBuilder length(int... lengths) {
    Invalid invalid = Invalid.whole(Rule.LENGTH, "expected " + either(lengths) + " characters");
    judges.add(number -> {
      for (int length : lengths) {
        if (number.length() == length) {
          return null;
        }
      }
      return invalid;
    });
    return this;
  }

  SchemeBuilder lengthBetween(int least, int most) {
    Invalid invalid =
        Invalid.whole(Rule.LENGTH, "expected " + least + " to " + most + " characters");
    judges.add(n -> n.length() < least || n.length() > most ? invalid : null);
    return this;
  }

  /** Only digits, and at least one. */
  SchemeBuilder digits() {
    return digits(0, Integer.MAX_VALUE);
  }

  /** Only digits in a range, which must not be empty. */
  SchemeBuilder digits(int from, int to) {
    return characters("0123456789", from, to);
  }

  /** Only these characters, and at least one. */
  SchemeBuilder characters(String allowed) {
    return characters(allowed, 0, Integer.MAX_VALUE);
  }

  /**
   * Only these characters in a range, which must not be empty.
   *
   * @param to counts from the end if not positive; a range past the end stops there
   */
  SchemeBuilder characters(String allowed, int from, int to) {
    var digitsOnly = allowed.equals("0123456789");
    String message = digitsOnly ? "expected a digit" : "expected one of " + allowed;
    judges.add(number -> {
      int end = to > 0 ? Math.min(to, number.length()) : number.length() + to;
      if (from >= end) {
        return new Invalid(Rule.FORMAT, -1, message);
      }
      for (int i = from; i < end; i++) {
        char c = number.charAt(i);
        if (digitsOnly ? c < '0' || c > '9' : allowed.indexOf(c) < 0) {
          return new Invalid(Rule.FORMAT, i, message);
        }
      }
      return null;
    });
    return this;
  }

  /** Upper-case letters in a range, as in {@link #characters(String, int, int)}. */
  SchemeBuilder letters(int from, int to) {
    return characters("ABCDEFGHIJKLMNOPQRSTUVWXYZ", from, to);
  }

  /** Says what is expected of the number as the rest of "a number that ...". */
  SchemeBuilder format(String expected, Predicate<String> holds) {
    return rule(Rule.FORMAT, "expected a number that " + expected, holds);
  }

  /** As {@link #format}, of a part of the number. */
  SchemeBuilder component(String expected, Predicate<String> holds) {
    return rule(Rule.COMPONENT, "expected a number that " + expected, holds);
  }

  SchemeBuilder checksum(Predicate<String> holds) {
    return rule(Rule.CHECKSUM, "the check characters do not agree with the rest", holds);
  }

  /** A rule with a message of its own. */
  SchemeBuilder rule(Rule rule, String message, Predicate<String> holds) {
    Invalid invalid = Invalid.whole(rule, message);
    judges.add(number -> holds.test(number) ? null : invalid);
    return this;
  }

  /** A step of any kind, often another scheme that judges the number or a part of it. */
  SchemeBuilder then(Judge judge) {
    judges.add(judge);
    return this;
  }

  /** Turns the compact, valid number into its normal form. */
  SchemeBuilder normal(UnaryOperator<String> form) {
    normal = form;
    return this;
  }

  SchemeBuilder comparedAs(String scheme) {
    comparedAs = scheme;
    return this;
  }

  /** Templates of the display form: the first one with as many {@code #} as characters is used. */
  SchemeBuilder display(String... templates) {
    displays.addAll(List.of(templates));
    return this;
  }

  NumberScheme build() {
    return new NumberScheme(name, title, comparedAs, compact, judges, normal, displays);
  }

  private static String either(int[] lengths) {
    var text = new StringBuilder();
    for (int i = 0; i < lengths.length; i++) {
      text.append(i == 0 ? "" : i == lengths.length - 1 ? " or " : ", ").append(lengths[i]);
    }
    return text.toString();
  }
}
