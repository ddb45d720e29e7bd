package org.sellerregistry.identifier;

import java.util.ArrayList;
import java.util.List;

/** Austria, Switzerland. */
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

  /** Verordnung ueber die Unternehmens-Identifikationsnummer: weights 5 4 3 2 7 6 5 4 mod 11. */
  private static final NumberScheme CH =
      NumberScheme.named("ch.uid", "Swiss enterprise number (UID)")
          .separators(" -.")
          .length(12)
          .component("begins with CHE", n -> n.startsWith("CHE"))
          .digits(3, 12)
          .checksum(n -> CheckDigits.sumFrom(n, 3, 5, 4, 3, 2, 7, 6, 5, 4, 1) % 11 == 0)
          .display("###-###.###.###")
          .build();

  private Alps() {}

  static List<Scheme> schemes() {
    var schemes = new ArrayList<Scheme>(Vat.of("AT", AT, "at.uid"));
    schemes.add(CH);
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
