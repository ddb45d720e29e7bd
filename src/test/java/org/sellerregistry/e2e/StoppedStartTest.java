package org.sellerregistry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is told to stop before it serves leaves no database running behind it. */
class StoppedStartTest {
  private static final int PATIENCE_SECONDS = 120;

  @Test
  void theEmbeddedDatabaseEndsWithIt(@TempDir Path data) throws Exception {
    var folder = Files.createDirectory(data.resolve("database"));
    var process = ServerProcess.launch(data);
    try {
      awaitFile(folder, "server.pid");
      var children = process.descendants().toList();
      assertThat(children).as("the database runs").isNotEmpty();

      process.destroy();

      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
      assertThat(children).noneMatch(ProcessHandle::isAlive);
    } finally {
      process.destroyForcibly();
    }
  }

  private static void awaitFile(Path folder, String name) throws IOException, InterruptedException {
    try (var watcher = FileSystems.getDefault().newWatchService()) {
      var _ = folder.register(watcher, StandardWatchEventKinds.ENTRY_CREATE);
      while (!Files.exists(folder.resolve(name))) {
        var events = watcher.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(events).as("%s is written", name).isNotNull();
        events.pollEvents();
        events.reset();
      }
    }
  }
}
