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

  private Asia() {}

  static List<Scheme> schemes() {
    return List.of(CN, JP, KR, TR, IL, VN, HK);
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
}
