package org.sellerregistry.demo;

import java.util.List;

/**
 * What traders of one country look like.
 *
 * @param code ISO 3166-1 alpha-2
 * @param name in English
 * @param weight its share among all traders, in parts of about a hundred
 * @param language BCP 47 tag of the names
 * @param naturalPercent how many of a hundred traders are natural persons
 * @param latinPercent how many of a hundred write in Latin script what others write in their own
 * @param licencePercent how many of a hundred legal entities show a business licence, where others
 *     show their representative's passport
 * @param agentPercent how many of a hundred legal entities sit at a registration agent's address
 * @param euVatPercent how many of a hundred sellers from outside the Union have a VAT number in it
 */
record Country(
    String code,
    String name,
    String alpha3,
    double weight,
    String language,
    double naturalPercent,
    double latinPercent,
    double licencePercent,
    double agentPercent,
    double euVatPercent,
    People people,
    CompanyWords companies,
    Places places,
    CountryNumbers numbers) {

  /** In the order of their codes. The weights are a guess at a marketplace of the Union. */
  private static final String CODES =
      "AT BE BG CH CN CZ DE DK ES FI FR GB GR HK HR HU IE IN IT JP KR LT NL NO PL PT RO SE SI TR UA"
          + " US VN";

  /** Every country that there is a table of. */
  static List<Country> all() {
    CountryFile common = CountryFile.read("common");
    return CountryFile.split(CODES, " ").stream()
        .map(code -> of(CountryFile.read(code, common)))
        .toList();
  }

  boolean inUnion() {
    NumberRule vat = numbers.vat();
    return vat != null && vat.scheme().equals("eu.vat");
  }

  private static Country of(CountryFile file) {
    return new Country(
        file.name(),
        file.line("name"),
        file.line("alpha3"),
        file.number("weight", 1),
        file.line("language"),
        file.number("natural", 22),
        file.number("latin-share", 0),
        file.number("licence", 25),
        file.number("agents", 3),
        file.number("eu-vat", 0),
        People.of(file),
        CompanyWords.of(file),
        Places.of(file),
        CountryNumbers.of(file));
  }
}
