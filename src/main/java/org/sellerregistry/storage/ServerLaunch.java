package org.sellerregistry.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Starts processes of the embedded server. Options are those of the MariaDB manual. */
final class ServerLaunch {

  private final ServerProgram program;
  private final DataFolder folder;
  private final EmbeddedSettings settings;

  ServerLaunch(ServerProgram program, DataFolder folder, EmbeddedSettings settings) {
    this.program = program;
    this.folder = folder;
    this.settings = settings;
  }

  /** Makes the server's own tables, without any account, in a folder that is new. */
  void createTables() throws IOException {
    if (Files.exists(folder.tables())) {
      return;
    }
    var work = Files.createDirectory(folder.temporary().resolve("tables"));
    // Nothing is flushed on the way: the shutdown at the end does so.
    var process =
        start(
            work, List.of("--bootstrap", "--log-warnings=0", "--innodb-flush-log-at-trx-commit=0"));
    try (var statements = process.getOutputStream()) {
      // One statement a line: a bootstrapping server reads them so.
      statements.write("CREATE DATABASE mysql;\nUSE mysql;\n".getBytes(UTF_8));
      for (var script : program.systemTables()) {
        Files.copy(script, statements);
      }
      statements.write("DELETE FROM global_priv WHERE User <> 'mariadb.sys';\n".getBytes(UTF_8));
    }
    if (process.onExit().join().exitValue() != 0) {
      throw new StorageUnavailableException(
          "The embedded database cannot make its tables: see " + folder.log());
    }
    // Whole or not at all: a process that is killed here begins anew.
    Files.move(work, folder.tables());
  }

  /** Starts serving; the statements of the script are run before the first connection. */
  Process serve(int port, Path script) throws IOException {
    return start(
        folder.tables(),
        List.of(
            "--bind-address=127.0.0.1",
            "--port=" + port,
            "--socket=",
            "--skip-name-resolve",
            "--skip-ssl",
            "--init-file=" + script,
            "--pid-file=" + folder.pid(),
            "--tmpdir=" + folder.temporary(),
            "--character-set-server=utf8mb4",
            "--collation-server=utf8mb4_bin",
            "--default-time-zone=+00:00",
            "--transaction-isolation=READ-COMMITTED",
            "--max-connections=200",
            "--max-allowed-packet=64M",
            "--secure-file-priv=" + folder.tables(),
            "--local-infile=OFF",
            "--innodb-flush-log-at-trx-commit=" + (settings.durable() ? "1" : "2"),
            "--innodb-buffer-pool-size=" + settings.bufferPoolMebibytes() + "M"));
  }

  private Process start(Path tables, List<String> options) throws IOException {
    var command = new ArrayList<String>();
    command.add(program.server().toString());
    Collections.addAll(
        command,
        "--no-defaults",
        "--basedir=" + program.home(),
        "--datadir=" + tables,
        "--plugin-dir=" + program.share(),
        "--lc-messages-dir=" + program.share(),
        "--character-sets-dir=" + program.share().resolve("charsets"),
        "--innodb-log-file-size=" + (settings.durable() ? "96M" : "32M"));
    if (System.getProperty("user.name").equals("root")) {
      // It refuses to run as root unless told to.
      command.add("--user=root");
    }
    command.addAll(options);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.log().toFile()))
        .start();
  }
}
