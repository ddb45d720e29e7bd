package org.sellerregistry.verification.sources;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sellerregistry.v1.Check;
import org.sellerregistry.v1.CheckMethod;
import org.sellerregistry.v1.CheckResult;
import org.sellerregistry.verification.sources.SourceAnswer.Confirmed;
import org.sellerregistry.verification.sources.SourceAnswer.Inconclusive;
import org.sellerregistry.verification.sources.SourceAnswer.Refuted;
import org.sellerregistry.verification.sources.SourceAnswer.Unavailable;

class SourceChecksTest {
  private static final Proof PROOF =
      Proof.of(
          "VIES",
          Instant.parse("2026-11-21T12:00:00.000000123Z"),
          List.of(new byte[] {1}),
          " WAPI\n1 ");

  private static Check check(SourceAnswer answer) {
    return SourceChecks.check(CheckMethod.CHECK_METHOD_VIES, "VIES", answer).build();
  }

  @ParameterizedTest
  @CsvSource({
    "MATCH, Synthetic, PASSED, ''",
    "CLOSE, Synthetic, INCONCLUSIVE, NAME_CLOSE",
    "DIFFERENT, Synthetic, FAILED, NAME_DIFFERS",
    "DIFFERENT, , INCONCLUSIVE, NAME_DIFFERS",
    "NOT_COMPARED, , INCONCLUSIVE, NAME_NOT_COMPARED"
  })
  void passesANumberOnlyUnderTheDeclaredName(
      Match match, String name, String result, String reason) {
    var names = name == null ? List.<String>of() : List.of(name);
    var details = new Details(names, List.of(), match, Match.DIFFERENT, Map.of());
    var check = check(new Confirmed(details, PROOF));
    assertThat(check.getResult()).isEqualTo(CheckResult.valueOf("CHECK_RESULT_" + result));
    assertThat(check.getReasonCode()).isEqualTo(reason);
    assertThat(check.getReference()).isEqualTo("WAPI1");
    assertThat(check.getCheckTime())
        .isEqualTo(Timestamps.fromMillis(Instant.parse("2026-11-21T12:00:00Z").toEpochMilli()));
  }

  @Test
  void failsWhatTheSourceRefutes() {
    var check = check(new Refuted("NOT_FOUND", PROOF));
    assertThat(check.getMethod()).isEqualTo(CheckMethod.CHECK_METHOD_VIES);
    assertThat(check.getSource()).isEqualTo("VIES");
    assertThat(check.getResult()).isEqualTo(CheckResult.CHECK_RESULT_FAILED);
    assertThat(check.getReasonCode()).isEqualTo("NOT_FOUND");
  }

  @Test
  void neverFailsWhatTheSourceDidNotRefute() {
    var unavailable = check(new Unavailable("MS_UNAVAILABLE", Duration.ofMinutes(1)));
    assertThat(unavailable.getResult()).isEqualTo(CheckResult.CHECK_RESULT_UNAVAILABLE);
    assertThat(unavailable.getReasonCode()).isEqualTo("MS_UNAVAILABLE");
    assertThat(unavailable.hasCheckTime()).isFalse();
    for (var proof : new Proof[] {PROOF, null}) {
      assertThat(check(new Inconclusive("LEI_LAPSED", proof)).getResult())
          .isEqualTo(CheckResult.CHECK_RESULT_INCONCLUSIVE);
    }
  }

  @Test
  void showsNoPersonalDataInLogs() {
    var details =
        new Details(List.of("Name"), List.of("Street"), Match.MATCH, Match.MATCH, Map.of());
    assertThat(new Confirmed(details, PROOF).toString()).doesNotContain("Name", "Street");
    assertThat(Clients.DECLARED.toString()).doesNotContain("Synthetic", "Muster");
  }
}
