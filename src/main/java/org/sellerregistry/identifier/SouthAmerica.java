package org.sellerregistry.identifier;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.identifier.Verdict.Invalid;

/** Spanish-speaking South America. */
final class SouthAmerica {
  private static final int[] COLOMBIAN = {3, 7, 13, 17, 19, 23, 29, 37, 41, 43, 47, 53, 59, 67, 71};

  private static final NumberScheme CL =
      NumberScheme.named("cl.rut", "Chilean tax number (RUT)")
          .separators(" -.")
          .prefix("CL")
          .length(8, 9)
          .digits(0, -1)
          .checksum(SouthAmerica::chileanAgrees)
          .display("#.###.###-#", "##.###.###-#")
          .build();

  /** DIAN, Orden Administrativa 4 of 1989: primes as weights from the right, mod 11. */
  private static final NumberScheme CO =
      NumberScheme.named("co.nit", "Colombian tax number (NIT)")
          .separators(" -.,")
          .lengthBetween(8, 16)
          .digits()
          .checksum(SouthAmerica::colombianAgrees)
          .display("###.###.###-#")
          .build();

  private static final NumberScheme EC =
      NumberScheme.named("ec.ruc", "Ecuadorian taxpayer number (RUC)")
          .length(13)
          .digits()
          .component("begins with a province", n -> isProvince(Dates.two(n, 0)))
          .then(SouthAmerica::ecuadorian)
          .build();

  private static final NumberScheme PE =
      NumberScheme.named("pe.ruc", "Peruvian taxpayer number (RUC)")
          .separators(" ")
          .length(11)
          .digits()
          .component(
              "begins with 10, 15, 16, 17 or 20",
              n -> List.of("10", "15", "16", "17", "20").contains(n.substring(0, 2)))
          .checksum(n ->
              (11 - CheckDigits.sum(n, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2) % 11) % 10
                  == CheckDigits.digit(n, 10))
          .build();

  private static final NumberScheme PY =
      NumberScheme.named("py.ruc", "Paraguayan taxpayer number (RUC)")
          .separators(" -.")
          .lengthBetween(2, 9)
          .digits()
          .checksum(n -> {
            int sum = fromTheRight(n, Integer.MAX_VALUE);
            return Math.floorMod(-sum, 11) % 10 == CheckDigits.digit(n, n.length() - 1);
          })
          .display("########-#", "#######-#", "######-#", "#####-#")
          .build();

  private static final NumberScheme UY =
      NumberScheme.named("uy.rut", "Uruguayan tax number (RUT)")
          .prefix("UY")
          .length(12)
          .digits()
          .component("begins with a register, 01 to 22", n -> isRegister(Dates.two(n, 0)))
          .component("has a serial number", n -> !n.startsWith("000000", 2))
          .component("has 001 before its check digit", n -> n.startsWith("001", 8))
          .checksum(CheckDigits.weighted(11, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2, 1))
          .display("##-######-###-#")
          .build();

  /** SENIAT: the kind counts as 4 (V), 8 (E), 12 (J), 16 (P) or 20 (G). */
  private static final NumberScheme VE =
      NumberScheme.named("ve.rif", "Venezuelan tax number (RIF)")
          .length(10)
          .component("begins with V, E, J, P or G", n -> "VEJPG".indexOf(n.charAt(0)) >= 0)
          .digits(1, 10)
          .checksum(n -> {
            int kind = 4 * ("VEJPG".indexOf(n.charAt(0)) + 1);
            int rest = (kind + CheckDigits.sumFrom(n, 1, 3, 2, 7, 6, 5, 4, 3, 2)) % 11;
            return (rest < 2 ? 0 : 11 - rest) == CheckDigits.digit(n, 9);
          })
          .display("#-########-#")
          .build();

  private static final Invalid CHECK =
      Invalid.whole(Rule.CHECKSUM, "the check characters do not agree with the rest");
  private static final Invalid KIND = Invalid.whole(Rule.COMPONENT, "has a kind in place 3");
  private static final Invalid ESTABLISHMENT =
      Invalid.whole(Rule.COMPONENT, "ends in an establishment, from 1");

  private SouthAmerica() {}

  static List<Scheme> schemes() {
    return List.of(CL, CO, EC, PE, PY, UY, VE);
  }

  /** Weights 2, 3, ... from the right, the last digit left out, beginning again after the most. */
  private static int fromTheRight(String n, int most) {
    int sum = 0;
    int last = n.length() - 1;
    for (int i = 0; i < last; i++) {
      sum += ((last - 1 - i) % (most - 1) + 2) * CheckDigits.digit(n, i);
    }
    return sum;
  }

  private static boolean chileanAgrees(String n) {
    int check = (11 - fromTheRight(n, 7) % 11) % 11;
    return "0123456789K".charAt(check) == n.charAt(n.length() - 1);
  }

  private static boolean colombianAgrees(String n) {
    int last = n.length() - 1;
    int sum = 0;
    for (int i = 0; i < last; i++) {
      sum += COLOMBIAN[last - 1 - i] * CheckDigits.digit(n, i);
    }
    int rest = sum % 11;
    return (rest < 2 ? rest : 11 - rest) == CheckDigits.digit(n, last);
  }

  private static boolean isProvince(int province) {
    return (province >= 1 && province <= 24) || province == 30 || province == 50;
  }

  private static boolean isRegister(int register) {
    return register >= 1 && register <= 22;
  }

  /** SRI: place 3 is up to 5 for persons (6 too, for young ones), 6 for the state, 9 for firms. */
  private static @Nullable Invalid ecuadorian(String n) {
    int kind = CheckDigits.digit(n, 2);
    if (kind == 7 || kind == 8) {
      return KIND;
    }
    if (kind == 9) {
      return n.endsWith("000")
          ? ESTABLISHMENT
          : judged(CheckDigits.sum(n, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0);
    }
    if (kind == 6 && !n.endsWith("0000") && stateAgrees(n)) {
      return null;
    }
    return n.endsWith("000") ? ESTABLISHMENT : judged(personAgrees(n));
  }

  /** The establishment has four digits here. */
  private static boolean stateAgrees(String n) {
    return CheckDigits.sum(n, 3, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0;
  }

  private static boolean personAgrees(String n) {
    return CheckDigits.luhnSum(n, 0, 10, false) % 10 == 0;
  }

  private static @Nullable Invalid judged(boolean agrees) {
    return agrees ? null : CHECK;
  }
}
