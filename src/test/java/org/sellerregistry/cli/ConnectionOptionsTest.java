package org.sellerregistry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ConnectionOptionsTest {

  private static final Map<String, String> ENVIRONMENT = Map.of("SELLER_REGISTRY_PERSON", "anna");

  @Test
  void thePersonOfTheEnvironmentIsNotForTheLocalOperator() {
    assertThat(ConnectionOptions.person(null, false, ENVIRONMENT)).isEqualTo("anna");
    assertThat(ConnectionOptions.person(null, true, ENVIRONMENT))
        .as("its grant would refuse the call")
        .isEmpty();
    assertThat(ConnectionOptions.person("bea", true, ENVIRONMENT)).isEqualTo("bea");
    assertThat(ConnectionOptions.person(null, false, Map.of())).isEmpty();
  }
}
