package org.sellerregistry.identifier;

/**
 * Check digits inside the account numbers of countries whose banks all follow one published rule.
 * Countries whose rule depends on the bank (Germany, the United Kingdom, Sweden) or no longer binds
 * (the Netherlands) are not checked: a false rejection would cost a payment account.
 */
final class NationalAccounts {
  /** Values of letters at odd places, Italian control character (ABI). */
  private static final int[] ITALIAN_ODD = {
    1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23
  };

  private NationalAccounts() {}

  /**
   * Whether a BBAN of the right structure agrees with its country's check digits, if it has any.
   */
  static boolean agrees(String country, String bban) {
    return switch (country) {
      case "BE" -> belgian(bban);
      case "CZ", "SK" -> czech(bban);
      case "EE" -> estonian(bban);
      case "ES" -> spanish(bban);
      case "FI" -> CheckDigits.luhn(bban);
      case "FR", "MC" -> french(bban);
      case "HR" ->
          CheckDigits.mod11And10(bban.substring(0, 7)) && CheckDigits.mod11And10(bban.substring(7));
      case "HU" -> hungarian(bban);
      case "IT", "SM" -> italian(bban);
      case "NO" -> CheckDigits.sum(bban, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0;
      case "PL" -> CheckDigits.sum(bban, 3, 9, 7, 1, 3, 9, 7, 1) % 10 == 0;
      case "BA", "ME", "MK", "PT", "RS", "SI" -> CheckDigits.mod97(bban);
      default -> true;
    };
  }

  /** Ten digits mod 97, where 0 is written 97. */
  private static boolean belgian(String bban) {
    long rest = CheckDigits.number(bban, 0, 10) % 97;
    return (rest == 0 ? 97 : rest) == Dates.two(bban, 10);
  }

  /** Decree 169/2011: prefix of six and number of ten digits, each with weights 2^i mod 11. */
  private static boolean czech(String bban) {
    return CheckDigits.sumFrom(bban, 4, 10, 5, 8, 4, 2, 1) % 11 == 0
        && CheckDigits.sumFrom(bban, 10, 6, 3, 7, 9, 10, 5, 8, 4, 2, 1) % 11 == 0;
  }

  /** Weights 7, 3, 1 from the right over the digits after the bank. */
  private static boolean estonian(String bban) {
    return CheckDigits.sumFrom(bban, 2, 7, 1, 3, 7, 1, 3, 7, 1, 3, 7, 1, 3, 7, 1) % 10 == 0;
  }

  /** Código cuenta cliente: one digit for bank and branch, one for the account. */
  static boolean spanish(String ccc) {
    return spanishDigit(CheckDigits.sum(ccc, 4, 8, 5, 10, 9, 7, 3, 6)) == CheckDigits.digit(ccc, 8)
        && spanishDigit(CheckDigits.sumFrom(ccc, 10, 1, 2, 4, 8, 5, 10, 9, 7, 3, 6))
            == CheckDigits.digit(ccc, 9);
  }

  private static int spanishDigit(int sum) {
    int check = 11 - sum % 11;
    return check == 11 ? 0 : check == 10 ? 1 : check;
  }

  /** Relevé d'identité bancaire: the whole with its key is a multiple of 97. */
  private static boolean french(String bban) {
    int rest = 0;
    for (int i = 0; i < bban.length(); i++) {
      int v = CheckDigits.value(bban.charAt(i));
      rest = (rest * 10 + (v < 10 ? v : (v < 28 ? (v - 10) % 9 + 1 : v - 26))) % 97;
    }
    return rest == 0;
  }

  /** Weights 9, 7, 3, 1: the first eight digits, and the rest. */
  private static boolean hungarian(String bban) {
    return CheckDigits.sum(bban, 9, 7, 3, 1, 9, 7, 3, 1) % 10 == 0
        && CheckDigits.sumFrom(bban, 8, 9, 7, 3, 1, 9, 7, 3, 1, 9, 7, 3, 1, 9, 7, 3, 1) % 10 == 0;
  }

  /** The first letter (CIN) follows from the rest. */
  private static boolean italian(String bban) {
    return italianLetter(bban, 1, bban.length()) == bban.charAt(0);
  }

  /** The control letter of Italian codes: values by odd and even place, mod 26. */
  static char italianLetter(String code, int from, int to) {
    int sum = 0;
    for (int i = from; i < to; i++) {
      int v = CheckDigits.value(code.charAt(i));
      int index = v < 10 ? v : v - 10;
      sum += (i - from) % 2 == 0 ? ITALIAN_ODD[index] : index;
    }
    return (char) ('A' + sum % 26);
  }
}
