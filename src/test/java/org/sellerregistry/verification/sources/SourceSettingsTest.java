package org.sellerregistry.verification.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValueFactory;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sellerregistry.storage.RetryPolicy;

class SourceSettingsTest {

  @Test
  void hasDefaults() {
    assertThat(SourceSettings.from(Clients.defaults().getConfig("vies")))
        .isEqualTo(
            new SourceSettings(
                URI.create("https://ec.europa.eu/taxation_customs/vies/rest-api/"),
                Duration.ofSeconds(5),
                Duration.ofSeconds(25),
                new RetryPolicy(3, Duration.ofMillis(500), Duration.ofSeconds(10)),
                5,
                Duration.ofMinutes(1),
                2,
                Duration.ofSeconds(10),
                1 << 20,
                Duration.ofDays(1),
                Duration.ofHours(1)));
    assertThat(SourceSettings.from(Clients.defaults().getConfig("gleif")).base())
        .isEqualTo(URI.create("https://api.gleif.org/api/v1/"));
    assertThat(SourceSettings.from(Clients.defaults().getConfig("gleif")).concurrency())
        .isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://source.example/",
        "http://localhost:8080/",
        "http://127.0.0.1/",
        "http://[::1]/a/"
      })
  void takesTlsAndLoopback(String base) {
    assertThat(with("base", base).base()).hasToString(base);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://source.example/",
        "http://localhost.source.example/",
        "http://127.0.0.1.source.example/",
        "https://source.example",
        "https://source.example/api",
        "https://source.example/?x=/",
        "file:///etc/",
        "https:///"
      })
  void refusesOtherBases(String base) {
    assertThatThrownBy(() -> with("base", base)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"concurrency", "failures-to-open", "answer-limit", "attempts"})
  void refusesLimitsThatLetNothingThrough(String limit) {
    assertThatThrownBy(() -> with(limit, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void namesASettingThatMakesNoSense() {
    assertThatThrownBy(() -> with("timeout", "soon"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("timeout");
  }

  private static SourceSettings with(String setting, Object value) {
    return SourceSettings.from(
        Clients.defaults()
            .getConfig("vies")
            .withValue(setting, ConfigValueFactory.fromAnyRef(value)));
  }
}
