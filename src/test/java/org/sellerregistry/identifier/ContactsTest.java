package org.sellerregistry.identifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContactsTest {

  @ParameterizedTest
  @CsvSource({
    "phone, +44 20 7946 0958, '', +442079460958, +44 20 7946 0958",
    "phone, 030 23125 123, DE, +493023125123, +49 30 23125123",
    "phone, (030) 23125-123, de, +493023125123, +49 30 23125123",
    "phone, +44 20 7946 0958, DE, +442079460958, +44 20 7946 0958",
    "email, Max.Muster@EXAMPLE.de, '', max.muster@example.de, Max.Muster@example.de",
    "email, ' info+tag@exämple.de ', '', info+tag@xn--exmple-cua.de, info+tag@exämple.de",
    "domain, WWW.Example.COM., '', www.example.com, www.example.com",
    "domain, straße.de, '', xn--strae-oqa.de, straße.de",
    "domain, xn--strae-oqa.de, '', xn--strae-oqa.de, straße.de"
  })
  void hasOneNormalForm(
      String scheme, String number, String issuer, String normal, String display) {
    Scheme found = Schemes.find(scheme).orElseThrow();
    var valid = new Verdict.Valid("", normal, display);
    assertThat(found.check(number, issuer)).isEqualTo(valid);
    assertThat(found.check(normal).label()).isEqualTo("VALID");
  }

  @ParameterizedTest
  @CsvSource({
    "phone, 030 23125 123, COMPONENT",
    "phone, +49 3, LENGTH",
    "phone, +44 20 7946 0958 0958, LENGTH",
    "phone, call me, FORMAT",
    "phone, +999 123456, COMPONENT",
    "phone, +1 555 000 1234, COMPONENT",
    "email, max.muster, FORMAT",
    "email, @example.de, FORMAT",
    "email, a b@example.de, FORMAT",
    "email, a@b@example.de, FORMAT",
    "email, a@localhost, FORMAT",
    "email, a@exa_mple.de, FORMAT",
    "domain, example, FORMAT",
    "domain, -a.example, FORMAT",
    "domain, a..example, FORMAT",
    "domain, 192.0.2.1, COMPONENT"
  })
  void refuses(String scheme, String number, String expected) {
    assertThat(Schemes.find(scheme).orElseThrow().check(number).label()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"AU", "CN", "DE", "ES", "FR", "GB", "IN", "PL", "TR", "US", "VN"})
  void makesPhoneNumbersOfACountry(String country) {
    var random = new SplittableRandom(8);
    for (int i = 0; i < 20; i++) {
      String number = SyntheticIdentifiers.phone(country, random).orElseThrow();
      assertThat(Schemes.find("phone").orElseThrow().check(number).label()).isEqualTo("VALID");
    }
    assertThat(SyntheticIdentifiers.phone("ZZ", random)).isEmpty();
  }
}
