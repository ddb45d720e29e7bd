package org.sellerregistry.identifier;

import java.util.ArrayList;
import java.util.List;

/** Bulgaria, Croatia, Romania, Slovenia. */
final class Balkans {
  private static final NumberScheme BG =
      NumberScheme.named("bg.vat", "Bulgarian VAT number")
          .separators(" -.")
          .prefix("BG")
          .digits()
          .length(9, 10)
          .checksum(n -> n.length() == 9 ? unifiedCodeAgrees(n) : personAgrees(n))
          .build();

  private static final NumberScheme HR =
      NumberScheme.named("hr.oib", "Croatian personal or company number (OIB)")
          .prefix("HR")
          .digits()
          .length(11)
          .checksum(CheckDigits::mod11And10)
          .build();

  private static final NumberScheme RO =
      NumberScheme.named("ro.cui", "Romanian company tax number (CUI)")
          .prefix("RO")
          .digits()
          .format("does not begin with 0", n -> n.charAt(0) != '0')
          .lengthBetween(2, 10)
          .checksum(n ->
              CheckDigits.sum("0".repeat(10 - n.length()) + n, 7, 5, 3, 2, 1, 7, 5, 3, 2)
                      * 10
                      % 11
                      % 10
                  == CheckDigits.digit(n, n.length() - 1))
          .build();

  /** Personal number: sex and century, birth date, county, serial, check digit. */
  private static final NumberScheme CNP =
      NumberScheme.named("ro.cnp", "Romanian personal number (CNP)")
          .digits()
          .length(13)
          .format("does not begin with 0", n -> n.charAt(0) != '0')
          .component("has a birth date", Balkans::hasRomanianDate)
          .checksum(Balkans::cnpAgrees)
          .build();

  private static final NumberScheme RO_VAT =
      NumberScheme.named("ro.vat", "Romanian VAT number (CIF)")
          .prefix("RO")
          .length(2, 3, 4, 5, 6, 7, 8, 9, 10, 13)
          .then(n -> n.length() == 13 ? CNP.judge(n) : RO.judge(n))
          .build();

  private static final NumberScheme SI =
      NumberScheme.named("si.vat", "Slovenian VAT number (DDV)")
          .prefix("SI")
          .digits()
          .format("does not begin with 0", n -> n.charAt(0) != '0')
          .length(8)
          .checksum(n -> {
            int check = 11 - CheckDigits.sum(n, 8, 7, 6, 5, 4, 3, 2) % 11;
            return (check == 10 ? 0 : check) == CheckDigits.digit(n, 7);
          })
          .build();

  private Balkans() {}

  static List<Scheme> schemes() {
    var schemes = new ArrayList<Scheme>(List.of(HR, RO, CNP, new RomanianRegister()));
    schemes.addAll(Vat.of("BG", BG));
    schemes.addAll(Vat.of("HR", HR));
    schemes.addAll(Vat.of("RO", RO_VAT, "ro.cf"));
    schemes.addAll(Vat.of("SI", SI, "si.ddv"));
    return schemes;
  }

  private static boolean unifiedCodeAgrees(String n) {
    int check = CheckDigits.sum(n, 1, 2, 3, 4, 5, 6, 7, 8) % 11;
    if (check == 10) {
      check = CheckDigits.sum(n, 3, 4, 5, 6, 7, 8, 9, 10) % 11 % 10;
    }
    return check == CheckDigits.digit(n, 8);
  }

  /** A citizen's number, a foreigner's or another: which one, the number does not say. */
  private static boolean personAgrees(String n) {
    int last = CheckDigits.digit(n, 9);
    boolean citizen =
        CheckDigits.sum(n, 2, 4, 8, 5, 10, 9, 7, 3, 6) % 11 % 10 == last && hasBulgarianDate(n);
    boolean foreigner = CheckDigits.sum(n, 21, 19, 17, 13, 11, 9, 7, 3, 1) % 10 == last;
    int other = 11 - CheckDigits.sum(n, 4, 3, 2, 7, 6, 5, 4, 3, 2) % 11;
    return citizen || foreigner || (other == 11 ? 0 : other) == last;
  }

  private static boolean hasBulgarianDate(String n) {
    int month = Dates.two(n, 2);
    int century = month > 40 ? 2000 : month > 20 ? 1800 : 1900;
    return Dates.exists(century + Dates.two(n, 0), month % 20, Dates.two(n, 4));
  }

  private static boolean hasRomanianDate(String n) {
    int century =
        switch (n.charAt(0)) {
          case '3', '4' -> 1800;
          case '5', '6' -> 2000;
          default -> 1900;
        };
    return Dates.exists(century + Dates.two(n, 1), Dates.two(n, 3), Dates.two(n, 5));
  }

  private static boolean cnpAgrees(String n) {
    int check = CheckDigits.sum(n, 2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9) % 11;
    return (check == 10 ? 1 : check) == CheckDigits.digit(n, 12);
  }
}
