package org.sellerregistry.identifier;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.identifier.Verdict.Invalid;

/** Mexico, Central America and the Caribbean. */
final class CentralAmerica {
  private static final Invalid DATE = Invalid.whole(Rule.COMPONENT, "has a date, YYMMDD");

  /** Registro Nacional: class, type, serial number; no check digit. */
  private static final NumberScheme CR =
      NumberScheme.named("cr.cpj", "Costa Rican company number (cédula jurídica)")
          .length(10)
          .digits()
          .component("has a class and a type of entity", CentralAmerica::hasClass)
          .display("#-###-######")
          .build();

  private static final NumberScheme RNC =
      NumberScheme.named("do.rnc", "Dominican taxpayer number")
          .length(9)
          .checksum(n ->
              (10 - CheckDigits.sum(n, 7, 9, 8, 6, 5, 4, 3, 2) % 11) % 9 + 1
                  == CheckDigits.digit(n, 8))
          .build();

  /** Numbers that the tax administration issued although they break its rule. */
  private static final Set<String> RNC_ISSUED =
      Set.of(
          "10233317",
          "101581601",
          "101582245",
          "101595422",
          "101595785",
          "131188691",
          "401007374",
          "501341601",
          "501378067",
          "501620371",
          "501651319",
          "501651823",
          "501651845",
          "501651926",
          "501656006",
          "501658167",
          "501670785",
          "501676936",
          "501680158",
          "504654542",
          "504680029",
          "504681442",
          "505038691");

  private static final NumberScheme DO =
      NumberScheme.named("do.rnc", "Dominican taxpayer number (RNC)")
          .digits()
          .then(n -> RNC_ISSUED.contains(n) ? null : RNC.judge(n))
          .display("#-##-#####-#")
          .build();

  /** SAT, rules of the electronic invoice: weights from 2 on from the right, mod 11, K is 10. */
  private static final NumberScheme GT =
      NumberScheme.named("gt.nit", "Guatemalan tax number (NIT)")
          .rewrite(CentralAmerica::withoutLeadingZeros)
          .lengthBetween(2, 12)
          .digits(0, -1)
          .format("ends in a digit or K", n -> isDigitOrK(n.charAt(n.length() - 1)))
          .checksum(CentralAmerica::guatemalanAgrees)
          .build();

  /**
   * Código Fiscal and RFC rules of the SAT: initials, date, and three characters (none in old
   * numbers of persons). The last is a check character, but the tax service itself issued numbers
   * that break it, so it is not checked.
   */
  private static final NumberScheme MX =
      NumberScheme.named("mx.rfc", "Mexican taxpayer number (RFC)")
          .separators("-_ ")
          .length(10, 12, 13)
          .then(CentralAmerica::mexican)
          .display("### ###### ###", "#### ###### ###", "#### ######")
          .build();

  /** Municipality, date, serial number, check digit by an older and a newer rule. */
  private static final NumberScheme SV =
      NumberScheme.named("sv.nit", "Salvadoran tax number (NIT)")
          .prefix("SV")
          .length(14)
          .digits()
          .component("begins with 0, 1 or 9", n -> "019".indexOf(n.charAt(0)) >= 0)
          .checksum(CentralAmerica::salvadoranAgrees)
          .display("####-######-###-#")
          .build();

  private CentralAmerica() {}

  static List<Scheme> schemes() {
    return List.of(CR, DO, GT, MX, SV);
  }

  private static boolean hasClass(String n) {
    int type = (int) CheckDigits.number(n, 1, 4);
    return switch (n.charAt(0)) {
      case '2' -> type == 100 || type == 200 || type == 300 || type == 400;
      case '3' -> (type >= 2 && type <= 14) || (type >= 101 && type <= 110);
      case '4' -> type == 0;
      case '5' -> type == 1;
      default -> false;
    };
  }

  static String withoutLeadingZeros(String number) {
    int zeros = 0;
    while (zeros < number.length() && number.charAt(zeros) == '0') {
      zeros++;
    }
    return number.substring(zeros);
  }

  private static boolean isDigitOrK(char c) {
    return c == 'K' || CheckDigits.isDigit(c);
  }

  private static boolean guatemalanAgrees(String n) {
    int last = n.length() - 1;
    int sum = 0;
    for (int i = 0; i < last; i++) {
      sum += (last - i + 1) * CheckDigits.digit(n, i);
    }
    char check = n.charAt(last);
    return (sum + (check == 'K' ? 10 : check - '0')) % 11 == 0;
  }

  private static @Nullable Invalid mexican(String n) {
    int initials = n.length() == 12 ? 3 : 4;
    for (int i = 0; i < n.length(); i++) {
      char c = n.charAt(i);
      boolean letter = c >= 'A' && c <= 'Z';
      boolean fits =
          i < initials
              ? letter || c == '&' || c == 'Ñ'
              : CheckDigits.isDigit(c) || (i >= initials + 6 && letter);
      if (!fits) {
        return new Invalid(Rule.FORMAT, i, "expected initials, a date and three characters");
      }
    }
    boolean dated =
        Dates.exists(
            2000 + Dates.two(n, initials), Dates.two(n, initials + 2), Dates.two(n, initials + 4));
    return dated ? null : DATE;
  }

  private static boolean salvadoranAgrees(String n) {
    int check =
        CheckDigits.number(n, 10, 13) <= 100
            ? CheckDigits.sum(n, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2) % 11 % 10
            : Math.floorMod(-CheckDigits.sum(n, 2, 7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2), 11) % 10;
    return check == CheckDigits.digit(n, 13);
  }
}
