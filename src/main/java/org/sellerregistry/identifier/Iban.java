package org.sellerregistry.identifier;

import java.util.Map;
import java.util.TreeMap;
import org.sellerregistry.identifier.Verdict.Invalid;
import org.sellerregistry.identifier.Verdict.Valid;

/**
 * International bank account number, ISO 13616: country, two check digits by ISO 7064 mod 97-10,
 * and the structure that the SWIFT IBAN registry (release 99) gives for the country; then the
 * country's own check digits, see {@link NationalAccounts}.
 */
final class Iban implements Scheme {
  private static final Separators SEPARATORS = Separators.of(" -.");

  /** Country and the runs of its BBAN: digits (n), upper-case letters (a), either (c). */
  private static final String REGISTRY =
      """
      ADn8c12 AEn19 ALn8c16 ATn16 AZa4c20 BAn16 BEn12 BGa4n6c8 BHa4c14 BIn23 BRn23a1c1 BYc4n4c16
      CHn5c12 CRn18 CYn8c16 CZn20 DEn18 DJn23 DKn14 DOc4n20 EEn16 EGn25 ESn20 FIn14 FKa2n12 FOn14
      FRn10c11n2 GBa4n14 GEa2n16 GIa4c15 GLn14 GRn7c16 GTc24 HNa4n20 HRn17 HUn24 IEa4n14 ILn19
      IQa4n15 ISn22 ITa1n10c12 JOa4n4c18 KWa4c22 KZn3c13 LBn4c20 LCa4c24 LIn5c12 LTn16 LUn3c13
      LVa4c13 LYn21 MCn10c11n2 MDc20 MEn18 MKn3c10n2 MNn16 MRn23 MTa4n5c18 MUa4n19a3 NIa4n20
      NLa4n10 NOn11 OMn3c16 PKa4c16 PLn24 PSa4c21 PTn21 QAa4c21 ROa4c16 RSn18 RUn14c15 SAn2c18
      SCa4n20a3 SDn14 SEn20 SIn15 SKn20 SMa1n10c12 SOn19 STn21 SVa4n20 TLn19 TNn20 TRn6c16 UAn6c19
      VAn18 VGa4n16 XKn16 YEa4n4c18
      """;

  /** One letter per character of the BBAN. */
  private static final Map<String, String> STRUCTURES = structures();

  @Override
  public String name() {
    return "iban";
  }

  @Override
  public String title() {
    return "International bank account number (IBAN)";
  }

  @Override
  public Verdict check(String number) {
    if (number.length() > MAX_LENGTH) {
      return NumberScheme.TOO_LONG;
    }
    String iban = SEPARATORS.remove(number);
    if (iban.length() < 5) {
      return Invalid.whole(Rule.FORMAT, "expected a country, two digits and an account");
    }
    for (int i = 0; i < iban.length(); i++) {
      if (CheckDigits.ALPHANUMERIC.indexOf(iban.charAt(i)) < 0) {
        return new Invalid(Rule.FORMAT, i, "expected a digit or letter");
      }
    }
    if (CheckDigits.mod97(iban, 0, 4, CheckDigits.mod97(iban, 4, iban.length(), 0)) != 1) {
      return Invalid.whole(Rule.CHECKSUM, "the check digits do not agree with the rest");
    }
    String country = iban.substring(0, 2);
    String structure = STRUCTURES.get(country);
    if (structure == null) {
      return Invalid.whole(Rule.COMPONENT, "the country has no IBAN");
    }
    if (iban.length() != structure.length() + 4) {
      return Invalid.whole(
          Rule.FORMAT, "expected " + (structure.length() + 4) + " characters for this country");
    }
    for (int i = 2; i < iban.length(); i++) {
      if (!fits(i < 4 ? 'n' : structure.charAt(i - 4), iban.charAt(i))) {
        return new Invalid(Rule.FORMAT, i, "not the structure of this country's accounts");
      }
    }
    if (!NationalAccounts.agrees(country, iban.substring(4))) {
      return Invalid.whole(Rule.CHECKSUM, "the country's own check digits do not agree");
    }
    return new Valid("", iban, grouped(iban));
  }

  /** The structure of a country's BBAN, a letter n, a or c per character. */
  static String structure(String country) {
    return STRUCTURES.getOrDefault(country, "");
  }

  private static boolean fits(char kind, char c) {
    return switch (kind) {
      case 'n' -> c <= '9';
      case 'a' -> c >= 'A';
      default -> true;
    };
  }

  private static String grouped(String iban) {
    var shown = new StringBuilder(iban.length() * 5 / 4 + 1);
    for (int i = 0; i < iban.length(); i++) {
      if (i > 0 && i % 4 == 0) {
        shown.append(' ');
      }
      shown.append(iban.charAt(i));
    }
    return shown.toString();
  }

  private static Map<String, String> structures() {
    var structures = new TreeMap<String, String>();
    for (String entry : REGISTRY.strip().split("\\s+", -1)) {
      var structure = new StringBuilder();
      int i = 2;
      while (i < entry.length()) {
        char kind = entry.charAt(i++);
        int count = 0;
        while (i < entry.length() && entry.charAt(i) <= '9') {
          count = count * 10 + CheckDigits.digit(entry, i++);
        }
        structure.repeat(kind, count);
      }
      structures.put(entry.substring(0, 2), structure.toString());
    }
    return structures;
  }
}
