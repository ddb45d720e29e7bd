package org.sellerregistry.demo;

import com.google.type.Date;
import java.util.List;

/** The two lines of a passport's machine-readable zone (ICAO Doc 9303-4). */
final class MachineReadableZone {
  private static final int LENGTH = 44;

  private MachineReadableZone() {}

  /** Of a person whose sex is not stated. */
  static List<String> passport(String state, Person person, String number, Date expiry) {
    String names = person.family().upperCase('<') + "<<" + person.given().upperCase('<');
    String document = pad(number, 9);
    String birth = date(person.birth());
    String expires = date(expiry);
    String optional = "<".repeat(14);
    String checked =
        document
            + check(document)
            + birth
            + check(birth)
            + expires
            + check(expires)
            + optional
            + check(optional);
    String second =
        document
            + check(document)
            + pad(state, 3)
            + birth
            + check(birth)
            + "<"
            + expires
            + check(expires)
            + optional
            + check(optional)
            + check(checked);
    return List.of(pad("P<" + pad(state, 3) + names, LENGTH), second);
  }

  /** The sum of the values times 7, 3, 1 in turn, mod 10 (Doc 9303-3, section 4.9). */
  static char check(String field) {
    int sum = 0;
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      int value = c == '<' ? 0 : c <= '9' ? c - '0' : c - 'A' + 10;
      sum += value * ("731".charAt(i % 3) - '0');
    }
    return (char) ('0' + sum % 10);
  }

  private static String date(Date date) {
    return two(date.getYear() % 100) + two(date.getMonth()) + two(date.getDay());
  }

  private static String two(int number) {
    return number < 10 ? "0" + number : String.valueOf(number);
  }

  private static String pad(String text, int length) {
    return text.length() >= length
        ? text.substring(0, length)
        : text + "<".repeat(length - text.length());
  }
}
