package org.sellerregistry.identifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IbanTest {
  private static final Scheme IBAN = Schemes.find("iban").orElseThrow();

  @TestFactory
  Stream<DynamicTest> acceptsEveryExampleOfTheRegistry() {
    return PublishedNumbers.ibanRegistry().stream()
        .map(row ->
            dynamicTest(
                row.getField("country"),
                () -> {
                  String example = row.getField("example");
                  assertThat(IBAN.check(example).label()).as(example).isEqualTo("VALID");
                  assertThat(Iban.structure(row.getField("country")).length() + 4)
                      .isEqualTo(Integer.parseInt(row.getField("length")));
                }));
  }

  @Test
  void showsGroupsOfFour() {
    assertThat(IBAN.check("gb29nwbk60161331926819"))
        .isEqualTo(new Verdict.Valid("", "GB29NWBK60161331926819", "GB29 NWBK 6016 1331 9268 19"));
  }

  /** Check digits 02 to 98 right, the country's own wrong. */
  @ParameterizedTest
  @CsvSource({
    "BE, 539007547035",
    "CZ, 08000000192000145390",
    "EE, 2200221020145684",
    "ES, 21000418440200051332",
    "FI, 12345600000784",
    "FR, 20041010050500013M02605",
    "HR, 10010051863000161",
    "HU, 117730161111101800000001",
    "IT, Y0542811101000000123456",
    "NO, 86011117948",
    "PL, 109010150000071219812874",
    "PT, 000201231234567890155",
    "SI, 263300012039087",
    "SK, 12000000198742637540"
  })
  void refusesWrongNationalCheckDigits(String country, String bban) {
    String rest = bban + country + "00";
    int check = 98 - CheckDigits.mod97(rest, 0, rest.length(), 0);
    String iban = country + check / 10 + check % 10 + bban;
    assertThat(IBAN.check(iban).label()).as(iban).isEqualTo("CHECKSUM");
    assertThat(CheckDigits.mod97(bban + country + check / 10 + check % 10)).isTrue();
  }
}
