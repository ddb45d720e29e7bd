package org.sellerregistry.identifier;

import java.util.List;

/** Australia and New Zealand. */
final class Oceania {
  /** Australian Business Register: one less in the first place, weights mod 89. */
  private static final NumberScheme ABN =
      NumberScheme.named("au.abn", "Australian business number (ABN)")
          .separators(" ")
          .digits()
          .length(11)
          .checksum(n ->
              (CheckDigits.sum(n, 10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19) - 10) % 89 == 0
                  && n.charAt(0) != '0')
          .display("## ### ### ###")
          .build();

  /** Corporations Regulations, schedule: weights 8 to 1 mod 10. */
  private static final NumberScheme ACN =
      NumberScheme.named("au.acn", "Australian company number (ACN)")
          .separators(" ")
          .digits()
          .length(9)
          .checksum(CheckDigits.weighted(10, 8, 7, 6, 5, 4, 3, 2, 1, 1))
          .display("### ### ###")
          .build();

  /** Inland Revenue: numbers from 10,000,001 below 150,000,000, two rounds of weights mod 11. */
  private static final NumberScheme IRD =
      NumberScheme.named("nz.ird", "New Zealand IRD number")
          .prefix("NZ")
          .length(8, 9)
          .digits()
          .component("is in the range in use", n -> inUse(CheckDigits.number(n, 0, n.length())))
          .checksum(Oceania::irdAgrees)
          .normal(n -> n.length() == 8 ? "0" + n : n)
          .display("###-###-###")
          .build();

  private Oceania() {}

  static List<Scheme> schemes() {
    return List.of(ABN, ACN, IRD);
  }

  private static boolean inUse(long number) {
    return number > 10_000_000 && number < 150_000_000;
  }

  private static boolean irdAgrees(String number) {
    String n = number.length() == 8 ? "0" + number : number;
    int check = Math.floorMod(-CheckDigits.sum(n, 3, 2, 7, 6, 5, 4, 3, 2), 11);
    if (check == 10) {
      check = Math.floorMod(-CheckDigits.sum(n, 7, 4, 3, 2, 5, 2, 7, 6), 11);
    }
    return check == CheckDigits.digit(n, 8);
  }
}
