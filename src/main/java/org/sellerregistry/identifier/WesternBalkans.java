package org.sellerregistry.identifier;

import java.util.List;

/** Albania, Montenegro, North Macedonia, Serbia, and Slovenia's business register. */
final class WesternBalkans {
  private static final NumberScheme AL =
      NumberScheme.named("al.nipt", "Albanian taxpayer number (NIPT)")
          .separators(" ")
          .prefix("(AL)", "AL")
          .length(10)
          .characters("ABCDEFGHIJKLM", 0, 1)
          .digits(1, 9)
          .letters(9, 10)
          .build();

  private static final NumberScheme ME =
      NumberScheme.named("me.pib", "Montenegrin tax number (PIB)")
          .separators(" ")
          .length(8)
          .digits()
          .checksum(n -> restOf11(CheckDigits.sum(n, 8, 7, 6, 5, 4, 3, 2), n))
          .build();

  /** The prefix is written in Latin or Cyrillic letters. */
  private static final NumberScheme MK =
      NumberScheme.named("mk.edb", "North Macedonian tax number (EDB)")
          .prefix("MK", "\u041C\u041A")
          .length(13)
          .digits()
          .checksum(n -> restOf11(CheckDigits.sum(n, 7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2), n))
          .build();

  private static final NumberScheme RS =
      NumberScheme.named("rs.pib", "Serbian tax number (PIB)")
          .separators(" -.")
          .digits()
          .length(9)
          .checksum(CheckDigits::mod11And10)
          .build();

  /**
   * Regulation on the maintenance of the business register: six digits and a check digit; a part of
   * a business has three characters more, the first of which may be a letter, and 000 is the seat.
   */
  private static final NumberScheme SI =
      NumberScheme.named("si.maticna", "Slovenian register number (matična številka)")
          .separators(". ")
          .rewrite(n -> n.length() == 10 && n.endsWith("000") ? n.substring(0, 7) : n)
          .length(7, 10)
          .digits(0, 6)
          .format(
              "ends in the number of a part",
              n ->
                  n.length() == 7
                      || (CheckDigits.ALPHANUMERIC.indexOf(n.charAt(7)) >= 0
                          && CheckDigits.isDigit(n.charAt(8))
                          && CheckDigits.isDigit(n.charAt(9))))
          .checksum(n -> {
            int rest = CheckDigits.sum(n, 7, 6, 5, 4, 3, 2) % 11;
            return rest != 0 && (11 - rest) % 10 == CheckDigits.digit(n, 6);
          })
          .build();

  private WesternBalkans() {}

  static List<Scheme> schemes() {
    return List.of(AL, ME, MK, RS, SI);
  }

  private static boolean restOf11(int sum, String number) {
    return Math.floorMod(-sum, 11) % 10 == CheckDigits.digit(number, number.length() - 1);
  }
}
