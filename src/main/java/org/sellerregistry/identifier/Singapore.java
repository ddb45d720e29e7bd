package org.sellerregistry.identifier;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.identifier.Verdict.Invalid;

/** Singapore: unique entity number, of four shapes (ACRA, uen.gov.sg). */
final class Singapore {
  private static final String OTHER = "ABCDEFGHJKLMNPQRSTUVWX0123456789";

  private static final Set<String> ENTITIES =
      Set.of(
          "CC", "CD", "CH", "CL", "CM", "CP", "CS", "CX", "DP", "FB", "FC", "FM", "FN", "GA", "GB",
          "GS", "HS", "LL", "LP", "MB", "MC", "MD", "MH", "MM", "MQ", "NB", "NR", "PA", "PB", "PF",
          "RF", "RP", "SM", "SS", "TC", "TU", "VH", "XL");

  /** A business: eight digits and a letter. */
  private static final NumberScheme BUSINESS =
      NumberScheme.named("sg.uen", "Singaporean business")
          .digits(0, 8)
          .letters(8, 9)
          .checksum(n ->
              "XMKECAWLJDB".charAt(CheckDigits.sum(n, 10, 4, 9, 3, 8, 2, 7, 1) % 11) == n.charAt(8))
          .build();

  /** A local company: year, five digits and a letter. */
  private static final NumberScheme COMPANY =
      NumberScheme.named("sg.uen", "Singaporean company")
          .digits(0, 9)
          .letters(9, 10)
          .component("begins with a year", n -> CheckDigits.number(n, 0, 4) <= Dates.LATEST_YEAR)
          .checksum(n ->
              "ZKCMDNERGWH".charAt(CheckDigits.sum(n, 10, 8, 6, 4, 9, 7, 5, 3, 1) % 11)
                  == n.charAt(9))
          .build();

  /** Any other: century (R, S, T), year, kind of entity, four digits and a letter. */
  private static final NumberScheme ENTITY =
      NumberScheme.named("sg.uen", "Singaporean entity")
          .component("begins with R, S or T", n -> "RST".indexOf(n.charAt(0)) >= 0)
          .digits(1, 3)
          .component(
              "has a year that has come",
              n -> n.charAt(0) != 'T' || 2000 + Dates.two(n, 1) <= Dates.LATEST_YEAR)
          .component("has a kind of entity", n -> ENTITIES.contains(n.substring(3, 5)))
          .digits(5, 9)
          .characters(OTHER, 9, 10)
          .checksum(Singapore::entityAgrees)
          .build();

  /** A foreign company of before 2009; the rule of its check letter is not published. */
  private static final NumberScheme FOREIGN =
      NumberScheme.named("sg.uen", "Singaporean foreign company")
          .component("has 000 after F", n -> n.startsWith("000", 1))
          .digits(4, 9)
          .letters(9, 10)
          .build();

  private static final NumberScheme UEN =
      NumberScheme.named("sg.uen", "Singaporean unique entity number (UEN)")
          .rewrite(n -> n.startsWith("F") && n.length() == 7 ? "F000" + n.substring(1) : n)
          .length(9, 10)
          .then(Singapore::judge)
          .build();

  private Singapore() {}

  static List<Scheme> schemes() {
    return List.of(UEN);
  }

  private static @Nullable Invalid judge(String number) {
    if (number.length() == 9) {
      return BUSINESS.judge(number);
    }
    char first = number.charAt(0);
    if (first == 'F') {
      return FOREIGN.judge(number);
    }
    return first >= '0' && first <= '9' ? COMPANY.judge(number) : ENTITY.judge(number);
  }

  private static boolean entityAgrees(String number) {
    int[] weights = {4, 3, 5, 3, 10, 2, 2, 5, 7};
    int sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i] * OTHER.indexOf(number.charAt(i));
    }
    return OTHER.charAt(Math.floorMod(sum - 5, 11)) == number.charAt(9);
  }
}
