package org.sellerregistry.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.sellerregistry.v1.SectionKind;

class RetentionClassTest {

  @Test
  void keepsItsStoredCodes() {
    assertThat(
            Map.of(
                1, RetentionClass.TRACEABILITY,
                2, RetentionClass.IDENTIFICATION,
                3, RetentionClass.PAYMENT,
                4, RetentionClass.TAX,
                5, RetentionClass.SIGNALS))
        .allSatisfy((code, retentionClass) -> {
          assertThat(retentionClass.code()).isEqualTo(code);
          assertThat(RetentionClass.of(code)).isSameAs(retentionClass);
        })
        .hasSameSizeAs(RetentionClass.values());
  }

  @Test
  void refusesACodeOfNoClass() {
    assertThatIllegalArgumentException().isThrownBy(() -> RetentionClass.of(0));
    assertThatIllegalArgumentException().isThrownBy(() -> RetentionClass.of(6));
  }

  @ParameterizedTest
  @CsvSource({
    "SECTION_KIND_IDENTITY, TRACEABILITY",
    "SECTION_KIND_IDENTIFICATION, IDENTIFICATION",
    "SECTION_KIND_PAYMENT, PAYMENT",
    "SECTION_KIND_REGISTRATION, TRACEABILITY",
    "SECTION_KIND_CERTIFICATION, TRACEABILITY",
    "SECTION_KIND_TAX, TAX",
    "SECTION_KIND_PARTIES, TRACEABILITY",
    "SECTION_KIND_SIGNALS, SIGNALS"
  })
  void knowsTheClassOfASection(SectionKind section, RetentionClass expected) {
    assertThat(RetentionClass.of(section)).isSameAs(expected);
  }

  @ParameterizedTest
  @EnumSource(names = {"SECTION_KIND_UNSPECIFIED", "UNRECOGNIZED"})
  void refusesASectionThatIsNotSet(SectionKind section) {
    assertThatIllegalArgumentException().isThrownBy(() -> RetentionClass.of(section));
  }
}
