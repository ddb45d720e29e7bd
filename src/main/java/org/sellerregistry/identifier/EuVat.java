package org.sellerregistry.identifier;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sellerregistry.identifier.Verdict.Invalid;

/**
 * A VAT number with its prefix, by the rule of its country. Accepts the 27 Member States, {@code
 * XI} and the non-Union scheme {@code EU}.
 */
final class EuVat implements Scheme {
  private static final Separators NONE = Separators.of(" ");
  private static final String COUNTRIES =
      "AT BE BG CY CZ DE DK EE EL ES FI FR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK XI";

  private final Map<String, Scheme> byPrefix = new TreeMap<>();

  EuVat(List<? extends Scheme> all) {
    for (Scheme scheme : all) {
      String name = scheme.name();
      if (name.endsWith(".vat")) {
        String country = NumberScheme.country(name);
        if (COUNTRIES.contains(country)) {
          byPrefix.put(country, scheme);
        }
      } else if (name.equals("eu.oss")) {
        byPrefix.put("EU", scheme);
      }
    }
  }

  @Override
  public String name() {
    return "eu.vat";
  }

  @Override
  public String title() {
    return "VAT number of a Member State of the European Union or Northern Ireland";
  }

  @Override
  public Verdict check(String number) {
    if (number.length() > MAX_LENGTH) {
      return NumberScheme.TOO_LONG;
    }
    String folded = NONE.remove(number);
    Scheme national = byPrefix.get(folded.substring(0, Math.min(2, folded.length())));
    if (national == null) {
      return Invalid.whole(Rule.COMPONENT, "begins with a prefix such as DE, EL or XI");
    }
    return national.check(folded);
  }
}
