package org.sellerregistry.identifier;

import java.util.ArrayList;
import java.util.List;

/** Germany: VAT number (Bundeszentralamt für Steuern), tax numbers. */
final class Germany {
  /** USt-IdNr., section 27a UStG: nine digits by ISO 7064 mod 11-10. */
  static final NumberScheme VAT =
      NumberScheme.named("de.vat", "German VAT number (USt-IdNr.)")
          .separators(" -./,")
          .prefix("DE")
          .digits()
          .format("does not begin with 0", n -> n.charAt(0) != '0')
          .length(9)
          .checksum(CheckDigits::mod11And10)
          .build();

  /** Section 139b AO: of the first ten digits exactly one comes twice or three times. */
  private static final NumberScheme IDNR =
      NumberScheme.named("de.idnr", "German personal tax number (IdNr.)")
          .separators(" -./,")
          .digits()
          .length(11)
          .format("does not begin with 0", n -> n.charAt(0) != '0')
          .format("repeats exactly one of its first ten digits", Germany::repeatsOne)
          .checksum(CheckDigits::mod11And10)
          .build();

  /** The Länder's forms of ten or eleven digits, or the federal one of thirteen. */
  private static final NumberScheme STNR =
      NumberScheme.named("de.stnr", "German tax number (Steuernummer)")
          .separators(" -./,")
          .digits()
          .length(10, 11, 13)
          .format("has a Land in front and 0 in place 5", n -> n.length() < 13 || isFederal(n))
          .build();

  private Germany() {}

  static List<Scheme> schemes() {
    var schemes = new ArrayList<Scheme>(Vat.of("DE", VAT));
    schemes.add(new GermanRegister("de.handelsregister"));
    schemes.add(new GermanRegister("de.handelsregisternummer"));
    schemes.add(IDNR);
    schemes.add(STNR);
    return schemes;
  }

  private static boolean repeatsOne(String number) {
    int[] counts = new int[10];
    for (int i = 0; i < 10; i++) {
      counts[CheckDigits.digit(number, i)]++;
    }
    int repeated = 0;
    for (int count : counts) {
      if (count > 3) {
        return false;
      }
      repeated += count > 1 ? 1 : 0;
    }
    return repeated == 1;
  }

  private static boolean isFederal(String number) {
    boolean land =
        switch (Dates.two(number, 0)) {
          case 10, 11, 21, 22, 23, 24, 26, 27, 28, 30, 31, 32, 40, 41 -> true;
          default -> number.charAt(0) == '5' || number.charAt(0) == '9';
        };
    return land && number.charAt(4) == '0';
  }
}
