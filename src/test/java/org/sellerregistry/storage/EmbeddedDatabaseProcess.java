package org.sellerregistry.storage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A process of its own that holds an embedded database, to be killed by a test. Prints the server's
 * process id when it is ready and ends in order when its standard input does.
 */
final class EmbeddedDatabaseProcess implements AutoCloseable {

  private final Process process;
  private final long serverPid;

  private EmbeddedDatabaseProcess(Process process, long serverPid) {
    this.process = process;
    this.serverPid = serverPid;
  }

  static EmbeddedDatabaseProcess start(Path data) throws IOException {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-classpath",
                System.getProperty("java.class.path"),
                EmbeddedDatabaseProcess.class.getName(),
                data.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var line = process.inputReader(StandardCharsets.UTF_8).readLine();
    return new EmbeddedDatabaseProcess(process, Long.parseLong(line));
  }

  public static void main(String[] arguments) throws IOException {
    try (var database =
        EmbeddedDatabase.start(
            new EmbeddedSettings(Path.of(arguments[0]), TestServer.cache(), 32, true))) {
      System.out.println(database.process().pid());
      System.in.transferTo(System.out);
    }
  }

  /** The database server's process. */
  ProcessHandle server() {
    return ProcessHandle.of(serverPid).orElseThrow();
  }

  /** Ends the process as {@code kill -9} does; the server that it started goes on. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    kill();
    ProcessHandle.of(serverPid).ifPresent(DataFolder::stop);
  }
}
