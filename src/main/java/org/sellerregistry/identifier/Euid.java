package org.sellerregistry.identifier;

import java.util.Optional;
import org.sellerregistry.identifier.Verdict.Invalid;
import org.sellerregistry.identifier.Verdict.Valid;

/**
 * European unique identifier of a company, Commission Implementing Regulation (EU) 2021/1042,
 * annex, point 8: country, register of that country, a full stop, the number in the register, and
 * where the register has one a verification digit after an underscore.
 *
 * @param country alpha-2 of the country; Greece by EL or GR
 * @param register the domestic register's identifier
 * @param number the number in the register, perhaps with its verification digit
 */
public record Euid(String country, String register, String number) {
  /** The European Economic Area and the United Kingdom, whose numbers older records have. */
  private static final String COUNTRIES =
      " AT BE BG CY CZ DE DK EE EL ES FI FR GB GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI"
          + " SK ";

  private static final String REGISTER_CHARACTERS = CheckDigits.ALPHANUMERIC + "-";
  private static final String NUMBER_CHARACTERS = CheckDigits.ALPHANUMERIC + "/.-_";
  private static final int LONGEST = 64;

  /** The parts of a valid EUID. */
  public static Optional<Euid> read(String text) {
    return switch (SCHEME.check(text)) {
      case Valid valid -> Optional.of(parts(valid.normal()));
      case Invalid invalid -> Optional.empty();
    };
  }

  private static Euid parts(String normal) {
    int dot = normal.indexOf('.');
    return new Euid(normal.substring(0, 2), normal.substring(2, dot), normal.substring(dot + 1));
  }

  static final Scheme SCHEME =
      NumberScheme.named("euid", "European unique identifier of a company (EUID)")
          .separators(" ")
          .lengthBetween(5, LONGEST)
          .letters(0, 2)
          .format("has a register before a full stop", n -> all(REGISTER_CHARACTERS, n, 2, dot(n)))
          .format(
              "has a number after the full stop",
              n -> all(NUMBER_CHARACTERS, n, dot(n) + 1, n.length()))
          .component("begins with a country", n -> COUNTRIES.contains(n.substring(0, 2)))
          .build();

  private static int dot(String number) {
    return number.indexOf('.');
  }

  private static boolean all(String allowed, String number, int from, int to) {
    for (int i = from; i < to; i++) {
      if (allowed.indexOf(number.charAt(i)) < 0) {
        return false;
      }
    }
    return from < to;
  }
}
