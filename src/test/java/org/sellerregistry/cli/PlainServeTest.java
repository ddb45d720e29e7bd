package org.sellerregistry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainServeTest {

  @Test
  void serveAndItsOptionsNeedNoFurtherReading() {
    assertThat(PlainServe.parse("serve")).contains(new PlainServe(null, null, ""));
    assertThat(PlainServe.parse("serve", "--config", "a.conf"))
        .contains(new PlainServe(Path.of("a.conf"), null, ""));
    assertThat(
            PlainServe.parse("serve", "--listen", "[::1]:0", "--data", "d", "--config", "a.conf"))
        .contains(new PlainServe(Path.of("a.conf"), Path.of("d"), "[::1]:0"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "demo",
        "serve --help",
        "serve --config",
        "serve --config=a.conf",
        "serve --config a.conf --config b.conf",
        "serve --listen --config a.conf",
        "serve --data @file",
        "serve --unknown value",
        "serve stray",
        "--help serve",
        "serve --data a\0b"
      })
  void theRestIsForTheCommandLine(String line) {
    assertThat(PlainServe.parse(line.isEmpty() ? new String[0] : line.split(" "))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\0b", ""})
  void pathsThatCannotBeAreRefusedInALine(String path) {
    for (var option : new String[] {"--data", "--config"}) {
      assertThat(PlainServe.parse("serve", option, path)).isEmpty();
      var result = Cli.plain("serve", option, path);

      assertThat(result.code()).isNotEqualTo(ExitCodes.OK);
      assertThat(result.err()).startsWith("error: ").contains(option).doesNotContain("\tat ");
    }
  }
}
