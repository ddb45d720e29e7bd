package org.sellerregistry.identifier;

import java.util.ArrayList;
import java.util.List;

/** Austria, Liechtenstein, Switzerland. */
final class Alps {
  /** UID, Austrian ministry of finance: U, seven digits and a check digit akin to Luhn's. */
  private static final NumberScheme AT =
      NumberScheme.named("at.vat", "Austrian VAT number (UID)")
          .separators(" -./")
          .prefix("AT")
          .format("begins with U", n -> n.startsWith("U"))
          .digits(1, Integer.MAX_VALUE)
          .length(9)
          .checksum(
              n -> (CheckDigits.luhnSum(n, 1, 8, false) + CheckDigits.digit(n, 8) + 4) % 10 == 0)
          .build();

  /** Verordnung über die Unternehmens-Identifikationsnummer: weights 5 4 3 2 7 6 5 4 mod 11. */
  private static final NumberScheme CH =
      NumberScheme.named("ch.uid", "Swiss enterprise number (UID)")
          .separators(" -.")
          .length(12)
          .component("begins with CHE", n -> n.startsWith("CHE"))
          .digits(3, 12)
          .checksum(n -> CheckDigits.sumFrom(n, 3, 5, 4, 3, 2, 7, 6, 5, 4, 1) % 11 == 0)
          .display("###-###.###.###")
          .build();

  /** The tax offices that numbers were issued by. */
  private static final String AT_OFFICES =
      " 03 04 06 07 08 09 10 12 15 16 18 22 23 29 33 38 41 46 51 52 53 54 57 59 61 65 67 68 69 71 72"
          + " 81 82 83 84 90 91 93 97 98 ";

  private static final NumberScheme AT_TIN =
      NumberScheme.named("at.tin", "Austrian tax number (Abgabenkontonummer)")
          .separators(" -./,")
          .length(9)
          .digits()
          .checksum(CheckDigits::luhn)
          .component(
              "begins with a tax office", n -> AT_OFFICES.contains(" " + n.substring(0, 2) + " "))
          .display("##-###/####")
          .build();

  private static final NumberScheme LI =
      NumberScheme.named("li.peid", "Liechtenstein person number (PEID)")
          .separators(" -.")
          .rewrite(CentralAmerica::withoutLeadingZeros)
          .lengthBetween(4, 12)
          .digits()
          .build();

  private Alps() {}

  static List<Scheme> schemes() {
    var schemes = new ArrayList<Scheme>(Vat.of("AT", AT, "at.uid"));
    schemes.addAll(List.of(AT_TIN, CH, LI));
    schemes.add(
        NumberScheme.named("ch.vat", "Swiss VAT number (MWST, TVA, IVA, TPV)")
            .separators(" -.")
            .length(15, 16)
            .then(n -> CH.judge(n.substring(0, 12)))
            .component(
                "ends in MWST, TVA, IVA or TPV",
                n -> List.of("MWST", "TVA", "IVA", "TPV").contains(n.substring(12)))
            .normal(n -> n.substring(0, 12) + "MWST")
            .display("###-###.###.### ####")
            .build());
    return schemes;
  }
}
