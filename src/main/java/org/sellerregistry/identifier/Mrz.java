package org.sellerregistry.identifier;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.identifier.Verdict.Invalid;

/**
 * The sizes of machine readable zones: ICAO Doc 9303 part 5 (TD1), 6 (TD2) and 4 (TD3). Positions
 * count from 0 in the lines put together. Birth date, sex and expiry follow each other in all
 * sizes.
 */
final class Mrz {
  static final Mrz TD1 = new Mrz("TD1", 3, 30, "AIC", new Places(5, 45, 30, 60, 90, 15, 30));
  static final Mrz TD2 = new Mrz("TD2", 2, 36, "AIC", new Places(36, 46, 49, 5, 36, 64, 71));
  static final Mrz TD3 = new Mrz("TD3", 2, 44, "P", new Places(44, 54, 57, 5, 44, 72, 86));

  /** Where fields begin; names and optional data also where they end. */
  private record Places(
      int number,
      int nationality,
      int birth,
      int names,
      int namesEnd,
      int optional,
      int optionalEnd) {}

  private static final Invalid CHECK =
      Invalid.whole(Rule.CHECKSUM, "a check digit does not agree with its field");
  private static final Invalid DATE = Invalid.whole(Rule.COMPONENT, "a date does not exist");
  private static final Invalid SEX = Invalid.whole(Rule.COMPONENT, "sex is F, M or a filler");
  private static final Invalid CODE =
      Invalid.whole(Rule.COMPONENT, "the document code is not of this size of document");

  private final boolean passport;
  private final boolean threeLines;
  private final String codes;
  private final Places at;
  private final int compositeAt;
  private final NumberScheme scheme;

  private Mrz(String size, int lines, int lineLength, String codes, Places at) {
    this.passport = size.equals("TD3");
    this.threeLines = lines == 3;
    this.codes = codes;
    this.at = at;
    this.compositeAt = 2 * lineLength - 1;
    this.scheme =
        NumberScheme.named(
                "mrz." + size.toLowerCase(Locale.ROOT),
                "Machine readable zone " + size + " (ICAO 9303)")
            .separators(" \n\r\t")
            .length(lineLength * lines)
            .characters(CheckDigits.ALPHANUMERIC + "<")
            .then(this::judge)
            .display(("#".repeat(lineLength) + "\n").repeat(lines).strip())
            .build();
  }

  /** Every size. */
  static List<Mrz> sizes() {
    return List.of(TD1, TD2, TD3);
  }

  NumberScheme scheme() {
    return scheme;
  }

  private int expiry() {
    return at.birth + 8;
  }

  private @Nullable Invalid judge(String zone) {
    Invalid shape = shape(zone);
    if (shape != null) {
      return shape;
    }
    boolean agrees =
        numberAgrees(zone)
            && check(zone, at.birth, at.birth + 6) == zone.charAt(at.birth + 6)
            && check(zone, expiry(), expiry() + 6) == zone.charAt(expiry() + 6)
            && (!passport || personalNumberAgrees(zone))
            && compositeAgrees(zone);
    if (!agrees) {
      return CHECK;
    }
    if (codes.indexOf(zone.charAt(0)) < 0) {
      return CODE;
    }
    if ("FM<".indexOf(zone.charAt(at.birth + 7)) < 0) {
      return SEX;
    }
    return isDate(zone, at.birth) && isExpiry(zone) ? null : DATE;
  }

  private @Nullable Invalid shape(String zone) {
    int digit = first(zone, 0, 5, true);
    digit = digit >= 0 ? digit : first(zone, at.names, at.namesEnd, true);
    digit = digit >= 0 ? digit : first(zone, at.nationality, at.nationality + 3, true);
    if (digit >= 0) {
      return new Invalid(Rule.FORMAT, digit, "expected a letter or filler");
    }
    int letter = first(zone, at.birth, at.birth + 7, false);
    letter = letter >= 0 ? letter : first(zone, expiry(), expiry() + 7, false);
    letter = letter >= 0 ? letter : first(zone, compositeAt, compositeAt + 1, false);
    return letter >= 0 ? new Invalid(Rule.FORMAT, letter, "expected a digit") : null;
  }

  /** The first digit, or the first letter, in a range; -1 if there is none. */
  private static int first(String zone, int from, int to, boolean digit) {
    for (int i = from; i < to; i++) {
      char c = zone.charAt(i);
      if (c != '<' && CheckDigits.isDigit(c) == digit) {
        return i;
      }
    }
    return -1;
  }

  /** A number longer than nine goes on, with its check digit, in the optional data (TD1, TD2). */
  private boolean numberAgrees(String zone) {
    int end = at.number + 9;
    if (passport || zone.charAt(end) != '<') {
      return check(zone, at.number, end) == zone.charAt(end);
    }
    String rest = longNumber(zone);
    if (rest.isEmpty()) {
      return false;
    }
    int last = rest.length() - 1;
    return check(zone.substring(at.number, end) + rest.substring(0, last)) == rest.charAt(last);
  }

  private String longNumber(String zone) {
    int end = zone.indexOf('<', at.optional);
    return zone.substring(at.optional, end < 0 || end > at.optionalEnd ? at.optionalEnd : end);
  }

  private boolean personalNumberAgrees(String zone) {
    char given = zone.charAt(at.optionalEnd);
    char check = check(zone, at.optional, at.optionalEnd);
    return given == check
        || (given == '<' && zone.substring(at.optional, at.optionalEnd).equals("<".repeat(14)));
  }

  private boolean compositeAgrees(String zone) {
    String date = zone.substring(at.birth, at.birth + 7);
    String composite =
        threeLines
            ? zone.substring(at.number, at.optionalEnd)
                + date
                + zone.substring(expiry(), expiry() + 7)
                + zone.substring(at.nationality + 3, compositeAt)
            : zone.substring(at.number, at.number + 10)
                + date
                + zone.substring(expiry(), compositeAt);
    return check(composite) == zone.charAt(compositeAt);
  }

  private static char check(String zone, int from, int to) {
    return check(zone.substring(from, to));
  }

  /** Weights 7, 3, 1; letters from A = 10, fillers 0; mod 10. */
  private static char check(String field) {
    int sum = 0;
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      int weight = i % 3 == 0 ? 7 : i % 3 == 1 ? 3 : 1;
      sum += weight * (c == '<' ? 0 : CheckDigits.value(c));
    }
    return (char) ('0' + sum % 10);
  }

  /** A birth date may have fillers in place of what is not known. */
  private static boolean isDate(String zone, int from) {
    return zone.substring(from, from + 6).contains("<")
        || Dates.exists(
            2000 + Dates.two(zone, from), Dates.two(zone, from + 2), Dates.two(zone, from + 4))
        || Dates.exists(
            1900 + Dates.two(zone, from), Dates.two(zone, from + 2), Dates.two(zone, from + 4));
  }

  private boolean isExpiry(String zone) {
    int from = expiry();
    return !zone.substring(from, from + 6).contains("<")
        && Dates.exists(
            2000 + Dates.two(zone, from), Dates.two(zone, from + 2), Dates.two(zone, from + 4));
  }

  /** The fields of a valid zone. */
  MachineReadableZone fields(String zone) {
    String names = zone.substring(at.names, at.namesEnd);
    int apart = names.indexOf("<<");
    boolean extended = !passport && zone.charAt(at.number + 9) == '<';
    String rest = extended ? longNumber(zone) : "";
    String tail = threeLines ? zone.substring(at.nationality + 3, compositeAt) : "";
    String optional = zone.substring(at.optional + rest.length(), at.optionalEnd) + "<" + tail;
    return new MachineReadableZone(
        words(zone.substring(0, 2)),
        words(zone.substring(2, 5)),
        words(apart < 0 ? names : names.substring(0, apart)),
        words(apart < 0 ? "" : names.substring(apart)),
        words(zone.substring(at.number, at.number + 9))
            + (extended ? rest.substring(0, rest.length() - 1) : ""),
        words(zone.substring(at.nationality, at.nationality + 3)),
        zone.substring(at.birth, at.birth + 6),
        zone.substring(at.birth + 7, at.birth + 8),
        zone.substring(expiry(), expiry() + 6),
        words(optional));
  }

  private static String words(String field) {
    return field.replaceAll("<+", " ").strip();
  }
}
