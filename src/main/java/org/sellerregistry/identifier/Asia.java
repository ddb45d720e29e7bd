package org.sellerregistry.identifier;

import java.util.List;

/** East, South and West Asia: the schemes with a published rule. */
final class Asia {
  private static final String USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY";

  /** GB 32100-2015: weights 3^i mod 31 over an alphabet without I, O, S, V, Z. */
  private static final NumberScheme CN =
      NumberScheme.named("cn.uscc", "Chinese unified social credit code (USCC)")
          .length(18)
          .digits(0, 8)
          .characters(USCC, 8, 18)
          .checksum(Asia::usccAgrees)
          .build();

  /** National Tax Agency: the first digit is 9 less the weighted rest mod 9. */
  private static final NumberScheme JP =
      NumberScheme.named("jp.cn", "Japanese corporate number")
          .length(13)
          .digits()
          .checksum(n ->
              9 - CheckDigits.sumFrom(n, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1) % 9
                  == CheckDigits.digit(n, 0))
          .display("#-####-####-####")
          .build();

  /** The tax service publishes the parts; the check digit that circulates is not published. */
  private static final NumberScheme KR =
      NumberScheme.named("kr.brn", "Korean business registration number")
          .length(10)
          .digits()
          .component("begins with a tax office, from 101", n -> n.compareTo("101") >= 0)
          .component("has a kind of taxpayer", n -> !n.startsWith("00", 3))
          .component("has a serial number", n -> !n.startsWith("0000", 5))
          .display("###-##-#####")
          .build();

  private static final NumberScheme TR =
      NumberScheme.named("tr.vkn", "Turkish tax number (VKN)")
          .separators(" ")
          .digits()
          .length(10)
          .checksum(Asia::vknAgrees)
          .build();

  private static final NumberScheme IL =
      NumberScheme.named("il.hp", "Israeli company number (hevra pratit)")
          .digits()
          .length(9)
          .component("begins with 5", n -> n.charAt(0) == '5')
          .checksum(CheckDigits::luhn)
          .build();

  private static final NumberScheme VN =
      NumberScheme.named("vn.mst", "Vietnamese tax code (MST)")
          .separators(" -.")
          .digits()
          .length(10, 13)
          .component("has a serial number", n -> !n.startsWith("0000000", 2))
          .component("has a branch, from 001", n -> n.length() == 10 || !n.endsWith("000"))
          .checksum(n ->
              10 - CheckDigits.sum(n, 31, 29, 23, 19, 17, 13, 7, 5, 3) % 11
                  == CheckDigits.digit(n, 9))
          .display("##########", "##########-###")
          .build();

  /** The Inland Revenue Department publishes no check digit. */
  private static final NumberScheme HK =
      NumberScheme.named("hk.brn", "Hong Kong business registration number")
          .digits()
          .length(8)
          .build();

  /**
   * Directorate General of Taxes: 15 digits, the first nine by Luhn; since 2024 16 digits, with 0
   * in front or a citizen's number (region, birth date with 40 added for women, serial).
   */
  private static final NumberScheme ID =
      NumberScheme.named("id.npwp", "Indonesian taxpayer number (NPWP)")
          .separators(" -.")
          .digits()
          .length(15, 16)
          .component("is a citizen's number or begins with 0", Asia::isNpwpOrCitizen)
          .checksum(n ->
              n.length() == 15
                  ? CheckDigits.luhnSum(n, 0, 9, false) % 10 == 0
                  : n.charAt(0) != '0' || CheckDigits.luhnSum(n, 0, 10, false) % 10 == 0)
          .normal(n -> n.length() == 15 ? "0" + n : n)
          .build();

  /** Only the last five digits before the check character are known to count. */
  private static final NumberScheme OM =
      NumberScheme.named("om.vat", "Omani VAT number")
          .length(12)
          .format("begins with OM", n -> n.startsWith("OM"))
          .digits(2, 11)
          .characters("0123456789X", 11, 12)
          .checksum(n ->
              "0123456789X".charAt((1 + CheckDigits.sumFrom(n, 6, 1, 6, 3, 7, 9)) % 11)
                  == n.charAt(11))
          .build();

  /** Thirteen digits for persons (from 1) and firms (0); weights 13 to 2 mod 11. */
  private static final NumberScheme TH =
      NumberScheme.named("th.tin", "Thai taxpayer number (TIN)")
          .format("has thirteen digits that begin with 0 to 8 and agree", Asia::isThai)
          .build();

  /** Ministry of Finance: digit sums of weights, a multiple of 5 since April 2023 (10 before). */
  private static final NumberScheme TW =
      NumberScheme.named("tw.ubn", "Taiwanese unified business number (UBN)")
          .length(8)
          .digits()
          .checksum(Asia::ubnAgrees)
          .build();

  private Asia() {}

  static List<Scheme> schemes() {
    return List.of(CN, JP, KR, TR, IL, VN, HK, ID, OM, TH, TW);
  }

  private static boolean usccAgrees(String number) {
    int sum = USCC.indexOf(number.charAt(17));
    int weight = 1;
    for (int i = 0; i < 17; i++) {
      sum += weight * USCC.indexOf(number.charAt(i));
      weight = weight * 3 % 31;
    }
    return sum % 31 == 0;
  }

  private static boolean vknAgrees(String number) {
    int sum = CheckDigits.digit(number, 9);
    for (int i = 0; i < 9; i++) {
      int shifted = (CheckDigits.digit(number, i) + 9 - i) % 10;
      int scaled = (shifted << (9 - i)) % 9;
      sum += shifted != 0 && scaled == 0 ? 9 : scaled;
    }
    return sum % 10 == 0;
  }

  private static boolean isNpwpOrCitizen(String n) {
    if (n.length() == 15 || n.charAt(0) == '0') {
      return true;
    }
    int day = Dates.two(n, 6) % 40;
    return Dates.exists(2000 + Dates.two(n, 10), Dates.two(n, 8), day)
        || Dates.exists(1900 + Dates.two(n, 10), Dates.two(n, 8), day);
  }

  private static boolean isThai(String n) {
    if (n.length() != 13 || n.charAt(0) == '9') {
      return false;
    }
    for (int i = 0; i < 13; i++) {
      if (!CheckDigits.isDigit(n.charAt(i))) {
        return false;
      }
    }
    return (11 - CheckDigits.sum(n, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2) % 11) % 10
        == CheckDigits.digit(n, 12);
  }

  /** A 7 in place 7 gives 28, whose digit sum 10 may count as 1 or 0. */
  private static boolean ubnAgrees(String n) {
    int sum = 0;
    for (int i = 0; i < 8; i++) {
      int product = CheckDigits.digit(n, i) * CheckDigits.digit("12121241", i);
      sum += product / 10 + product % 10;
    }
    return sum % 5 == 0 || (n.charAt(6) == '7' && (sum + 1) % 5 == 0);
  }
}
