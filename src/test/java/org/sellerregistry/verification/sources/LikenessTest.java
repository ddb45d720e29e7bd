package org.sellerregistry.verification.sources;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LikenessTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Müller & Söhne GmbH | MULLER SOHNE GMBH | MATCH",
        "Synthetic Trading S.A.R.L. | synthetic trading, s.a.r.l. | MATCH",
        "Synthetic Trading GmbH | Synthetic Trading | CLOSE",
        "Trading Synthetic | Synthetic Trading | CLOSE",
        "Syn Thetic | Synthetic | CLOSE",
        "Synthetic Trading International Ltd | Synthetic Trading International Limited | CLOSE",
        "Synthetic Trading GmbH | Another Company GmbH | DIFFERENT",
        "Synthetic Trading | --- | NOT_COMPARED",
        "... | Synthetic Trading | NOT_COMPARED",
        "Synthetic Trading | ΣΥΝΘΕΤΙΚΗ ΕΜΠΟΡΙΑ | NOT_COMPARED",
        "Синтетика ЕООД | СИНТЕТИКА ЕООД | MATCH"
      })
  void comparesNames(String declared, String known, Match expected) {
    assertThat(Likeness.name(declared, List.of(known))).isEqualTo(expected);
  }

  @Test
  void takesTheBestOfSeveralNames() {
    assertThat(Likeness.name("Synthetic Trading", List.of("Other", "SYNTHETIC TRADING")))
        .isEqualTo(Match.MATCH);
    assertThat(Likeness.name("Synthetic Trading", List.of())).isEqualTo(Match.NOT_COMPARED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Musterweg 12 | 10115 | Berlin | MUSTERWEG 12, 10115 BERLIN | MATCH",
        "Musterweg 12 | 1011 AB | Amsterdam | 1011AB Amsterdam Musterweg 12 | MATCH",
        "Musterweg 12 | 1011AB | Amsterdam | Musterweg 12 1011 AB AMSTERDAM | MATCH",
        "Musterweg 12 | '' | Berlin | Musterweg 12 Berlin | MATCH",
        "Musterweg 12 | 10115 | Berlin | Musterweg 13 10115 Berlin | CLOSE",
        "Musterweg 12 | 10115 | Berlin | Beispielallee 3 Berlin | CLOSE",
        "Musterweg 12 | 10115 | Berlin | Musterweg 12 53111 Bonn | DIFFERENT",
        "Musterweg 12 | 10115 | Berlin | 101150 Bonn | DIFFERENT",
        "Musterweg 12 | 10115 | Berlin | '' | NOT_COMPARED",
        "'' | '' | '' | Musterweg 12 10115 Berlin | NOT_COMPARED",
        "Odos 12 | 10431 | Athina | ΟΔΟΣ 12 10431 ΑΘΗΝΑ | NOT_COMPARED"
      })
  void comparesAddresses(
      String street, String postalCode, String locality, String known, Match expected) {
    var declared = new Declared("", street, postalCode, locality, "");
    assertThat(Likeness.address(declared, List.of(known))).isEqualTo(expected);
  }
}
