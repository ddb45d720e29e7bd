package org.sellerregistry.identifier;

import org.sellerregistry.identifier.Verdict.Invalid;
import org.sellerregistry.identifier.Verdict.Valid;

/**
 * Order number in the Romanian trade register (ONRC).
 *
 * <p>Since July 2024: kind (J, F, C), year, six digits of order, county (00 for numbers issued
 * since) and a check digit. Older numbers were written {@code J52/750/2012} and were converted by
 * that rule, so both forms have the new one as their normal form.
 */
final class RomanianRegister implements Scheme {
  private static final Separators NONE = Separators.of("");
  private static final int FIRST_YEAR_WITHOUT_COUNTY = 2024;
  private static final int LONGEST = 24;

  @Override
  public String name() {
    return "ro.onrc";
  }

  @Override
  public String title() {
    return "Romanian trade register number (ONRC)";
  }

  @Override
  public Verdict check(String number) {
    if (number.length() > MAX_LENGTH) {
      return NumberScheme.TOO_LONG;
    }
    String folded = NONE.remove(number);
    if (folded.length() < 8 || folded.length() > LONGEST) {
      return Invalid.whole(Rule.LENGTH, "expected a kind, a county, an order number and a year");
    }
    char kind = folded.charAt(0);
    if (kind != 'J' && kind != 'F' && kind != 'C') {
      return new Invalid(Rule.FORMAT, 0, "expected J, F or C");
    }
    int[] parts = new int[5];
    int[] lengths = new int[5];
    int count = split(folded, parts, lengths);
    return switch (count) {
      case 1 -> current(folded.replaceAll("[ /.-]", ""), lengths[0]);
      case 3 -> older(kind, parts[0], parts[1], parts[2], lengths);
      case 5 -> {
        lengths[2] = lengths[4];
        yield Dates.exists(parts[4], parts[3], parts[2])
            ? older(kind, parts[0], parts[1], parts[4], lengths)
            : Invalid.whole(Rule.COMPONENT, "has a date");
      }
      default -> Invalid.whole(Rule.FORMAT, "expected J52/750/2012 or J2012000750528");
    };
  }

  /** The runs of digits; their number, or 0 where there is anything else than separators. */
  private static int split(String folded, int[] parts, int[] lengths) {
    int count = 0;
    boolean inside = false;
    for (int i = 1; i < folded.length(); i++) {
      char c = folded.charAt(i);
      if (CheckDigits.isDigit(c)) {
        if (!inside && count++ == parts.length) {
          return 0;
        }
        inside = true;
        parts[count - 1] = parts[count - 1] * 10 % 1_000_000_000 + (c - '0');
        lengths[count - 1]++;
      } else if (" /.-".indexOf(c) >= 0) {
        inside = false;
      } else {
        return 0;
      }
    }
    return count;
  }

  private static Verdict older(char kind, int county, int order, int year, int[] lengths) {
    if (lengths[0] > 2 || lengths[1] > 5 || lengths[2] != 4) {
      return Invalid.whole(Rule.LENGTH, "expected two, five and four digits");
    }
    if (!isCounty(county) || order == 0 || !isYear(year)) {
      return Invalid.whole(Rule.COMPONENT, "has a county, an order number and a year from 1990");
    }
    String head = kind + digits(year, 4) + digits(order, 6) + digits(county, 2);
    String normal = head + (char) ('0' + checkDigit(head));
    return valid(normal);
  }

  private static Verdict current(String number, int length) {
    if (length != 13) {
      return Invalid.whole(Rule.LENGTH, "expected a letter and thirteen digits");
    }
    int year = (int) CheckDigits.number(number, 1, 5);
    int county = Dates.two(number, 11);
    boolean placed =
        (county == 0 && year >= FIRST_YEAR_WITHOUT_COUNTY)
            || (isCounty(county) && year <= FIRST_YEAR_WITHOUT_COUNTY);
    if (!isYear(year) || !placed) {
      return Invalid.whole(Rule.COMPONENT, "has a year from 1990 and that year's kind of county");
    }
    if (checkDigit(number) != CheckDigits.digit(number, 13)) {
      return Invalid.whole(Rule.CHECKSUM, "the check digit does not agree with the rest");
    }
    return valid(number);
  }

  private static Verdict valid(String normal) {
    int county = Dates.two(normal, 11);
    String order = CentralAmerica.withoutLeadingZeros(normal.substring(5, 11));
    String display =
        county == 0
            ? normal
            : normal.charAt(0) + digits(county, 2) + "/" + order + "/" + normal.substring(1, 5);
    return new Valid("", normal, display);
  }

  /** The sum of the digits, where the kind counts as the last digit of its ASCII code. */
  private static int checkDigit(String number) {
    int sum = number.charAt(0) % 10;
    for (int i = 1; i < 13; i++) {
      sum += CheckDigits.digit(number, i);
    }
    return sum % 10;
  }

  private static boolean isCounty(int county) {
    return (county >= 1 && county <= 40) || county == 51 || county == 52;
  }

  private static boolean isYear(int year) {
    return year >= 1990 && year <= Dates.LATEST_YEAR;
  }

  private static String digits(int value, int length) {
    String digits = Integer.toString(value);
    return "0".repeat(Math.max(0, length - digits.length())) + digits;
  }
}
