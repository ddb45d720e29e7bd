package org.sellerregistry.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.sellerregistry.storage.Database;
import org.sellerregistry.storage.DatabaseConfig;
import org.sellerregistry.storage.RetryPolicy;
import org.sellerregistry.storage.TlsMode;
import org.sellerregistry.storage.Transactor;
import org.sellerregistry.vault.SigningKey;

/** A process that does nothing but sequence, without a pause, to be killed or frozen by a test. */
final class SequencerProcess implements AutoCloseable {
  /** As the server has it. */
  private static final Duration FROZEN = Duration.ofSeconds(3);

  private final Process process;

  private SequencerProcess(Process process) {
    this.process = process;
  }

  /** Starts it and waits until it works. */
  static SequencerProcess start(DatabaseConfig config, Path keys, int batch) throws IOException {
    var process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx128m",
                    "-cp",
                    System.getProperty("java.class.path"),
                    SequencerProcess.class.getName(),
                    config.url(),
                    config.user(),
                    config.password(),
                    config.tls().name(),
                    keys.toString(),
                    String.valueOf(batch)))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    process.getOutputStream().close();
    if (!"works".equals(process.inputReader(UTF_8).readLine())) {
      throw new IllegalStateException("the process ended");
    }
    return new SequencerProcess(process);
  }

  public static void main(String[] arguments) {
    var config =
        DatabaseConfig.of(arguments[0], arguments[1], arguments[2])
            .withTls(TlsMode.valueOf(arguments[3]));
    var once = new RetryPolicy(1, Duration.ofMillis(1), Duration.ofMillis(1));
    var key = SigningKey.openOrCreate(Path.of(arguments[4]));
    try (var database = Database.openSingle(config, FROZEN)) {
      var transactor = new Transactor(database, once, Thread::sleep, new SecureRandom());
      var sequencer =
          new Sequencer(
              transactor, new Checkpoints(key), Clock.systemUTC(), Integer.parseInt(arguments[5]));
      System.out.println("works");
      while (!Thread.currentThread().isInterrupted()) {
        step(sequencer);
      }
    }
  }

  private static void step(Sequencer sequencer) {
    try {
      var _ = sequencer.sequence();
    } catch (RuntimeException e) {
      // The next round is the next attempt, as in the server.
    }
  }

  /** Ends it as {@code kill -9} does. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Sends it a signal: STOP or CONT. */
  void signal(String name) throws IOException, InterruptedException {
    var kill = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start();
    if (kill.waitFor() != 0) {
      throw new IllegalStateException("kill");
    }
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}
