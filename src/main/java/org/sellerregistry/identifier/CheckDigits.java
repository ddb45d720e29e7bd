package org.sellerregistry.identifier;

import java.util.function.Predicate;

/**
 * The check character systems that schemes share. All take strings whose characters were checked
 * before: digits, or digits and upper-case letters where said so.
 */
final class CheckDigits {
  static final String ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

  private CheckDigits() {}

  /** Whether it is a digit of ASCII: other scripts' digits are not meant here. */
  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** The value of a digit. */
  static int digit(String number, int index) {
    return number.charAt(index) - '0';
  }

  /**
   * The value of a digit (0 to 9) or letter (A = 10 to Z = 35), as ISO 7064 and ISO 13616 count.
   */
  static int value(char c) {
    return c <= '9' ? c - '0' : c - 'A' + 10;
  }

  /** The number that a run of digits says; at most 18 digits. */
  static long number(String digits, int from, int to) {
    long value = 0;
    for (int i = from; i < to; i++) {
      value = value * 10 + digit(digits, i);
    }
    return value;
  }

  /** The sum of digits times weights, from the left, over as many as there are weights. */
  static int sum(String number, int... weights) {
    return sumFrom(number, 0, weights);
  }

  /** As {@link #sum}, beginning at a position. */
  static int sumFrom(String number, int from, int... weights) {
    int sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i] * digit(number, from + i);
    }
    return sum;
  }

  /** Whether the weighted sum, check digit included, is a multiple of the modulus. */
  static Predicate<String> weighted(int modulus, int... weights) {
    return number -> sum(number, weights) % modulus == 0;
  }

  /** Luhn's algorithm (ISO/IEC 7812-1 annex B), check digit last. */
  static boolean luhn(String number) {
    return luhnSum(number, 0, number.length(), false) % 10 == 0;
  }

  /** The sum that Luhn's algorithm makes of the digits of a range, the last one doubled or not. */
  static int luhnSum(String number, int from, int to, boolean lastTwice) {
    int sum = 0;
    boolean twice = lastTwice;
    for (int i = to - 1; i >= from; i--) {
      int d = digit(number, i);
      if (twice) {
        d = d > 4 ? 2 * d - 9 : 2 * d;
      }
      sum += d;
      twice = !twice;
    }
    return sum;
  }

  /** The remainder by 97 of digits and letters read as one number (ISO 7064 mod 97-10). */
  static int mod97(String number, int from, int to, int start) {
    int remainder = start;
    for (int i = from; i < to; i++) {
      int v = value(number.charAt(i));
      remainder = (remainder * (v > 9 ? 100 : 10) + v) % 97;
    }
    return remainder;
  }

  /** ISO 7064 mod 97-10 over digits and letters, check digits last. */
  static boolean mod97(String number) {
    return mod97(number, 0, number.length(), 0) == 1;
  }

  /** ISO 7064 mod 11-10 over digits, check digit last. */
  static boolean mod11And10(String number) {
    int product = 5;
    for (int i = 0; i < number.length(); i++) {
      product = (product == 0 ? 10 : product) * 2 % 11;
      product = (product + digit(number, i)) % 10;
    }
    return product == 1;
  }
}
