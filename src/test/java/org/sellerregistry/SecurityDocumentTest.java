package org.sellerregistry;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The threat model names tests that there are. */
class SecurityDocumentTest {
  private static final Pattern TEST = Pattern.compile("`(\\w+Test)`");

  @Test
  void everyNamedTestExists() throws IOException {
    var named =
        TEST.matcher(Files.readString(Path.of("SECURITY.md")))
            .results()
            .map(MatchResult::group)
            .map(name -> name.replace("`", ""))
            .collect(toSet());
    try (var files = Files.walk(Path.of("src/test/java"))) {
      var tests =
          files.map(file -> file.getFileName().toString().replace(".java", "")).collect(toSet());
      assertThat(named).hasSizeGreaterThan(20).isSubsetOf(tests);
    }
  }
}
