package org.sellerregistry.identifier;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.identifier.Verdict.Invalid;

/** Estonia, Latvia, Lithuania. */
final class Baltics {
  private static final NumberScheme EE =
      NumberScheme.named("ee.vat", "Estonian VAT number (KMKR)")
          .separators(" -")
          .prefix("EE")
          .digits()
          .length(9)
          .checksum(CheckDigits.weighted(10, 3, 7, 1, 3, 7, 1, 3, 7, 1))
          .build();

  private static final NumberScheme EE_REGISTER =
      NumberScheme.named("ee.registrikood", "Estonian register code (registrikood)")
          .separators(" -")
          .digits()
          .length(8)
          .component("begins with 1, 7, 8 or 9", n -> "1789".indexOf(n.charAt(0)) >= 0)
          .checksum(n -> twoRounds(n, 7))
          .build();

  private static final NumberScheme LT =
      NumberScheme.named("lt.vat", "Lithuanian VAT number (PVM)")
          .separators(" -")
          .prefix("LT")
          .digits()
          .length(9, 12)
          .component("has 1 in the last place but one", n -> n.charAt(n.length() - 2) == '1')
          .checksum(n -> twoRounds(n, n.length() - 1))
          .build();

  private static final NumberScheme LV =
      NumberScheme.named("lv.vat", "Latvian VAT number (PVN)")
          .separators(" -")
          .prefix("LV")
          .digits()
          .length(11)
          .then(Baltics::latvian)
          .build();

  private static final Invalid LV_CHECK =
      Invalid.whole(Rule.CHECKSUM, "the check characters do not agree with the rest");
  private static final Invalid LV_DATE =
      Invalid.whole(Rule.COMPONENT, "a personal code begins with a birth date");

  private Baltics() {}

  static List<Scheme> schemes() {
    var schemes = new ArrayList<Scheme>(List.of(EE_REGISTER));
    schemes.addAll(Vat.of("EE", EE, "ee.kmkr"));
    schemes.addAll(Vat.of("LT", LT, "lt.pvm"));
    schemes.addAll(Vat.of("LV", LV, "lv.pvn"));
    return schemes;
  }

  /** Weights 1, 2, ... 9, 1, ... mod 11; where that leaves 10 once more from weight 3. */
  private static boolean twoRounds(String number, int checked) {
    int check = round(number, checked, 0);
    if (check == 10) {
      check = round(number, checked, 2) % 10;
    }
    return check == CheckDigits.digit(number, checked);
  }

  private static int round(String number, int checked, int shift) {
    int sum = 0;
    for (int i = 0; i < checked; i++) {
      sum += ((i + shift) % 9 + 1) * CheckDigits.digit(number, i);
    }
    return sum % 11;
  }

  /**
   * Legal persons begin with 4 or more. Personal codes have a birth date, and since July 2017 the
   * digits 32 in its place.
   */
  private static @Nullable Invalid latvian(String number) {
    if (number.charAt(0) > '3') {
      return CheckDigits.sum(number, 9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1) % 11 == 3 ? null : LV_CHECK;
    }
    if (!number.startsWith("32")
        && !Dates.exists(
            1800 + 100 * CheckDigits.digit(number, 6) + Dates.two(number, 4),
            Dates.two(number, 2),
            Dates.two(number, 0))) {
      return LV_DATE;
    }
    int check = (1 + CheckDigits.sum(number, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9)) % 11 % 10;
    return check == CheckDigits.digit(number, 10) ? null : LV_CHECK;
  }
}
