package org.sellerregistry.identifier;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.identifier.Verdict.Invalid;

/** Africa: tax numbers with a published structure. */
final class Africa {
  /** Fifteen digits, or twenty for a secondary establishment (Direction générale des impôts). */
  private static final NumberScheme DZ =
      NumberScheme.named("dz.nif", "Algerian tax number (NIF)")
          .separators(" ")
          .length(15, 20)
          .digits()
          .build();

  /** Nine digits, which are also written in Arabic-Indic digits. */
  private static final NumberScheme EG =
      NumberScheme.named("eg.tn", "Egyptian tax registration number")
          .separators(" -/")
          .rewrite(Africa::inAsciiDigits)
          .length(9)
          .digits()
          .display("###-###-###")
          .build();

  /** Ghana Revenue Authority: kind of taxpayer, 00, digits, check character mod 11. */
  private static final NumberScheme GH =
      NumberScheme.named("gh.tin", "Ghanaian taxpayer identification number (TIN)")
          .separators(" ")
          .length(11)
          .characters("PCGQV", 0, 1)
          .characters("0", 1, 3)
          .digits(3, 10)
          .characters("0123456789X", 10, 11)
          .checksum(n ->
              "0123456789X".charAt(CheckDigits.sumFrom(n, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9) % 11)
                  == n.charAt(10))
          .build();

  private static final NumberScheme KE =
      NumberScheme.named("ke.pin", "Kenyan personal identification number (KRA PIN)")
          .length(11)
          .characters("AP", 0, 1)
          .digits(1, 10)
          .letters(10, 11)
          .build();

  /** Enterprise (9), establishment (4) and two check digits: the whole is a multiple of 97. */
  private static final NumberScheme MA =
      NumberScheme.named("ma.ice", "Moroccan common enterprise identifier (ICE)")
          .separators(" ")
          .length(15)
          .digits()
          .checksum(n -> CheckDigits.number(n, 0, 15) % 97 == 0)
          .build();

  private static final NumberScheme MZ =
      NumberScheme.named("mz.nuit", "Mozambican tax number (NUIT)")
          .separators(" -.")
          .length(9)
          .digits()
          .checksum(n ->
              "01234567891".charAt(CheckDigits.sum(n, 8, 9, 4, 5, 6, 7, 8, 9) % 11) == n.charAt(8))
          .display("### ### ###")
          .build();

  private static final NumberScheme NINEA =
      NumberScheme.named("sn.ninea", "Senegalese enterprise number").length(7, 9).digits().build();

  /** Number of seven or nine digits, perhaps followed by regime, tax centre and legal form. */
  private static final NumberScheme SN =
      NumberScheme.named("sn.ninea", "Senegalese enterprise number (NINEA)")
          .separators(" -/,")
          .then(Africa::senegalese)
          .display("#######", "#########", "####### ###", "######### ###")
          .build();

  /** The VAT code, the category, and the establishment, which only category E has. */
  private static final NumberScheme TN_REST =
      NumberScheme.named("tn.mf", "Tunisian tax number")
          .characters("APBDN", 8, 9)
          .characters("MPCNE", 9, 10)
          .digits(10, 13)
          .format("has 000 unless the category is E", n -> n.charAt(9) == 'E' || n.endsWith("000"))
          .build();

  private static final NumberScheme TN =
      NumberScheme.named("tn.mf", "Tunisian tax number (matricule fiscal)")
          .separators(" /.-")
          .rewrite(Africa::withLeadingZeros)
          .length(8, 13)
          .digits(0, 7)
          .characters("ABCDEFGHJKLMNPQRSTVWXYZ", 7, 8)
          .then(n -> n.length() == 8 ? null : TN_REST.judge(n))
          .display("#######/#", "#######/#/#/#/###")
          .build();

  private static final NumberScheme ZA =
      NumberScheme.named("za.tin", "South African tax reference number")
          .separators(" -/")
          .length(10)
          .digits()
          .component("begins with 0, 1, 2, 3 or 9", n -> "01239".indexOf(n.charAt(0)) >= 0)
          .checksum(CheckDigits::luhn)
          .build();

  private Africa() {}

  static List<Scheme> schemes() {
    return List.of(DZ, EG, GH, KE, MA, MZ, SN, TN, ZA);
  }

  private static String inAsciiDigits(String number) {
    var ascii = new StringBuilder(number.length());
    for (int i = 0; i < number.length(); i++) {
      char c = number.charAt(i);
      boolean arabic = (c >= '\u0660' && c <= '\u0669') || (c >= '\u06F0' && c <= '\u06F9');
      ascii.append(arabic ? (char) ('0' + (c & 0xF)) : c);
    }
    return ascii.toString();
  }

  private static final Invalid SN_CODE =
      Invalid.whole(Rule.COMPONENT, "ends in a regime (0-2), a tax centre and a legal form");
  private static final Invalid SN_CHECK =
      Invalid.whole(Rule.CHECKSUM, "the check characters do not agree with the rest");

  private static @Nullable Invalid senegalese(String whole) {
    boolean coded = whole.length() > 9;
    String number = coded ? whole.substring(0, whole.length() - 3) : whole;
    Invalid invalid = NINEA.judge(number);
    if (invalid != null) {
      return invalid;
    }
    if (coded && !isSenegaleseCode(whole, whole.length() - 3)) {
      return SN_CODE;
    }
    int sum = 0;
    for (int i = 0; i < number.length(); i++) {
      sum += CheckDigits.digit(number, i) * (i % 2 + 1);
    }
    return sum % 10 == 0 ? null : SN_CHECK;
  }

  private static boolean isSenegaleseCode(String number, int from) {
    char regime = number.charAt(from);
    char centre = number.charAt(from + 1);
    return regime >= '0'
        && regime <= '2'
        && "ABCDEFGHJKLMNPQRSTUVWZ".indexOf(centre) >= 0
        && CheckDigits.isDigit(number.charAt(from + 2));
  }

  private static String withLeadingZeros(String number) {
    int digits = 0;
    while (digits < number.length() && CheckDigits.isDigit(number.charAt(digits))) {
      digits++;
    }
    return digits > 0 && digits < 7 ? "0".repeat(7 - digits) + number : number;
  }
}
