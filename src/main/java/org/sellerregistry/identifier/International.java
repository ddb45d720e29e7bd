package org.sellerregistry.identifier;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Schemes that no single country runs. */
final class International {
  /** ISO 3166-1 alpha-2, and XK, which banks use for Kosovo. */
  static final Set<String> COUNTRIES =
      Stream.concat(Stream.of(Locale.getISOCountries()), Stream.of("XK"))
          .collect(Collectors.toUnmodifiableSet());

  private static final Map<String, String> ALPHA_3 =
      Stream.of(Locale.getISOCountries())
          .collect(
              Collectors.toUnmodifiableMap(
                  code -> Locale.of("", code).getISO3Country(), code -> code));

  /** The prefixes of EORI numbers: the Member States, Northern Ireland and Great Britain. */
  private static final Set<String> CUSTOMS =
      Set.of(
          "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR", "HR", "HU",
          "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK", "XI");

  private static final String STATES =
      " 040 056 100 191 196 203 208 233 246 250 276 300 348 372 380 428 440 442 470 528 616 620 642"
          + " 703 705 724 752 900 ";

  /** ISO 17442: 18 characters and two check digits by ISO 7064 mod 97-10. */
  private static final NumberScheme LEI =
      NumberScheme.named("lei", "Legal entity identifier (LEI)")
          .characters(CheckDigits.ALPHANUMERIC)
          .length(20)
          .digits(18, 20)
          .checksum(CheckDigits::mod97)
          .build();

  /** ISO 9362: four characters of the party, country, location, perhaps branch. */
  private static final NumberScheme BIC =
      NumberScheme.named("bic", "Business identifier code (BIC)")
          .length(8, 11)
          .letters(0, 6)
          .characters(CheckDigits.ALPHANUMERIC, 6, 11)
          .component("has a country", n -> COUNTRIES.contains(n.substring(4, 6)))
          .normal(n -> n.length() == 8 || !n.endsWith("XXX") ? n : n.substring(0, 8))
          .build();

  /** Regulation (EU) 2015/2446, annex B, data element 3/40: country and up to 15 characters. */
  private static final NumberScheme EORI =
      NumberScheme.named("eori", "Economic operator number (EORI)")
          .separators(" -.")
          .lengthBetween(3, 17)
          .letters(0, 2)
          .characters(CheckDigits.ALPHANUMERIC, 2, 17)
          .component(
              "begins with a country of the customs union",
              n -> CUSTOMS.contains(n.substring(0, 2)))
          .build();

  /**
   * Article 369d and 369q of Implementing Regulation (EU) 282/2011: numbers of the non-Union scheme
   * (EU) and of the import scheme (IM) have the Member State of identification by its ISO 3166
   * numeric code, 900 for Northern Ireland.
   */
  private static final NumberScheme OSS =
      NumberScheme.named("eu.oss", "One stop shop VAT number (non-Union and import scheme)")
          .component("begins with EU or IM", n -> n.startsWith("EU") || n.startsWith("IM"))
          .rule(
              Rule.LENGTH,
              "expected 11 characters for EU, 12 for IM",
              n -> n.length() == (n.startsWith("EU") ? 11 : 12))
          .digits(2, 12)
          .component("has a Member State", n -> STATES.contains(" " + n.substring(2, 5) + " "))
          .build();

  /** Nine digits; Dun and Bradstreet dropped the check digit in 2006. */
  private static final NumberScheme DUNS =
      NumberScheme.named("duns", "D-U-N-S number")
          .digits()
          .length(9)
          .display("##-###-####")
          .build();

  /** Alpha-2; alpha-3 codes are taken too. */
  private static final NumberScheme COUNTRY =
      NumberScheme.named("country", "Country code (ISO 3166-1 alpha-2)")
          .separators("")
          .rewrite(n -> n.length() == 3 ? ALPHA_3.getOrDefault(n, n) : n)
          .length(2)
          .letters(0, 2)
          .component("is assigned", COUNTRIES::contains)
          .build();

  /**
   * ISO 20275: four characters. {@code 8888} (no code on the list yet) and {@code 9999} (not yet
   * known) say that there is no form to compare.
   */
  private static final NumberScheme ELF =
      NumberScheme.named("elf", "Entity legal form code (ISO 20275)")
          .separators("")
          .length(4)
          .characters(CheckDigits.ALPHANUMERIC)
          .build();

  private International() {}

  static List<Scheme> schemes() {
    return List.of(
        LEI,
        BIC,
        EORI,
        OSS,
        Euid.SCHEME,
        DUNS,
        COUNTRY,
        ELF,
        new Iban(),
        Mrz.TD1.scheme(),
        Mrz.TD2.scheme(),
        Mrz.TD3.scheme(),
        new Phone(),
        new EmailAddress(),
        new Domain());
  }
}
