package org.sellerregistry.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerProgramTest {

  @Test
  void aHalfUnpackedProgramIsReplacedOnceForAll(@TempDir Path cache) throws Exception {
    var server = cache.resolve("mariadb-11.4.5/bin/mariadbd");
    Files.createDirectories(server.getParent());
    Files.writeString(server, "cut off");

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var first = threads.submit(() -> ServerProgram.unpackedIn(cache));
      var second = threads.submit(() -> ServerProgram.unpackedIn(cache));
      assertThat(first.get()).isEqualTo(second.get());
    }

    assertThat(server).isExecutable();
    assertThat(Files.size(server)).isGreaterThan(100_000_000);
    try (var left = Files.list(cache)) {
      assertThat(left).hasSize(2);
    }
  }

  @Test
  void anInstallationWithoutTheServerSaysSo(@TempDir Path cache) {
    assertThatThrownBy(() -> ServerProgram.unpackedIn(cache, ClassLoader.getPlatformClassLoader()))
        .isInstanceOf(StorageUnavailableException.class)
        .hasMessageContaining("not part of this installation");
    assertThat(cache).isEmptyDirectory();
  }
}
