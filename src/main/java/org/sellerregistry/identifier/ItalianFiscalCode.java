package org.sellerregistry.identifier;

import org.sellerregistry.identifier.Verdict.Invalid;
import org.sellerregistry.identifier.Verdict.Valid;

/**
 * Codice fiscale, ministerial decree of 23 December 1976: sixteen characters for persons (letters
 * of the name, birth date, place, control letter; digits give way to letters where two would be
 * equal), eleven digits for others, by the rule of the VAT number.
 */
final class ItalianFiscalCode implements Scheme {
  private static final Separators SEPARATORS = Separators.of(" -:");
  private static final String SUBSTITUTES = "LMNPQRSTUV";
  private static final String MONTHS = "ABCDEHLMPRST";

  /** L a letter, D a digit or its substitute, M a month. */
  private static final String SHAPE = "LLLLLLDDMDDLDDDL";

  @Override
  public String name() {
    return "it.codicefiscale";
  }

  @Override
  public String title() {
    return "Italian tax code (codice fiscale)";
  }

  @Override
  public Verdict check(String number) {
    if (number.length() > MAX_LENGTH) {
      return NumberScheme.TOO_LONG;
    }
    String code = SEPARATORS.remove(number);
    if (code.length() == 11) {
      Invalid invalid = Mediterranean.IT.judge(code);
      return invalid == null ? new Valid("", code, code) : invalid;
    }
    if (code.length() != 16) {
      return Invalid.whole(Rule.LENGTH, "expected 16 characters, or 11 for companies");
    }
    for (int i = 0; i < 16; i++) {
      if (!fits(SHAPE.charAt(i), code.charAt(i))) {
        return new Invalid(Rule.FORMAT, i, "not the structure of a tax code");
      }
    }
    if (NationalAccounts.italianLetter(code, 0, 15) != code.charAt(15)) {
      return Invalid.whole(Rule.CHECKSUM, "the control letter does not agree with the rest");
    }
    int day = two(code, 9) % 40;
    int month = MONTHS.indexOf(code.charAt(8)) + 1;
    // The century is not in the code: 2000 makes 29 February of the year 00 pass for either.
    if (!Dates.exists(2000 + two(code, 6), month, day)) {
      return Invalid.whole(Rule.COMPONENT, "has a birth date");
    }
    return new Valid("", code, code);
  }

  private static boolean fits(char kind, char c) {
    return switch (kind) {
      case 'L' -> c >= 'A' && c <= 'Z';
      case 'M' -> MONTHS.indexOf(c) >= 0;
      default -> CheckDigits.isDigit(c) || SUBSTITUTES.indexOf(c) >= 0;
    };
  }

  private static int two(String code, int from) {
    return 10 * digit(code.charAt(from)) + digit(code.charAt(from + 1));
  }

  private static int digit(char c) {
    return CheckDigits.isDigit(c) ? c - '0' : SUBSTITUTES.indexOf(c);
  }
}
