package org.sellerregistry.identifier;

/** Dates inside numbers. */
final class Dates {
  /**
   * The last year that a number may name. The rules are pure and do not ask a clock; this only
   * refuses years that cannot be meant.
   */
  static final int LATEST_YEAR = 2049;

  private Dates() {}

  /** Whether the proleptic Gregorian calendar has this day. */
  static boolean exists(int year, int month, int day) {
    return month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month);
  }

  private static int daysOf(int year, int month) {
    return switch (month) {
      case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
      case 4, 6, 9, 11 -> 30;
      default -> 31;
    };
  }

  /** Two digits of a number as a value. */
  static int two(String number, int from) {
    return 10 * CheckDigits.digit(number, from) + CheckDigits.digit(number, from + 1);
  }
}
