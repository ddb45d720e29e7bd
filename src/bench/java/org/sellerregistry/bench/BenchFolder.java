package org.sellerregistry.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** The directory of a run: one that was given is kept, a temporary one is not. */
record BenchFolder(Path path, boolean temporary) implements AutoCloseable {
  static BenchFolder of(@Nullable Path given) throws IOException {
    return given == null
        ? new BenchFolder(Files.createTempDirectory("seller-registry-bench-"), true)
        : new BenchFolder(Files.createDirectories(given).toAbsolutePath(), false);
  }

  @Override
  public void close() throws IOException {
    if (temporary) {
      try (var files = Files.walk(path)) {
        for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }
}
