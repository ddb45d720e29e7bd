package org.sellerregistry.identifier;

import java.util.ArrayList;
import java.util.List;

/** Belgium, Luxembourg, the Netherlands. */
final class Benelux {
  /** Royal decree of 24 June 2003: enterprise number, check digits 97 less the rest mod 97. */
  private static final NumberScheme BE =
      NumberScheme.named("be.vat", "Belgian VAT and enterprise number")
          .separators(" -./")
          .prefix("BE")
          .rewrite(n -> n.startsWith("(0)") ? "0" + n.substring(3) : n)
          .padded(9, 10)
          .digits()
          .format("is not zero", n -> n.chars().anyMatch(c -> c != '0'))
          .length(10)
          .component("begins with 0 or 1", n -> n.charAt(0) <= '1')
          .checksum(n -> (CheckDigits.number(n, 0, 8) + Dates.two(n, 8)) % 97 == 0)
          .build();

  private static final NumberScheme LU =
      NumberScheme.named("lu.vat", "Luxembourg VAT number (TVA)")
          .separators(" :.-")
          .prefix("LU")
          .digits()
          .length(8)
          .checksum(n -> CheckDigits.number(n, 0, 6) % 89 == Dates.two(n, 6))
          .build();

  /**
   * Btw-identificatienummer: for legal persons the RSIN with the weights 9 to 2 and -1 mod 11, for
   * sole traders since 2020 a number of its own that follows ISO 7064 mod 97-10 with its prefix.
   */
  private static final NumberScheme NL =
      NumberScheme.named("nl.vat", "Dutch VAT number (btw-identificatienummer)")
          .separators(" -.")
          .prefix("NL")
          .rewrite(Benelux::withLeadingZeros)
          .format("ends in the digits of a unit, from 01", Benelux::hasUnit)
          .length(12)
          .digits(0, 9)
          .format("has the letter B in place 10", n -> n.charAt(9) == 'B')
          .checksum(n -> elevenProof(n, 0) || CheckDigits.mod97("NL" + n))
          .build();

  private Benelux() {}

  static List<Scheme> schemes() {
    var schemes = new ArrayList<Scheme>();
    schemes.addAll(Vat.of("BE", BE));
    schemes.addAll(Vat.of("LU", LU, "lu.tva"));
    schemes.addAll(Vat.of("NL", NL, "nl.btw"));
    schemes.add(
        NumberScheme.named("nl.kvk", "Dutch trade register number (KvK)")
            .separators(" -.")
            .prefix("KVK")
            .digits()
            .length(8)
            .build());
    return schemes;
  }

  private static String withLeadingZeros(String number) {
    int missing = 12 - number.length();
    return missing > 0 && missing < 9 && number.indexOf('B') == number.length() - 3
        ? "0".repeat(missing) + number
        : number;
  }

  private static boolean hasUnit(String number) {
    if (number.length() < 11) {
      return false;
    }
    boolean some = false;
    for (int i = 10; i < number.length(); i++) {
      char c = number.charAt(i);
      if (c < '0' || c > '9') {
        return false;
      }
      some |= c != '0';
    }
    return some;
  }

  /** The Dutch test of nine digits of RSIN and citizens' numbers. */
  static boolean elevenProof(String number, int from) {
    return CheckDigits.sumFrom(number, from, 9, 8, 7, 6, 5, 4, 3, 2, -1) % 11 == 0
        && CheckDigits.number(number, from, from + 9) > 0;
  }
}
