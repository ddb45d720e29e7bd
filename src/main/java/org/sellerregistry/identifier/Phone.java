package org.sellerregistry.identifier;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Locale;
import org.sellerregistry.identifier.Verdict.Invalid;
import org.sellerregistry.identifier.Verdict.Valid;

/**
 * Telephone number. The normal form is E.164 (ITU-T) without an extension; a number without its
 * country code is read in the country (ISO 3166 alpha-2) that the issuer names.
 */
final class Phone implements Scheme {
  /** E.164 has 15 digits; the rest leaves room for separators and an extension. */
  private static final int LONGEST = 64;

  private static final String NO_REGION = "ZZ";

  @Override
  public String name() {
    return "phone";
  }

  @Override
  public String title() {
    return "Telephone number (E.164)";
  }

  @Override
  public Verdict check(String number) {
    return check(number, "");
  }

  @Override
  public Verdict check(String number, String issuer) {
    if (number.length() > LONGEST) {
      return NumberScheme.TOO_LONG;
    }
    String region = issuer.length() == 2 ? issuer.toUpperCase(Locale.ROOT) : NO_REGION;
    PhoneNumberUtil plans = PhoneNumberUtil.getInstance();
    try {
      PhoneNumber parsed = plans.parse(number, region);
      return switch (plans.isPossibleNumberWithReason(parsed)) {
        case IS_POSSIBLE -> possible(plans, parsed);
        case INVALID_COUNTRY_CODE ->
            Invalid.whole(Rule.COMPONENT, "expected the code of a country, or a default country");
        case IS_POSSIBLE_LOCAL_ONLY, TOO_SHORT, INVALID_LENGTH ->
            Invalid.whole(Rule.LENGTH, "too short for its country");
        case TOO_LONG -> Invalid.whole(Rule.LENGTH, "too long for its country");
      };
    } catch (NumberParseException e) {
      return switch (e.getErrorType()) {
        case INVALID_COUNTRY_CODE ->
            Invalid.whole(Rule.COMPONENT, "expected the code of a country, or a default country");
        case NOT_A_NUMBER -> Invalid.whole(Rule.FORMAT, "expected a telephone number");
        case TOO_SHORT_AFTER_IDD, TOO_SHORT_NSN -> Invalid.whole(Rule.LENGTH, "too short");
        case TOO_LONG -> NumberScheme.TOO_LONG;
      };
    }
  }

  private static Verdict possible(PhoneNumberUtil plans, PhoneNumber number) {
    if (!plans.isValidNumber(number)) {
      return Invalid.whole(Rule.COMPONENT, "not in a range of its country's numbering plan");
    }
    return new Valid(
        "",
        plans.format(number, PhoneNumberFormat.E164),
        plans.format(number, PhoneNumberFormat.INTERNATIONAL));
  }

  /** The numbering plan's example for a country, its last two digits as {@code #}; else empty. */
  static String example(String country) {
    PhoneNumberUtil plans = PhoneNumberUtil.getInstance();
    if (!plans.getSupportedRegions().contains(country)) {
      return "";
    }
    PhoneNumber example = plans.getExampleNumber(country);
    String digits = plans.format(example, PhoneNumberFormat.E164).substring(1);
    return digits.substring(0, digits.length() - 2) + "##";
  }
}
