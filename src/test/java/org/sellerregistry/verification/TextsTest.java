package org.sellerregistry.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TextsTest {
  private static final Pattern CODE =
      Pattern.compile(
          "(?:unusual|contradiction)\\([^;]*?\"([A-Z0-9_]+)\"|\"((?:MRZ|DOCUMENT)_[A-Z_]+)\"");

  @Test
  void everyTextIsThereInEveryLanguage() throws IOException {
    assertThat(texts("verification_de").keySet()).isEqualTo(texts("verification").keySet());
  }

  @Test
  void everyReasonOfAComparisonHasAText() throws IOException {
    var codes = new ArrayList<String>();
    var sources = Path.of("src/main/java/org/sellerregistry/verification/crossfield");
    try (var files = Files.list(sources)) {
      for (var file : files.toList()) {
        CODE.matcher(Files.readString(file))
            .results()
            .map(it -> it.group(1) == null ? it.group(2) : it.group(1))
            .forEach(codes::add);
      }
    }
    assertThat(codes).hasSizeGreaterThan(15);
    assertThat(texts("verification").stringPropertyNames())
        .containsAll(codes.stream().map("reason."::concat).toList());
  }

  private static Properties texts(String name) throws IOException {
    var texts = new Properties();
    try (var in = Packs.class.getResourceAsStream("/texts/" + name + ".properties")) {
      texts.load(new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8));
    }
    return texts;
  }
}
