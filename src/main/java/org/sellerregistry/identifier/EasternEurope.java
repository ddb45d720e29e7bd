package org.sellerregistry.identifier;

import java.util.List;

/** Belarus, Moldova, Russia, Ukraine. */
final class EasternEurope {
  /** Weights 1 to 7, or 7, 1 to 6 for numbers from 30,000,000 to 60,000,000; once more plus 2. */
  private static final NumberScheme EDRPOU =
      NumberScheme.named("ua.edrpou", "Ukrainian company code (EDRPOU)")
          .separators(" ")
          .length(8)
          .digits()
          .checksum(EasternEurope::edrpouAgrees)
          .build();

  private static final String BY_LETTERS = "ABCEHKMOPT";

  /** Nine digits, or for persons two letters (Latin or Cyrillic look-alikes) and seven digits. */
  private static final NumberScheme BY =
      NumberScheme.named("by.unp", "Belarusian payer number (UNP)")
          .separators(" ")
          .prefix("UNP", "\u0423\u041D\u041F")
          .rewrite(EasternEurope::inLatin)
          .length(9)
          .digits(2, 9)
          .format("begins with two digits or two letters", EasternEurope::beginsAlike)
          .component("begins with a region", n -> "1234567ABCEHKM".indexOf(n.charAt(0)) >= 0)
          .checksum(EasternEurope::unpAgrees)
          .build();

  /** State Registration Chamber: register, year, number, check digit with weights 7 3 1. */
  private static final NumberScheme MD =
      NumberScheme.named("md.idno", "Moldovan company number (IDNO)")
          .separators(" ")
          .digits()
          .length(13)
          .checksum(n ->
              CheckDigits.sum(n, 7, 3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1) % 10
                  == CheckDigits.digit(n, 12))
          .build();

  /** Order of the tax service on the INN: ten digits for organisations, twelve for persons. */
  private static final NumberScheme INN =
      NumberScheme.named("ru.inn", "Russian taxpayer number (INN)")
          .separators(" ")
          .digits()
          .length(10, 12)
          .checksum(EasternEurope::innAgrees)
          .build();

  /**
   * Order of the ministry of finance on registration numbers: 1 or 5 begins an organisation's, 3 a
   * sole trader's; year, region, entry; the rest mod 11 or 13, last digit.
   */
  private static final NumberScheme OGRN =
      NumberScheme.named("ru.ogrn", "Russian registration number (OGRN, OGRNIP)")
          .separators(" ")
          .digits()
          .length(13, 15)
          .component(
              "begins with 1 or 5, or 3 for a sole trader",
              n -> (n.length() == 15 ? "3" : "15").indexOf(n.charAt(0)) >= 0)
          .component("has a region", n -> Dates.two(n, 3) > 0)
          .checksum(n -> {
            int last = n.length() - 1;
            return CheckDigits.number(n, 0, last) % (last - 1) % 10 == CheckDigits.digit(n, last);
          })
          .build();

  private EasternEurope() {}

  static List<Scheme> schemes() {
    return List.of(BY, MD, INN, OGRN, EDRPOU);
  }

  private static boolean edrpouAgrees(String n) {
    boolean middle = n.charAt(0) >= '3' && n.charAt(0) < '6';
    int check =
        (middle ? CheckDigits.sum(n, 7, 1, 2, 3, 4, 5, 6) : CheckDigits.sum(n, 1, 2, 3, 4, 5, 6, 7))
            % 11;
    if (check == 10) {
      check =
          (middle
                  ? CheckDigits.sum(n, 9, 3, 4, 5, 6, 7, 8)
                  : CheckDigits.sum(n, 3, 4, 5, 6, 7, 8, 9))
              % 11
              % 10;
    }
    return check == CheckDigits.digit(n, 7);
  }

  private static String inLatin(String number) {
    var latin = new StringBuilder(number.length());
    for (int i = 0; i < number.length(); i++) {
      int letter =
          "\u0410\u0412\u0421\u0415\u041D\u041A\u041C\u041E\u0420\u0422".indexOf(number.charAt(i));
      latin.append(letter < 0 ? number.charAt(i) : BY_LETTERS.charAt(letter));
    }
    return latin.toString();
  }

  private static boolean beginsAlike(String n) {
    boolean digits = CheckDigits.isDigit(n.charAt(0)) && CheckDigits.isDigit(n.charAt(1));
    return digits || (BY_LETTERS.indexOf(n.charAt(0)) >= 0 && BY_LETTERS.indexOf(n.charAt(1)) >= 0);
  }

  /** The first letter counts as in ISO 7064, the second by its place among those allowed. */
  private static boolean unpAgrees(String n) {
    int second =
        CheckDigits.isDigit(n.charAt(1))
            ? CheckDigits.digit(n, 1)
            : BY_LETTERS.indexOf(n.charAt(1));
    int sum =
        29 * CheckDigits.value(n.charAt(0))
            + 23 * second
            + CheckDigits.sumFrom(n, 2, 19, 17, 13, 7, 5, 3);
    return sum % 11 == CheckDigits.digit(n, 8);
  }

  private static boolean innAgrees(String n) {
    if (n.length() == 10) {
      return CheckDigits.sum(n, 2, 4, 10, 3, 5, 9, 4, 6, 8) % 11 % 10 == CheckDigits.digit(n, 9);
    }
    return CheckDigits.sum(n, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8) % 11 % 10 == CheckDigits.digit(n, 10)
        && CheckDigits.sum(n, 3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8) % 11 % 10
            == CheckDigits.digit(n, 11);
  }
}
