package org.sellerregistry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DemoCommandTest {

  @Test
  void refusesTooFewTradersToTellItsStory() {
    var result = Cli.plain("demo", "--traders", "10");

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("at least 300 traders");
  }
}
