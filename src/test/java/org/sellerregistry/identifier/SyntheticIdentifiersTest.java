package org.sellerregistry.identifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SyntheticIdentifiersTest {

  @ParameterizedTest
  @MethodSource("org.sellerregistry.identifier.SyntheticIdentifiers#schemes")
  void makesValidNumbers(String name) {
    var random = new SplittableRandom(1);
    Scheme scheme = Schemes.find(name).orElseThrow();
    for (int i = 0; i < 50; i++) {
      String number = SyntheticIdentifiers.next(name, random).orElseThrow();
      assertThat(scheme.check(number).label()).as(number).isEqualTo("VALID");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR", "HR",
        "HU", "IE", "IT", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
        "TR"
      })
  void makesValidIbans(String country) {
    var random = new SplittableRandom(2);
    Scheme scheme = Schemes.find("iban").orElseThrow();
    for (int i = 0; i < 50; i++) {
      String iban = SyntheticIdentifiers.iban(country, random).orElseThrow();
      assertThat(iban).startsWith(country);
      assertThat(scheme.check(iban).label()).as(iban).isEqualTo("VALID");
    }
  }

  @Test
  void sameSeedMakesTheSameNumbers() {
    var one = new SplittableRandom(3);
    var other = new SplittableRandom(3);
    IntStream.range(0, 20)
        .forEach(i ->
            assertThat(SyntheticIdentifiers.next("lei", one))
                .isEqualTo(SyntheticIdentifiers.next("lei", other)));
  }

  @Test
  void makesNothingForAnUnknownSchemeOrACountryWithoutIban() {
    assertThat(SyntheticIdentifiers.next("no.such", new SplittableRandom(4))).isEmpty();
    assertThat(SyntheticIdentifiers.iban("US", new SplittableRandom(4))).isEmpty();
  }
}
