package org.sellerregistry.identifier;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** United Kingdom and Ireland. */
final class BritishIsles {
  private static final String IRISH = "WABCDEFGHIJKLMNOPQRSTUV";

  /** Prefixes of the register's sections as Companies House publishes them. */
  private static final Set<String> SECTIONS =
      Set.of(
          "AC", "BR", "CE", "CS", "ES", "FC", "FE", "GE", "GN", "GS", "IC", "IP", "LP", "NA", "NC",
          "NF", "NI", "NL", "NO", "NP", "NR", "NV", "NZ", "OC", "OE", "PC", "RC", "RS", "SA", "SC",
          "SE", "SF", "SG", "SI", "SL", "SO", "SP", "SR", "SZ", "ZC");

  private static final NumberScheme TRADER =
      NumberScheme.named("gb.vat", "British VAT number")
          .digits()
          .checksum(n -> {
            int rest = CheckDigits.sum(n, 8, 7, 6, 5, 4, 3, 2, 10, 1) % 97;
            return rest == 0 || (n.charAt(0) != '0' && (rest == 42 || rest == 55));
          })
          .build();

  private static final NumberScheme AUTHORITY =
      NumberScheme.named("gb.vat", "British VAT number of an authority")
          .format("ends in digits", BritishIsles::endsInDigits)
          .component("is GD below 500 or HA from 500", BritishIsles::isAuthority)
          .checksum(n -> n.length() == 5 || CheckDigits.number(n, 6, 9) % 97 == Dates.two(n, 9))
          .build();

  /**
   * Nine or twelve digits with weights 8 to 2 mod 97 (from 100 on also plus 55, HMRC 2010), GD or
   * HA and three digits for government and health authorities.
   */
  private static final NumberScheme GB =
      NumberScheme.named("gb.vat", "British VAT number")
          .separators(" -.")
          .prefix("GB", "XI")
          .rule(Rule.LENGTH, "expected 5, 9, 11 or 12 characters", BritishIsles::hasLength)
          .then(n -> n.length() == 5 || n.length() == 11 ? AUTHORITY.judge(n) : TRADER.judge(n))
          .normal(n -> "GB" + n)
          .build();

  /**
   * Revenue: weights 8 to 2, the second letter with 9, mod 23. Before 1991 the second character was
   * a letter, + or *.
   */
  private static final NumberScheme IE =
      NumberScheme.named("ie.vat", "Irish VAT number")
          .prefix("IE")
          .digits(0, 1)
          .digits(2, 7)
          .characters(IRISH, 7, Integer.MAX_VALUE)
          .length(8, 9)
          .characters("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ+*", 1, 2)
          .checksum(n ->
              CheckDigits.isDigit(n.charAt(1))
                  ? irishLetter(n, n.length() == 9 ? n.charAt(8) : 'W') == n.charAt(7)
                  : irishLetter("0" + n.substring(2, 7) + n.charAt(0), 'W') == n.charAt(7))
          .build();

  private static final NumberScheme PPS =
      NumberScheme.named("ie.pps", "Irish personal public service number (PPSN)")
          .digits(0, 7)
          .characters(IRISH, 7, 8)
          .format("has at most one letter more", n -> n.length() == 8 || isSecondLetter(n))
          .checksum(n ->
              irishLetter(n, n.length() == 9 && n.charAt(8) <= 'I' ? n.charAt(8) : 'W')
                  == n.charAt(7))
          .build();

  /** Eight characters: digits, or a section of the register and the rest in digits. */
  private static final NumberScheme COMPANY =
      NumberScheme.named("gb.company", "British company number (Companies House)")
          .separators(" -.")
          .rewrite(BritishIsles::withLeadingZeros)
          .length(8)
          .characters(CheckDigits.ALPHANUMERIC, 0, 2)
          .digits(2, 7)
          .format("ends in a digit, or R for a society", BritishIsles::endsWell)
          .format("is not zero", n -> !n.equals("00000000"))
          .component("has a section of the register", BritishIsles::hasSection)
          .build();

  private BritishIsles() {}

  static List<Scheme> schemes() {
    var schemes = new ArrayList<Scheme>(List.of(GB, PPS, COMPANY));
    schemes.addAll(Vat.of("XI", GB));
    schemes.addAll(Vat.of("IE", IE));
    schemes.add(
        NumberScheme.named("gb.utr", "British unique taxpayer reference (UTR)")
            .rewrite(BritishIsles::withoutK)
            .digits()
            .length(10)
            .checksum(n ->
                n.charAt(0)
                    == "21987654321"
                        .charAt(CheckDigits.sumFrom(n, 1, 6, 7, 8, 9, 10, 5, 4, 3, 2) % 11))
            .build());
    return schemes;
  }

  /** A letter K in front or behind marks the kind of return. */
  private static String withoutK(String number) {
    String n = number.startsWith("K") ? number.substring(1) : number;
    return n.endsWith("K") ? n.substring(0, n.length() - 1) : n;
  }

  private static boolean hasLength(String n) {
    return switch (n.length()) {
      case 5, 9, 12 -> true;
      case 11 -> n.startsWith("GD8888") || n.startsWith("HA8888");
      default -> false;
    };
  }

  private static boolean endsInDigits(String n) {
    for (int i = n.length() == 5 ? 2 : 6; i < n.length(); i++) {
      if (!CheckDigits.isDigit(n.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAuthority(String n) {
    int from = n.length() == 5 ? 2 : 6;
    long authority = CheckDigits.number(n, from, from + 3);
    return (n.startsWith("GD") && authority < 500) || (n.startsWith("HA") && authority >= 500);
  }

  private static char irishLetter(String digits, char second) {
    int sum = CheckDigits.sum(digits, 8, 7, 6, 5, 4, 3, 2) + 9 * IRISH.indexOf(second);
    return IRISH.charAt(sum % 23);
  }

  private static boolean isSecondLetter(String n) {
    return n.length() == 9 && "ABCDEFGHIWTX".indexOf(n.charAt(8)) >= 0;
  }

  private static String withLeadingZeros(String number) {
    int letters = 0;
    while (letters < number.length()
        && letters < 2
        && !CheckDigits.isDigit(number.charAt(letters))) {
      letters++;
    }
    boolean padded = number.length() > letters && number.length() < 8;
    return padded
        ? number.substring(0, letters) + "0".repeat(8 - number.length()) + number.substring(letters)
        : number;
  }

  private static boolean endsWell(String n) {
    boolean society = n.startsWith("IP") || n.startsWith("SP") || n.startsWith("NP");
    return CheckDigits.isDigit(n.charAt(7)) || (society && n.charAt(7) == 'R');
  }

  /** Digits alone, a section, or R and seven digits in Northern Ireland. */
  private static boolean hasSection(String n) {
    boolean firstDigit = CheckDigits.isDigit(n.charAt(0));
    boolean secondDigit = CheckDigits.isDigit(n.charAt(1));
    return (firstDigit && secondDigit)
        || n.startsWith("R0")
        || SECTIONS.contains(n.substring(0, 2));
  }
}
