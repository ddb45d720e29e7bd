package org.sellerregistry.identifier;

import java.util.ArrayList;
import java.util.List;

/** France and Monaco: Sirene numbers (Insee), VAT number. */
final class France {
  private static final String LA_POSTE = "356000000";

  static final NumberScheme SIREN =
      NumberScheme.named("fr.siren", "French company number (SIREN)")
          .separators(" -.")
          .digits()
          .length(9)
          .checksum(CheckDigits::luhn)
          .display("### ### ###")
          .build();

  /** The SIREN and a number of the establishment; La Poste's have a digit sum divisible by 5. */
  private static final NumberScheme SIRET =
      NumberScheme.named("fr.siret", "French establishment number (SIRET)")
          .separators(" -.")
          .digits()
          .length(14)
          .then(n -> SIREN.judge(n.substring(0, 9)))
          .checksum(n ->
              CheckDigits.luhn(n)
                  || (n.startsWith(LA_POSTE) && n.chars().map(c -> c - '0').sum() % 5 == 0))
          .display("### ### ### #####")
          .build();

  /**
   * Article 286 ter of the tax code: a key and the SIREN. The key is of digits (12 + 3 (SIREN mod
   * 97) mod 97) or has letters other than I and O; Monaco's numbers have 000 after the key.
   */
  private static final NumberScheme TVA =
      NumberScheme.named("fr.vat", "French VAT number (TVA)")
          .separators(" -.")
          .prefix("FR")
          .characters("0123456789ABCDEFGHJKLMNPQRSTUVWXYZ", 0, 2)
          .digits(2, Integer.MAX_VALUE)
          .length(11)
          .then(n -> n.startsWith("000", 2) ? null : SIREN.judge(n.substring(2)))
          .checksum(France::keyAgrees)
          .build();

  /** The town of the registry, A (a person) or B, C, D (companies), and the SIREN. */
  private static final NumberScheme RCS =
      NumberScheme.named("fr.rcs", "French commercial register number (RCS)")
          .separators("")
          .rewrite(France::canonicalRcs)
          .format("is RCS, a town, A to D and a SIREN", n -> n.length() > 13)
          .then(n -> SIREN.judge(n.substring(n.length() - 9)))
          .build();

  private France() {}

  static List<Scheme> schemes() {
    var schemes = new ArrayList<Scheme>(List.of(SIREN, SIRET, RCS));
    schemes.addAll(Vat.of("FR", TVA, "fr.tva"));
    return schemes;
  }

  private static boolean keyAgrees(String number) {
    long siren = CheckDigits.number(number, 2, 11);
    boolean firstDigit = number.charAt(0) <= '9';
    if (firstDigit && number.charAt(1) <= '9') {
      return (siren * 100 + 12) % 97 == Dates.two(number, 0);
    }
    int first = KEY.indexOf(number.charAt(0));
    int second = KEY.indexOf(number.charAt(1));
    int key = firstDigit ? first * 24 + second - 10 : first * 34 + second - 100;
    return (siren + 1 + key / 11) % 11 == key % 11;
  }

  private static final String KEY = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ";

  /** Town, letter and SIREN with single spaces; empty where the number has another shape. */
  private static String canonicalRcs(String number) {
    int end = number.length();
    var siren = new StringBuilder(9);
    while (end > 0 && siren.length() < 9 && isDigitOrSpace(number.charAt(end - 1))) {
      char c = number.charAt(--end);
      if (c != ' ') {
        siren.insert(0, c);
      }
    }
    String head = number.substring(0, end).strip();
    if (siren.length() != 9 || !head.startsWith("RCS ") || head.length() < 7) {
      return "";
    }
    char letter = head.charAt(head.length() - 1);
    String town = head.substring(4, head.length() - 1).strip();
    boolean separate = head.charAt(head.length() - 2) == ' ';
    boolean shaped = letter >= 'A' && letter <= 'D' && separate && !town.isEmpty();
    return shaped ? "RCS " + town + " " + letter + " " + siren : "";
  }

  private static boolean isDigitOrSpace(char c) {
    return c == ' ' || CheckDigits.isDigit(c);
  }
}
