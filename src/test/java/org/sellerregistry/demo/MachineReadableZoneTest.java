package org.sellerregistry.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.type.Date;
import org.junit.jupiter.api.Test;

/** The specimen passport of ICAO Doc 9303-4, appendix B. */
class MachineReadableZoneTest {

  @Test
  void agreesWithTheSpecimenWhereItIsTheSame() {
    var person =
        new Person(Text.parse("Anna Maria"), Text.parse("Eriksson"), Text.EMPTY, date(1974, 8, 12));
    assertThat(MachineReadableZone.passport("UTO", person, "L898902C3", date(2012, 4, 15)))
        .satisfiesExactly(
            first -> assertThat(first).isEqualTo("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<"),
            second -> assertThat(second).startsWith("L898902C36UTO7408122<1204159").hasSize(44));
  }

  @Test
  void computesTheCheckDigitsOfTheSpecimen() {
    assertThat(MachineReadableZone.check("L898902C3674081221204159ZE184226B<<<<<1")).isEqualTo('0');
    assertThat(MachineReadableZone.check("L898902C3")).isEqualTo('6');
    assertThat(MachineReadableZone.check("ZE184226B<<<<<")).isEqualTo('1');
  }

  @Test
  void spellsLettersAsTheDocumentRecommends() {
    assertThat(Text.parse("Jürgen Weiß-Łęcki Åse Øy").upperCase('<'))
        .isEqualTo("JUERGEN<WEISS<LECKI<AASE<OEY");
  }

  private static Date date(int year, int month, int day) {
    return Date.newBuilder().setYear(year).setMonth(month).setDay(day).build();
  }
}
