package org.sellerregistry.identifier;

import java.util.ArrayList;
import java.util.List;

/** Andorra, Spain (Orden EHA/451/2008, Real Decreto 1065/2007) and Portugal. */
final class Iberia {
  private static final String DNI_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE";

  private static final NumberScheme DNI =
      NumberScheme.named("es.dni", "Spanish identity number (DNI)")
          .separators(" -.")
          .digits(0, -1)
          .length(9)
          .checksum(n -> letterAgrees(CheckDigits.number(n, 0, 8), n))
          .build();

  private static final NumberScheme NIE =
      NumberScheme.named("es.nie", "Spanish number for foreigners (NIE)")
          .separators(" -.")
          .characters("XYZ", 0, 1)
          .digits(1, -1)
          .length(9)
          .checksum(
              n -> letterAgrees((n.charAt(0) - 'X') * 10_000_000L + CheckDigits.number(n, 1, 8), n))
          .build();

  /**
   * Which kinds of entity have a digit and which a letter as check character has changed over time,
   * so both are accepted.
   */
  private static final NumberScheme CIF =
      NumberScheme.named("es.cif", "Spanish company tax number (CIF)")
          .separators(" -.")
          .prefix("ES")
          .digits(1, -1)
          .length(9)
          .characters("ABCDEFGHJNPQRSUVW", 0, 1)
          .checksum(Iberia::controlAgrees)
          .build();

  /** K (minors), L (Spaniards abroad), M (foreigners without NIE). */
  private static final NumberScheme PERSON =
      NumberScheme.named("es.nif", "Spanish tax number of a person")
          .checksum(n -> letterAgrees(CheckDigits.number(n, 1, 8), n))
          .build();

  private static final NumberScheme NIF =
      NumberScheme.named("es.nif", "Spanish tax number (NIF)")
          .separators(" -.")
          .prefix("ES")
          .digits(1, -1)
          .length(9)
          .then(n ->
              switch (n.charAt(0)) {
                case 'X', 'Y', 'Z' -> NIE.judge(n);
                case 'K', 'L', 'M' -> PERSON.judge(n);
                case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> DNI.judge(n);
                default -> CIF.judge(n);
              })
          .build();

  private static final NumberScheme PT =
      NumberScheme.named("pt.nif", "Portuguese tax number (NIF)")
          .separators(" -.")
          .prefix("PT")
          .digits()
          .format("does not begin with 0", n -> n.charAt(0) != '0')
          .length(9)
          .checksum(n -> {
            int rest = CheckDigits.sum(n, 9, 8, 7, 6, 5, 4, 3, 2) % 11;
            return (rest < 2 ? 0 : 11 - rest) == CheckDigits.digit(n, 8);
          })
          .display("### ### ###")
          .build();

  /**
   * Andorra: kind of holder, six digits, control letter; the digits tell companies from persons.
   */
  private static final NumberScheme AD =
      NumberScheme.named("ad.nrt", "Andorran tax number (NRT)")
          .separators(" -.")
          .length(8)
          .letters(0, 1)
          .letters(7, 8)
          .digits(1, 7)
          .component("begins with a kind of holder", n -> "ACDEFGLOPU".indexOf(n.charAt(0)) >= 0)
          .component("has a number of its kind", Iberia::hasNumberOfItsKind)
          .display("#-######-#")
          .build();

  /** Bank, branch, two check digits, account. */
  private static final NumberScheme CCC =
      NumberScheme.named("es.ccc", "Spanish account number (CCC)")
          .digits()
          .length(20)
          .checksum(NationalAccounts::spanish)
          .display("#### #### ## ##########")
          .build();

  private Iberia() {}

  static List<Scheme> schemes() {
    var schemes = new ArrayList<Scheme>(List.of(AD, CCC, DNI, NIE, CIF, NIF, PT));
    schemes.addAll(Vat.of("ES", NIF));
    schemes.addAll(Vat.of("PT", PT));
    return schemes;
  }

  private static boolean hasNumberOfItsKind(String n) {
    long number = CheckDigits.number(n, 1, 7);
    return switch (n.charAt(0)) {
      case 'F' -> number <= 699_999;
      case 'A', 'L' -> number > 699_999 && number < 800_000;
      default -> true;
    };
  }

  private static boolean letterAgrees(long number, String whole) {
    return DNI_LETTERS.charAt((int) (number % 23)) == whole.charAt(whole.length() - 1);
  }

  private static boolean controlAgrees(String number) {
    int control = (10 - CheckDigits.luhnSum(number, 1, 8, true) % 10) % 10;
    char last = number.charAt(8);
    return last == '0' + control || last == "JABCDEFGHI".charAt(control);
  }
}
