package org.sellerregistry.identifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EuVatTest {
  private static final Scheme EU = Schemes.find("eu.vat").orElseThrow();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "EL", "ES", "FI", "FR", "HR", "HU", "IE",
        "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK", "XI"
      })
  void eachCountryHasItsRule(String country) {
    String name = country.toLowerCase(Locale.ROOT) + ".vat";
    Scheme national = Schemes.find(name).orElseThrow();
    var random = new SplittableRandom(6);
    for (int i = 0; i < 50; i++) {
      String number = SyntheticIdentifiers.next(name, random).orElseThrow();
      assertThat(number).startsWith(country);
      assertThat(EU.check(number)).isEqualTo(national.check(number.substring(2)));
      assertThat(Identifier.of(name, number.substring(2)))
          .isEqualTo(Identifier.of("eu.vat", number))
          .hasValue(new Identifier("eu.vat", "", number));
    }
  }

  /** Numbers that authorities publish for themselves. */
  @ParameterizedTest
  @CsvSource({
    "AT U13585627",
    "BE 0403019261",
    "BG 175074752",
    "CY 10259033P",
    "CZ 25123891",
    "DE 136695976",
    "DK 13585628",
    "EE 100931558",
    "EL 094259216",
    "ES B64717838",
    "FI 20774740",
    "FR 40303265045",
    "HR 33392005961",
    "HU 12892312",
    "IE 6433435F",
    "IT 00743110157",
    "LT 119511515",
    "LU 15027442",
    "LV 40003521600",
    "MT 11679112",
    "NL 004495445B01",
    "PL 8567346215",
    "PT 501964843",
    "RO 18547290",
    "SE 123456789701",
    "SI 50223054",
    "SK 2022749619",
    "XI 100190874"
  })
  void acceptsKnownNumbers(String number) {
    assertThat(EU.check(number).label()).isEqualTo("VALID");
    assertThat(EU.check(number.substring(3)).label()).isNotEqualTo("VALID");
  }

  @Test
  void greeceIsEl() {
    assertThat(EU.check("EL094259216").isValid()).isTrue();
    assertThat(EU.check("GR094259216").label()).isEqualTo("COMPONENT");
    assertThat(Identifier.of("gr.vat", "GR 094259216"))
        .isEqualTo(Identifier.of("eu.vat", "EL094259216"));
  }

  @Test
  void greatBritainLeftTheUnionNorthernIrelandDidNot() {
    assertThat(EU.check("GB100190874").label()).isEqualTo("COMPONENT");
    assertThat(EU.check("XI100190874").isValid()).isTrue();
    assertThat(Schemes.find("gb.vat").orElseThrow().check("GB100190874").isValid()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "nl.vat, 000099998B57, VALID", // a sole trader's own number, mod 97-10
    "be.vat, (0)403.019.261, VALID",
    "es.vat, X-5253868-R, VALID",
    "es.vat, K0867756N, VALID",
    "cz.vat, 640903926, VALID", // nine digits with 6: special case
    "cz.vat, 7103192745, VALID",
    "ro.vat, 1630615123457, VALID",
    "lv.vat, 161175-19997, VALID",
    "lv.vat, 161375-19997, COMPONENT",
    "ch.vat, CHE-107.787.577 IVA, VALID",
    "no.vat, NO 995 525 828 MVA, VALID",
    "no.vat, 995525828, FORMAT",
    "gb.vat, GD001, VALID",
    "gb.vat, HA500, VALID",
    "gb.vat, GD500, COMPONENT"
  })
  void knowsSpecialForms(String scheme, String number, String expected) {
    assertThat(Schemes.find(scheme).orElseThrow().check(number).label()).isEqualTo(expected);
  }
}
