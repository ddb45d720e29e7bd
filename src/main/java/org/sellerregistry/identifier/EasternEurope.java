package org.sellerregistry.identifier;

import java.util.List;

/** Ukraine. */
final class EasternEurope {
  /** Weights 1 to 7, or 7, 1 to 6 for numbers from 30,000,000 to 60,000,000; once more plus 2. */
  private static final NumberScheme EDRPOU =
      NumberScheme.named("ua.edrpou", "Ukrainian company code (EDRPOU)")
          .separators(" ")
          .length(8)
          .digits()
          .checksum(EasternEurope::edrpouAgrees)
          .build();

  private EasternEurope() {}

  static List<Scheme> schemes() {
    return List.of(EDRPOU);
  }

  private static boolean edrpouAgrees(String n) {
    boolean middle = n.charAt(0) >= '3' && n.charAt(0) < '6';
    int check =
        (middle ? CheckDigits.sum(n, 7, 1, 2, 3, 4, 5, 6) : CheckDigits.sum(n, 1, 2, 3, 4, 5, 6, 7))
            % 11;
    if (check == 10) {
      check =
          (middle
                  ? CheckDigits.sum(n, 9, 3, 4, 5, 6, 7, 8)
                  : CheckDigits.sum(n, 3, 4, 5, 6, 7, 8, 9))
              % 11
              % 10;
    }
    return check == CheckDigits.digit(n, 7);
  }
}
