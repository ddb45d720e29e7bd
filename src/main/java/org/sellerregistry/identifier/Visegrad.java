package org.sellerregistry.identifier;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.identifier.Verdict.Invalid;

/** Czechia, Hungary, Poland, Slovakia. */
final class Visegrad {
  private static final Invalid CHECK =
      Invalid.whole(Rule.CHECKSUM, "the check characters do not agree with the rest");
  private static final Invalid NOT_NINE =
      Invalid.whole(Rule.COMPONENT, "a company's number does not begin with 9");
  private static final Invalid DATE =
      Invalid.whole(Rule.COMPONENT, "a personal number begins with a birth date");
  private static final Invalid NINE_DIGITS =
      Invalid.whole(Rule.LENGTH, "personal numbers have ten digits from 1954 on");

  /** Identification number of an entity: weights 8 to 2 mod 11. */
  private static NumberScheme ico(String name, String title) {
    return NumberScheme.named(name, title)
        .separators(" /")
        .digits()
        .length(8)
        .checksum(Visegrad::icoAgrees)
        .build();
  }

  /** Birth number of Czechia and Slovakia (act 133/2000): date, serial, mod 11 from 1954. */
  private static final NumberScheme RC =
      NumberScheme.named("cz.rc", "Czech birth number (rodné číslo)")
          .separators(" /")
          .digits()
          .length(9, 10)
          .then(Visegrad::birthNumber)
          .build();

  private static final NumberScheme CZ =
      NumberScheme.named("cz.vat", "Czech VAT number (DIČ)")
          .separators(" /-")
          .prefix("CZ")
          .digits()
          .length(8, 9, 10)
          .then(n ->
              n.length() == 8
                  ? n.charAt(0) == '9' ? NOT_NINE : icoAgrees(n) ? null : CHECK
                  : n.length() == 9 && n.charAt(0) == '6'
                      ? specialAgrees(n) ? null : CHECK
                      : RC.judge(n))
          .build();

  private static final NumberScheme SK_COMPANY =
      NumberScheme.named("sk.vat", "Slovak VAT number")
          .format(
              "has neither 0 in place 1 nor 0, 1, 5 or 6 in place 3",
              n -> n.charAt(0) != '0' && "234789".indexOf(n.charAt(2)) >= 0)
          .checksum(n -> CheckDigits.number(n, 0, 10) % 11 == 0)
          .build();

  private static final NumberScheme SK =
      NumberScheme.named("sk.vat", "Slovak VAT number (IČ DPH)")
          .separators(" -")
          .prefix("SK")
          .digits()
          .length(10)
          .then(n -> RC.judge(n) == null ? null : SK_COMPANY.judge(n))
          .build();

  private static final NumberScheme HU =
      NumberScheme.named("hu.anum", "Hungarian tax number (adószám, first eight digits)")
          .prefix("HU")
          .digits()
          .length(8)
          .checksum(CheckDigits.weighted(10, 9, 7, 3, 1, 9, 7, 3, 1))
          .build();

  private static final NumberScheme PL =
      NumberScheme.named("pl.nip", "Polish tax number (NIP)")
          .prefix("PL")
          .digits()
          .length(10)
          .checksum(CheckDigits.weighted(11, 6, 5, 7, 2, 3, 4, 5, 6, 7, -1))
          .display("###-###-##-##")
          .build();

  /**
   * Statistical number: nine digits, or fourteen for a local unit, whose first nine are checked.
   */
  private static final NumberScheme REGON =
      NumberScheme.named("pl.regon", "Polish statistical number (REGON)")
          .digits()
          .length(9, 14)
          .checksum(n -> elevenThenTen(n, 8, 9, 2, 3, 4, 5, 6, 7))
          .checksum(n ->
              n.length() == 9
                  || CheckDigits.sum(n, 2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8) % 11 % 10
                      == CheckDigits.digit(n, 13))
          .build();

  private static final NumberScheme KRS =
      NumberScheme.named("pl.krs", "Polish court register number (KRS)")
          .prefix("KRS")
          .padded(4, 10)
          .digits()
          .length(10)
          .build();

  private Visegrad() {}

  static List<Scheme> schemes() {
    var schemes = new ArrayList<Scheme>();
    schemes.add(ico("cz.ico", "Czech company number (IČO)"));
    schemes.add(ico("sk.ico", "Slovak company number (IČO)"));
    schemes.addAll(List.of(HU, PL, REGON, KRS));
    schemes.addAll(Vat.of("CZ", CZ, "cz.dic"));
    schemes.addAll(Vat.of("HU", HU));
    schemes.addAll(Vat.of("PL", PL));
    schemes.addAll(Vat.of("SK", SK, "sk.dph"));
    return schemes;
  }

  private static boolean elevenThenTen(String number, int... weights) {
    return CheckDigits.sum(number, weights) % 11 % 10 == CheckDigits.digit(number, weights.length);
  }

  private static boolean icoAgrees(String number) {
    int check = (11 - CheckDigits.sum(number, 8, 7, 6, 5, 4, 3, 2) % 11) % 10;
    return check == CheckDigits.digit(number, 7);
  }

  private static boolean specialAgrees(String number) {
    int check = 11 - CheckDigits.sumFrom(number, 1, 8, 7, 6, 5, 4, 3, 2) % 11;
    return Math.floorMod(9 - check, 10) == CheckDigits.digit(number, 8);
  }

  private static @Nullable Invalid birthNumber(String number) {
    boolean ten = number.length() == 10;
    int year = 1900 + Dates.two(number, 0);
    if (!ten && year >= 1980) {
      year -= 100;
    }
    if (!ten && year > 1953) {
      return NINE_DIGITS;
    }
    if (ten && year < 1954) {
      year += 100;
    }
    int month = Dates.two(number, 2) % 50 % 20;
    if (!Dates.exists(year, month, Dates.two(number, 4))) {
      return DATE;
    }
    if (!ten) {
      return null;
    }
    long rest = CheckDigits.number(number, 0, 9) % 11;
    boolean agrees = (year < 1985 ? rest % 10 : rest) == CheckDigits.digit(number, 9);
    return agrees ? null : CHECK;
  }
}
