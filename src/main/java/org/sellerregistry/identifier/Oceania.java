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

  private Oceania() {}

  static List<Scheme> schemes() {
    return List.of(ABN, ACN);
  }
}
