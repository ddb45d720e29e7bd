package org.sellerregistry.identifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With the specimens of ICAO Doc 9303 (parts 4 to 6), of the fictional state of Utopia. */
class MachineReadableZoneTest {
  private static final String TD1 =
      """
      I<UTOD231458907<<<<<<<<<<<<<<<
      7408122F1204159UTO<<<<<<<<<<<6
      ERIKSSON<<ANNA<MARIA<<<<<<<<<<\
      """;

  private static final String TD2 =
      """
      I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<
      D231458907UTO7408122F1204159<<<<<<<6\
      """;

  private static final String TD3 =
      """
      P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<
      L898902C36UTO7408122F1204159ZE184226B<<<<<10\
      """;

  @Test
  void readsTheSpecimens() {
    assertThat(MachineReadableZone.read(TD1)).hasValue(anna("I", "D23145890", ""));
    assertThat(MachineReadableZone.read(TD2)).hasValue(anna("I", "D23145890", ""));
    assertThat(MachineReadableZone.read(TD3)).hasValue(anna("P", "L898902C3", "ZE184226B"));
  }

  @Test
  void readsANumberThatGoesOnInTheOptionalData() {
    String zone =
        """
        I<UTOD23145890<7349<<<<<<<<<<<
        3407127M9507122UTO<<<<<<<<<<<2
        STEVENSON<<PETER<JOHN<<<<<<<<<\
        """;
    assertThat(MachineReadableZone.read(zone).orElseThrow())
        .returns("D23145890734", MachineReadableZone::number)
        .returns("", MachineReadableZone::optional)
        .returns("STEVENSON", MachineReadableZone::surname);
  }

  @Test
  void comparesTheBirthDateAsFarAsTheZoneKnowsIt() {
    MachineReadableZone zone = MachineReadableZone.read(TD3).orElseThrow();
    assertThat(zone.bornOn(LocalDate.of(1974, 8, 12))).isTrue();
    assertThat(zone.bornOn(LocalDate.of(1974, 12, 8))).isFalse();
    assertThat(zone.expiryDate()).isEqualTo(LocalDate.of(2012, 4, 15));
  }

  @Test
  void linesMayBeJoinedAndShownApart() {
    Scheme td3 = Schemes.find("mrz.td3").orElseThrow();
    String joined = TD3.replace("\n", "");
    assertThat(td3.check(joined)).isEqualTo(new Verdict.Valid("", joined, TD3));
    assertThat(td3.check(TD3.toLowerCase(Locale.ROOT))).isEqualTo(td3.check(TD3));
  }

  /** Each digit of the second line of the passport, changed, is found. */
  @Test
  void findsEveryWrongDigit() {
    Scheme td3 = Schemes.find("mrz.td3").orElseThrow();
    String joined = TD3.replace("\n", "");
    for (int i = 44; i < 88; i++) {
      char c = joined.charAt(i);
      if (c >= '0' && c <= '9') {
        char wrong = c == '9' ? '0' : (char) (c + 1);
        String damaged = joined.substring(0, i) + wrong + joined.substring(i + 1);
        assertThat(td3.check(damaged).label()).as("place %d", i).isEqualTo("CHECKSUM");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "mrz.td3, P<UTO, LENGTH",
    "mrz.td1, I<UTOD231458907<<<<<<<<<<<<<<<7408122F12O4159UTO<<<<<<<<<<<6ERIKSSON<<ANNA<MARIA<<<<<<<<<<, FORMAT",
    "mrz.td1, I<UTOD231458907<<<<<<<<<<<<<<<7408122F1204159UTO<<<<<<<<<<<6ERIKSS0N<<ANNA<MARIA<<<<<<<<<<, FORMAT",
    "mrz.td1, P<UTOD231458907<<<<<<<<<<<<<<<7408122F1204159UTO<<<<<<<<<<<6ERIKSSON<<ANNA<MARIA<<<<<<<<<<, COMPONENT",
    "mrz.td2, I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<D231458907UTO7408122F1204159<<<<<<<5, CHECKSUM"
  })
  void refuses(String scheme, String zone, String expected) {
    assertThat(Schemes.find(scheme).orElseThrow().check(zone).label()).isEqualTo(expected);
    assertThat(MachineReadableZone.read(zone)).isEmpty();
  }

  private static MachineReadableZone anna(String code, String number, String optional) {
    return new MachineReadableZone(
        code, "UTO", "ERIKSSON", "ANNA MARIA", number, "UTO", "740812", "F", "120415", optional);
  }
}
