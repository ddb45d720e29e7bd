package org.sellerregistry.identifier;

import java.util.List;

/** India: income tax and goods and services tax. */
final class IndianSchemes {
  /** Income-tax Rules, rule 114: the fourth letter is the kind of holder. */
  private static final NumberScheme PAN =
      NumberScheme.named("in.pan", "Indian permanent account number (PAN)")
          .length(10)
          .letters(0, 5)
          .digits(5, 9)
          .letters(9, 10)
          .component("has a kind of holder", n -> "ABCEFGHJKLPT".indexOf(n.charAt(3)) >= 0)
          .component("has a serial number", n -> !n.startsWith("0000", 5))
          .build();

  /** State, PAN, number of the registration, Z, check character by Luhn mod 36. */
  private static final NumberScheme GSTIN =
      NumberScheme.named("in.gstin", "Indian GST number (GSTIN)")
          .length(15)
          .digits(0, 2)
          .letters(2, 7)
          .digits(7, 11)
          .letters(11, 12)
          .characters(CheckDigits.ALPHANUMERIC, 12, 15)
          .component("begins with a state", n -> isState(Dates.two(n, 0)))
          .component("counts its registration from 1", n -> n.charAt(12) != '0')
          .component("has Z in place 14", n -> n.charAt(13) == 'Z')
          .then(n -> PAN.judge(n.substring(2, 12)))
          .checksum(IndianSchemes::luhnMod36)
          .build();

  private IndianSchemes() {}

  static List<Scheme> schemes() {
    return List.of(PAN, GSTIN);
  }

  private static boolean isState(int state) {
    return (state >= 1 && state <= 38) || state == 96 || state == 97 || state == 99;
  }

  private static boolean luhnMod36(String number) {
    int sum = 0;
    for (int i = 0; i < number.length(); i++) {
      int v = CheckDigits.value(number.charAt(i)) * (i % 2 + 1);
      sum += v / 36 + v % 36;
    }
    return sum % 36 == 0;
  }
}
