package org.sellerregistry.demo;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The registers, tax numbers, telephone numbers and accounts of a country.
 *
 * @param registerOfPersons null where natural persons in business are in no register
 * @param euid null where the country's form of EUIDs is not known here
 * @param phones templates of numbers that the national regulator keeps for fiction, without +
 * @param phonesWide templates of numbers that are valid but not kept for fiction
 * @param localBank the bank's name, empty where accounts have an IBAN
 */
record CountryNumbers(
    NumberRule register,
    @Nullable NumberRule registerOfPersons,
    @Nullable NumberRule euid,
    @Nullable NumberRule vat,
    @Nullable NumberRule taxOfEntities,
    @Nullable NumberRule taxOfPersons,
    List<String> phones,
    List<String> phonesWide,
    String localBank,
    String localAccount) {

  static CountryNumbers of(CountryFile file) {
    String register = file.line("register");
    String tax = file.line("tin", "none");
    List<String> local = CountryFile.split(file.line("local", ";"), ";");
    return new CountryNumbers(
        NumberRule.parse(register).orElseThrow(),
        NumberRule.parse(file.line("register-person", register)).orElse(null),
        NumberRule.parse(file.line("euid", "none")).orElse(null),
        NumberRule.parse(file.line("vat", "none")).orElse(null),
        NumberRule.parse(tax).orElse(null),
        NumberRule.parse(file.line("tin-person", tax)).orElse(null),
        phones(file.line("phone", "")),
        phones(file.line("phone-wide")),
        local.get(0),
        local.get(1));
  }

  /**
   * A valid number. The ranges kept for fiction are small: they serve the first traders, whose
   * indexes they can tell apart, and the wide templates serve the others.
   */
  String phone(int index, long ticket, Draw draw) {
    if (!phones.isEmpty()) {
      String template = phones.get(draw.nextInt(phones.size()));
      if (index < NumberTemplate.capacity(template)) {
        return "+" + NumberTemplate.fill(template, ticket, draw);
      }
    }
    String wide = phonesWide.get(draw.nextInt(phonesWide.size()));
    return "+" + NumberTemplate.fill(wide, ticket, draw);
  }

  boolean hasIban() {
    return localBank.isEmpty();
  }

  private static List<String> phones(String line) {
    return line.isEmpty() ? List.of() : CountryFile.split(line, ",");
  }
}
