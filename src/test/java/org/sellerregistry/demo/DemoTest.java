package org.sellerregistry.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The whole demonstration, against a real server. */
class DemoTest {

  @Test
  void tellsItsStoryInALimitedSpaceAndLeavesNothingBehind() throws IOException {
    Set<Path> before = leftovers();
    var output = new StringWriter();
    new Demo(new PrintWriter(output), 200, 1).run();

    List<String> lines = output.toString().lines().toList();
    assertThat(lines).hasSizeLessThan(150).allMatch(line -> Screen.width(line) <= Screen.WIDTH);
    assertThat(output.toString())
        .contains("CREATED 200", "of 200 sellers may sell", "PENDING", "ELIGIBLE", "HELD")
        .contains("refused for it: 0", "nobody waits for them any more", "satisfied by VIES")
        .contains("business licence", "a copy is kept as evidence")
        .contains("Please correct", "(a former value)")
        .doesNotContain("UNSPECIFIED", "UNRECOGNIZED", "null");
    assertThat(lines.stream().filter(line -> line.startsWith("  (a)"))).hasSize(4);
    assertThat(leftovers()).isEqualTo(before);
  }

  private static Set<Path> leftovers() throws IOException {
    try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("seller-registry-demo-"))
          .collect(Collectors.toSet());
    }
  }
}
