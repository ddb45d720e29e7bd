package org.sellerregistry.identifier;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegisterNumbersTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Amtsgericht München HRB 12345      |          | München                | HRB 12345
          HRB 12345, AG München              |          | München                | HRB 12345
          hrb 012345                         | Muenchen | München                | HRB 12345
          Ko\u0308ln HRB49263                | Hamburg  | Köln                   | HRB 49263
          HRB 1234 B                         | Berlin   | Berlin (Charlottenburg) | HRB 1234 B
          Frankfurt (Oder) VR 7              |          | Frankfurt/Oder         | VR 7
          Ulm GnR 720                        |          | Ulm                    | GnR 720
          """)
  void germanNumbersBelongToTheirCourt(String number, String issuer, String court, String normal) {
    assertThat(check("de.handelsregister", number, issuer == null ? "" : issuer))
        .isEqualTo(new Verdict.Valid(court, normal, court + " " + normal));
  }

  @Test
  void equalGermanNumbersOfTwoCourtsAreDifferentIdentifiers() {
    var hamburg = Identifier.of("de.handelsregister", "Hamburg", "HRB 1234").orElseThrow();
    var bremen = Identifier.of("de.handelsregister", "Bremen", "HRB 1234").orElseThrow();
    assertThat(hamburg).isNotEqualTo(bremen);
    assertThat(Identifier.of("de.handelsregisternummer", "Hamburg HRB 1234")).hasValue(hamburg);
  }

  @ParameterizedTest
  @CsvSource({
    "de.handelsregister, HRB 1234, '', FORMAT",
    "de.handelsregister, Hamburg HRC 1234, '', FORMAT",
    "de.handelsregister, Hamburg HRB 0, '', FORMAT",
    "de.handelsregister, Gotham HRB 1234, '', COMPONENT",
    "it.rea, 1234567, '', FORMAT",
    "it.rea, XX-1234567, '', COMPONENT",
    "it.rea, 12345678, MI, LENGTH",
    "it.rea, MI-12A4567, '', FORMAT",
    "gb.company, ZZ123456, '', COMPONENT",
    "gb.company, 123456789, '', LENGTH",
    "gb.company, SC12345X, '', FORMAT",
    "nl.kvk, 1234567, '', LENGTH",
    "pl.krs, 00001A3456, '', FORMAT",
    "us.ein, 070000000, '', COMPONENT",
    "euid, DEK1101R.HRB116737#, '', FORMAT",
    "euid, XXK1101R.HRB116737, '', COMPONENT",
    "eori, D, '', LENGTH",
    "eori, US123456789, '', COMPONENT"
  })
  void refuses(String scheme, String number, String issuer, String expected) {
    assertThat(check(scheme, number, issuer).label()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "it.rea, MI-0012345, 12345, MI-12345",
    "gb.company, sc12345, SC012345, SC012345",
    "gb.company, 1234567, 01234567, 01234567",
    "gb.company, NI012345, NI012345, NI012345",
    "gb.company, R0000123, R0000123, R0000123",
    "gb.company, IP00123R, IP00123R, IP00123R",
    "pl.krs, KRS 29937, 0000029937, 0000029937",
    "ro.onrc, J52/750/22.11.2012, J2012000750528, J52/750/2012",
    "ro.onrc, J2012000750528, J2012000750528, J52/750/2012",
    "fr.rcs, rcs nancy b323 159715, RCS NANCY B 323159715, RCS NANCY B 323159715",
    "euid, dek1101r.hrb 116737, DEK1101R.HRB116737, DEK1101R.HRB116737",
    "bic, deutdeffxxx, DEUTDEFF, DEUTDEFF",
    "country, deu, DE, DE",
    "elf, 8888, 8888, 8888",
    "duns, 150483782, 150483782, 15-048-3782",
    "id.npwp, 01.312.166.0-091.000, 0013121660091000, 0013121660091000"
  })
  void hasOneNormalForm(String scheme, String number, String normal, String display) {
    assertThat(check(scheme, number, ""))
        .isInstanceOfSatisfying(
            Verdict.Valid.class,
            valid -> {
              assertThat(valid.normal()).isEqualTo(normal);
              assertThat(valid.display()).isEqualTo(display);
            });
  }

  @Test
  void takesAnEuidApart() {
    assertThat(Euid.read("DEK1101R.HRB116737")).hasValue(new Euid("DE", "K1101R", "HRB116737"));
    assertThat(Euid.read("no euid")).isEmpty();
  }

  private static Verdict check(String scheme, String number, String issuer) {
    return Schemes.find(scheme).orElseThrow().check(number, issuer);
  }
}
