package org.sellerregistry.identifier;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.Optional;

/** The country of a telephone number. */
public final class PhoneCountry {
  /** What stands for numbers of no country, such as satellite telephones. */
  private static final String WORLD = "001";

  private PhoneCountry() {}

  /**
   * ISO 3166-1 alpha-2 code of the country whose range a number in E.164 form is in; empty for one
   * of no country.
   */
  public static Optional<String> of(String number) {
    PhoneNumberUtil plans = PhoneNumberUtil.getInstance();
    try {
      return Optional.ofNullable(plans.getRegionCodeForNumber(plans.parse(number, "ZZ")))
          .filter(region -> !region.equals(WORLD));
    } catch (NumberParseException e) {
      return Optional.empty();
    }
  }
}
