package org.sellerregistry.demo;

import java.util.Locale;
import java.util.Map;
import org.sellerregistry.v1.AddressKind;

/**
 * Who an invented trader is; the sections of its record are made from this.
 *
 * @param ticket its index, moved by the seed: makes its numbers its own
 * @param person the natural person, or who represents the legal entity
 * @param legalForm ISO 20275 code or empty
 * @param slug a label for domain names that no other trader has
 */
record Seller(
    int index,
    long ticket,
    Country country,
    boolean natural,
    boolean latinOnly,
    City city,
    Person person,
    Text legalName,
    Text tradingName,
    String legalForm,
    String slug) {

  static Seller compose(int index, long ticket, Country country, boolean natural, Draw draw) {
    boolean latinOnly = draw.chance(country.latinPercent());
    City city = country.places().cities().pick(draw);
    Person composed = country.people().compose(draw);
    Person person = latinOnly ? composed.inLatin() : composed;
    CompanyWords words = country.companies();
    Text coined = words.coin(draw);
    LegalForm form = words.forms().pick(draw);
    Text core = words.core(coined, person, city, draw);
    Text legal = natural ? person.full() : form.name().fill(Map.of("core", core));
    Text trading = natural ? words.sole(coined, person, city, draw) : coined;
    return new Seller(
        index,
        ticket,
        country,
        natural,
        latinOnly,
        city,
        person,
        latinOnly ? legal.inLatin() : legal,
        latinOnly ? trading.inLatin() : trading,
        natural ? words.soleForm() : form.elf(),
        label(coined) + (index < 0 ? "-eu" + -index : "-" + Integer.toString(index, 36)));
  }

  AddressKind addressKind() {
    return natural ? AddressKind.ADDRESS_KIND_HOME : AddressKind.ADDRESS_KIND_REGISTERED;
  }

  String language() {
    return latinOnly ? country.language() + "-Latn" : country.language();
  }

  private static String label(Text coined) {
    return coined.upperCase('-').toLowerCase(Locale.ROOT);
  }
}
