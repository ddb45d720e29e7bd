package org.sellerregistry.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.sellerregistry.access.BearerTokensFuzz;
import org.sellerregistry.audit.ResumeTokensFuzz;
import org.sellerregistry.verification.sources.SourceRepliesFuzz;

/**
 * Runs each target on its seeds, on what a fuzzer once found, and on changes of both that are the
 * same in each run.
 */
class FuzzSeedsTest {
  private static final Map<String, Consumer<byte[]>> TARGETS =
      Map.of(
          "BearerTokensFuzz", BearerTokensFuzz::fuzzerTestOneInput,
          "IdentifiersFuzz", IdentifiersFuzz::fuzzerTestOneInput,
          "ImportFileFuzz", ImportFileFuzz::fuzzerTestOneInput,
          "MachineReadableZoneFuzz", MachineReadableZoneFuzz::fuzzerTestOneInput,
          "PackTextFuzz", PackTextFuzz::fuzzerTestOneInput,
          "PageTokensFuzz", PageTokensFuzz::fuzzerTestOneInput,
          "RequestFuzz", RequestFuzz::fuzzerTestOneInput,
          "ResourceNamesFuzz", ResourceNamesFuzz::fuzzerTestOneInput,
          "ResumeTokensFuzz", ResumeTokensFuzz::fuzzerTestOneInput,
          "SourceRepliesFuzz", SourceRepliesFuzz::fuzzerTestOneInput);

  private static final Path SEEDS = Path.of("src/test/resources/fuzz");
  private static final int CHANGES = 200;

  @TestFactory
  Stream<DynamicTest> seedsAndChangesOfThem() throws IOException {
    try (var folders = Files.list(SEEDS)) {
      assertThat(folders.map(folder -> folder.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(TARGETS.keySet());
    }
    return TARGETS.keySet().stream()
        .sorted()
        .map(name -> DynamicTest.dynamicTest(name, () -> run(name, TARGETS.get(name))));
  }

  private static void run(String name, Consumer<byte[]> target) throws IOException {
    var random = new SplittableRandom(name.hashCode());
    try (var seeds = Files.list(SEEDS.resolve(name))) {
      for (var seed : seeds.sorted().toList()) {
        var bytes = Files.readAllBytes(seed);
        target.accept(bytes);
        for (int i = 0; i < CHANGES; i++) {
          target.accept(changed(bytes, random));
        }
      }
    }
  }

  /** A few bytes replaced, left out or doubled. */
  private static byte[] changed(byte[] bytes, SplittableRandom random) {
    var changed = bytes.clone();
    for (int left = random.nextInt(1, 5); left > 0 && changed.length > 0; left--) {
      int at = random.nextInt(changed.length);
      switch (random.nextInt(3)) {
        case 0 -> changed[at] = (byte) random.nextInt(256);
        case 1 -> changed = without(changed, at);
        default -> changed = doubled(changed, at);
      }
    }
    return changed;
  }

  private static byte[] without(byte[] bytes, int at) {
    var shorter = new byte[bytes.length - 1];
    System.arraycopy(bytes, 0, shorter, 0, at);
    System.arraycopy(bytes, at + 1, shorter, at, shorter.length - at);
    return shorter;
  }

  private static byte[] doubled(byte[] bytes, int at) {
    var longer = new byte[bytes.length + 1];
    System.arraycopy(bytes, 0, longer, 0, at + 1);
    System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
    return longer;
  }
}
