package org.sellerregistry.identifier;

import java.util.List;

/** United States, Canada, Brazil. */
final class Americas {
  /** IRS: the first two digits name the campus that assigned the number; no check digit. */
  private static final NumberScheme EIN =
      NumberScheme.named("us.ein", "US employer identification number (EIN)")
          .separators("")
          .rewrite(
              n -> n.length() == 10 && n.charAt(2) == '-' ? n.substring(0, 2) + n.substring(3) : n)
          .digits()
          .format("has nine digits", n -> n.length() == 9)
          .component("begins with a prefix in use", Americas::hasCampus)
          .display("##-#######")
          .build();

  private static final NumberScheme PROGRAM =
      NumberScheme.named("ca.bn", "Canadian program account")
          .component(
              "has a program of RC, RM, RP, RT",
              n -> List.of("RC", "RM", "RP", "RT").contains(n.substring(9, 11)))
          .digits(11, 15)
          .build();

  private static final NumberScheme BN =
      NumberScheme.named("ca.bn", "Canadian business number (BN)")
          .length(9, 15)
          .digits(0, 9)
          .checksum(n -> CheckDigits.luhnSum(n, 0, 9, false) % 10 == 0)
          .then(n -> n.length() == 9 ? null : PROGRAM.judge(n))
          .display("##### ####", "##### #### ## ####")
          .build();

  /**
   * Receita Federal, Instrução Normativa 2.119/2022 with 2.229/2024: from July 2026 the first
   * twelve characters may have letters, which count as their ASCII code less 48.
   */
  private static final NumberScheme CNPJ =
      NumberScheme.named("br.cnpj", "Brazilian company number (CNPJ)")
          .separators(" -./")
          .characters(CheckDigits.ALPHANUMERIC)
          .length(14)
          .digits(12, 14)
          .checksum(n -> cnpj(n, 12) && cnpj(n, 13))
          .display("##.###.###/####-##")
          .build();

  private Americas() {}

  static List<Scheme> schemes() {
    return List.of(EIN, BN, CNPJ);
  }

  private static boolean hasCampus(String number) {
    int campus = Dates.two(number, 0);
    return switch (campus) {
      case 0, 7, 8, 9, 17, 18, 19, 28, 29, 49, 69, 70, 78, 79, 89, 96, 97 -> false;
      default -> true;
    };
  }

  /** Weights 2 to 9 from the right, mod 11, where 10 counts as 0. */
  private static boolean cnpj(String number, int checked) {
    int sum = 0;
    for (int i = 0; i < checked; i++) {
      sum += ((checked - 1 - i) % 8 + 2) * (number.charAt(i) - '0');
    }
    int rest = sum % 11;
    return (rest < 2 ? 0 : 11 - rest) == CheckDigits.digit(number, checked);
  }
}
