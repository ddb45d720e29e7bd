package org.sellerregistry.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileDocumentStoreTest extends DocumentStoreConformance {
  @TempDir private Path folder;

  @Override
  DocumentStore store() {
    return new FileDocumentStore(folder.resolve("documents"));
  }

  @Override
  long things() throws IOException {
    return files(folder);
  }

  @Test
  void whatAKilledServerLeftIsDeletedToo() throws IOException {
    var id = UUID.randomUUID();
    // Never closed, as by a process that ended.
    store().write(id).stream().write(new byte[100_000]);
    assertThat(things()).isOne();
    store().delete(id);
    assertThat(things()).isZero();
  }

  @Test
  void onlyTheirOwnerReadsThem() throws IOException {
    write(UUID.randomUUID(), new byte[10]);
    try (var all = Files.walk(folder.resolve("documents"))) {
      assertThat(all.toList())
          .hasSize(3)
          .allSatisfy(path ->
              assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                  .endsWith("------"));
    }
  }

  static long files(Path folder) throws IOException {
    try (var all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).count();
    }
  }
}
