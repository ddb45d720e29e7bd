package org.sellerregistry.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HealthStateTest {

  @Test
  void theFirstProbeThatPassesMakesItFit() {
    var state = new HealthState(3, 2);
    assertThat(observe(state, "--+")).isEqualTo("--+");
  }

  @Test
  void aFewFailuresOrSuccessesByChanceChangeNothing() {
    var state = new HealthState(3, 2);
    assertThat(observe(state, "+--+--+---+-++")).isEqualTo("+++++++++----+");
  }

  private static String observe(HealthState state, String probes) {
    var seen = new StringBuilder();
    for (char probe : probes.toCharArray()) {
      seen.append(state.observe(probe == '+') ? '+' : '-');
    }
    return seen.toString();
  }
}
