package org.sellerregistry.identifier;

import java.util.ArrayList;
import java.util.List;

/** Denmark, Faroe Islands, Finland, Iceland, Norway, Sweden. */
final class Nordics {
  private static final NumberScheme DK =
      NumberScheme.named("dk.cvr", "Danish company number (CVR)")
          .separators(" -.,/:")
          .prefix("DK")
          .digits()
          .format("does not begin with 0", n -> n.charAt(0) != '0')
          .length(8)
          .checksum(CheckDigits.weighted(11, 2, 7, 6, 5, 4, 3, 2, 1))
          .display("## ## ## ##")
          .build();

  private static final NumberScheme FI =
      NumberScheme.named("fi.ytunnus", "Finnish business identity code (Y-tunnus)")
          .separators(" -")
          .prefix("FI")
          .digits()
          .length(8)
          .checksum(CheckDigits.weighted(11, 7, 9, 10, 5, 8, 4, 2, 1))
          .display("#######-#")
          .build();

  private static final NumberScheme NO =
      NumberScheme.named("no.orgnr", "Norwegian organisation number")
          .separators(" -.")
          .digits()
          .length(9)
          .checksum(CheckDigits.weighted(11, 3, 2, 7, 6, 5, 4, 3, 2, 1))
          .display("### ### ###")
          .build();

  private static final NumberScheme SE =
      NumberScheme.named("se.orgnr", "Swedish organisation number")
          .separators(" -.")
          .digits()
          .length(10)
          .checksum(CheckDigits::luhn)
          .display("######-####")
          .build();

  /** The organisation number and 01 (Skatteverket). */
  private static final NumberScheme SE_VAT =
      NumberScheme.named("se.vat", "Swedish VAT number (momsregistreringsnummer)")
          .separators(" -.")
          .prefix("SE")
          .digits()
          .format("ends in 01", n -> n.endsWith("01"))
          .then(n -> SE.judge(n.substring(0, n.length() - 2)))
          .build();

  private static NumberScheme norwegianVat(String name) {
    return NumberScheme.named(name, "Norwegian VAT number (MVA)")
        .separators(" -.")
        .prefix("NO")
        .format("ends in MVA", n -> n.endsWith("MVA"))
        .then(n -> NO.judge(n.substring(0, n.length() - 3)))
        .comparedAs("no.mva")
        .display("### ### ### ###")
        .build();
  }

  private static final NumberScheme FO =
      NumberScheme.named("fo.vn", "Faroese tax number (V-number)")
          .separators(" -.")
          .prefix("FO")
          .digits()
          .length(6)
          .build();

  private static final NumberScheme IS =
      NumberScheme.named("is.vsk", "Icelandic VAT number (VSK)")
          .separators(" ")
          .prefix("IS")
          .digits()
          .length(5, 6)
          .build();

  private Nordics() {}

  static List<Scheme> schemes() {
    var schemes = new ArrayList<Scheme>(List.of(DK, FI, FO, IS, NO, SE));
    schemes.add(norwegianVat("no.mva"));
    schemes.add(norwegianVat("no.vat"));
    schemes.addAll(Vat.of("DK", DK));
    schemes.addAll(Vat.of("FI", FI, "fi.alv"));
    schemes.addAll(Vat.of("SE", SE_VAT));
    return schemes;
  }
}
