package org.sellerregistry.identifier;

import java.util.ArrayList;
import java.util.List;

/** Germany: VAT number (Bundeszentralamt fuer Steuern), tax numbers. */
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

  private Germany() {}

  static List<Scheme> schemes() {
    var schemes = new ArrayList<Scheme>(Vat.of("DE", VAT));
    schemes.add(new GermanRegister("de.handelsregister"));
    schemes.add(new GermanRegister("de.handelsregisternummer"));
    return schemes;
  }
}
