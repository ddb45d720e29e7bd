package org.sellerregistry.identifier;

import org.sellerregistry.identifier.Verdict.Invalid;
import org.sellerregistry.identifier.Verdict.Valid;

/**
 * Number in the economic and administrative repertory (REA) of an Italian chamber of commerce: the
 * province and up to seven digits. The province is the issuer.
 */
final class ItalianRea implements Scheme {
  private static final Separators SEPARATORS = Separators.of(" -./");

  /** The letters of the provinces, those that were dissolved included, as register extracts do. */
  private static final String PROVINCES =
      " AG AL AN AO AP AQ AR AT AV BA BG BI BL BN BO BR BS BT BZ CA CB CE CH CI CL CN CO CR CS CT CZ"
          + " EN FC FE FG FI FM FO FR GE GO GR IM IS KR LC LE LI LO LT LU MB MC ME MI MN MO MS MT NA"
          + " NO NU OG OR OT PA PC PD PE PG PI PN PO PR PS PT PU PV PZ RA RC RE RG RI RM RN RO SA SI"
          + " SO SP SR SS SU SV TA TE TN TO TP TR TS TV UD VA VB VC VE VI VR VS VT VV ";

  @Override
  public String name() {
    return "it.rea";
  }

  @Override
  public String title() {
    return "Italian REA number";
  }

  @Override
  public boolean issuerScoped() {
    return true;
  }

  @Override
  public Verdict check(String number) {
    return check(number, "");
  }

  @Override
  public Verdict check(String number, String issuer) {
    if (number.length() > MAX_LENGTH || issuer.length() > MAX_LENGTH) {
      return NumberScheme.TOO_LONG;
    }
    String compact = SEPARATORS.remove(number);
    if (compact.startsWith("REA")) {
      compact = compact.substring(3);
    }
    boolean own = compact.length() > 2 && isLetter(compact, 0) && isLetter(compact, 1);
    String province = own ? compact.substring(0, 2) : SEPARATORS.remove(issuer);
    String digits = own ? compact.substring(2) : compact;
    for (int i = 0; i < digits.length(); i++) {
      if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
        return new Invalid(Rule.FORMAT, i, "expected a digit");
      }
    }
    if (province.length() != 2) {
      return Invalid.whole(Rule.FORMAT, "the two letters of the province are needed");
    }
    if (!PROVINCES.contains(" " + province + " ")) {
      return Invalid.whole(Rule.COMPONENT, "there is no such province");
    }
    String normal = digits.replaceFirst("^0+", "");
    if (normal.isEmpty() || normal.length() > 7) {
      return Invalid.whole(Rule.LENGTH, "expected 1 to 7 digits");
    }
    return new Valid(province, normal, province + "-" + normal);
  }

  private static boolean isLetter(String text, int index) {
    return text.charAt(index) >= 'A' && text.charAt(index) <= 'Z';
  }
}
