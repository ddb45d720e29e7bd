package org.sellerregistry.identifier;

import java.util.ArrayList;
import java.util.List;

/** Italy, San Marino, Malta, Cyprus, Greece. */
final class Mediterranean {
  /** Partita IVA: Luhn; places 8 to 10 are the office that issued it. */
  static final NumberScheme IT =
      NumberScheme.named("it.iva", "Italian VAT number (partita IVA)")
          .separators(" -:")
          .prefix("IT")
          .digits()
          .format("is not zero", n -> n.chars().anyMatch(c -> c != '0'))
          .length(11)
          .component("has a taxpayer's number before its office", n -> !n.startsWith("0000000"))
          .component("has an existing office", n -> isOffice((int) CheckDigits.number(n, 7, 10)))
          .checksum(CheckDigits::luhn)
          .build();

  private static final NumberScheme MT =
      NumberScheme.named("mt.vat", "Maltese VAT number")
          .prefix("MT")
          .digits()
          .format("does not begin with 0", n -> n.charAt(0) != '0')
          .length(8)
          .checksum(CheckDigits.weighted(37, 3, 4, 6, 7, 8, 9, 10, 1))
          .build();

  private static final NumberScheme CY =
      NumberScheme.named("cy.vat", "Cypriot VAT number")
          .prefix("CY")
          .digits(0, -1)
          .length(9)
          .component("does not begin with 12", n -> !n.startsWith("12"))
          .checksum(Mediterranean::cypriotLetterAgrees)
          .build();

  private static final NumberScheme EL =
      NumberScheme.named("el.vat", "Greek VAT number (AFM)")
          .separators(" -./:")
          .prefix("EL", "GR")
          .padded(8, 9)
          .digits()
          .length(9)
          .checksum(n ->
              CheckDigits.sum(n, 256, 128, 64, 32, 16, 8, 4, 2) % 11 % 10
                  == CheckDigits.digit(n, 8))
          .build();

  /** Codice operatore economico: up to five digits. */
  private static final NumberScheme SM =
      NumberScheme.named("sm.coe", "San Marino operator code (COE)")
          .separators(" .")
          .prefix("SM")
          .rewrite(CentralAmerica::withoutLeadingZeros)
          .lengthBetween(1, 5)
          .digits()
          .build();

  private Mediterranean() {}

  static List<Scheme> schemes() {
    var schemes = new ArrayList<Scheme>(List.of(IT, SM));
    schemes.addAll(Vat.of("IT", IT));
    schemes.addAll(Vat.of("MT", MT));
    schemes.addAll(Vat.of("CY", CY));
    schemes.addAll(Vat.of("EL", EL, "gr.vat"));
    schemes.add(new ItalianRea());
    schemes.add(new ItalianFiscalCode());
    return schemes;
  }

  private static boolean isOffice(int office) {
    return (office >= 1 && office <= 100)
        || office == 120
        || office == 121
        || office == 888
        || office == 999;
  }

  /** Digits in odd places count by a table of their own; the sum mod 26 is a letter. */
  private static boolean cypriotLetterAgrees(String number) {
    int sum = 0;
    for (int i = 0; i < 8; i++) {
      int d = CheckDigits.digit(number, i);
      sum += i % 2 == 1 ? d : CYPRIOT[d];
    }
    return 'A' + sum % 26 == number.charAt(8);
  }

  private static final int[] CYPRIOT = {1, 0, 5, 7, 9, 13, 15, 17, 19, 21};
}
