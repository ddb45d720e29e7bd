package org.sellerregistry.verification.crossfield;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Which codes of ISO 3166-1 stand for parts of one state, and which states trade as one. */
final class States {
  /** Territories with a code of their own that use their state's documents and numbers. */
  private static final Map<String, String> TERRITORIES =
      territories(
          """
          FR GP MQ GF RE YT PM BL MF NC PF WF TF
          GB GI IM JE GG FK BM KY VG TC MS AI SH PN IO GS
          NL AW CW SX BQ
          DK FO GL
          FI AX
          NO SJ BV
          US PR VI GU AS MP UM
          AU CX CC NF HM
          NZ CK NU TK
          """);

  /** The European Economic Area, all of it within the Single Euro Payments Area. */
  private static final Set<String> AREA =
      Set.of(
          "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE",
          "IS", "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK");

  private static final Set<String> UNION =
      Set.copyOf(AREA.stream().filter(it -> !Set.of("IS", "LI", "NO").contains(it)).toList());

  /** ICAO Doc 9303 part 3, section 5, where it differs from ISO 3166-1. */
  private static final Map<String, String> DOCUMENT_ISSUERS =
      Map.of(
          "D", "DE", "GBD", "GB", "GBN", "GB", "GBO", "GB", "GBP", "GB", "GBS", "GB", "RKS", "XK");

  private static final Map<String, String> BY_THREE_LETTERS = byThreeLetters();

  private States() {}

  /** Whether two codes stand for one state or its territories. */
  static boolean same(String one, String other) {
    return of(one).equals(of(other));
  }

  /** The state that a code is of. */
  static String of(String region) {
    return TERRITORIES.getOrDefault(region, region);
  }

  static boolean inUnion(String region) {
    return UNION.contains(of(region));
  }

  static boolean inEconomicArea(String region) {
    return AREA.contains(of(region));
  }

  /** The state of a zone's issuer, alpha-2; empty for an organisation or an unknown code. */
  static String ofDocument(String issuer) {
    return of(DOCUMENT_ISSUERS.getOrDefault(issuer, BY_THREE_LETTERS.getOrDefault(issuer, "")));
  }

  private static Map<String, String> territories(String lines) {
    var states = new TreeMap<String, String>();
    lines
        .lines()
        .map(line -> line.split(" ", -1))
        .forEach(codes -> {
          for (var code : codes) {
            states.put(code, codes[0]);
          }
        });
    return states;
  }

  private static Map<String, String> byThreeLetters() {
    var codes = new TreeMap<String, String>();
    for (var code : Locale.getISOCountries()) {
      codes.put(Locale.of("", code).getISO3Country(), code);
    }
    return codes;
  }
}
