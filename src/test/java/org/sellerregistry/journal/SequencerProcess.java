package org.sellerregistry.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.sellerregistry.storage.Database;
import org.sellerregistry.storage.DatabaseConfig;
import org.sellerregistry.storage.RetryPolicy;
import org.sellerregistry.storage.TlsMode;
import org.sellerregistry.storage.Transactor;
import org.sellerregistry.vault.KeyRing;
import org.sellerregistry.vault.SigningKeys;

/**
 * A process that sequences without a pause, and writes, to be killed or frozen by a test. What it
 * has committed it says.
 */
final class SequencerProcess implements AutoCloseable {
  /** As the server has it. */
  private static final Duration FROZEN = Duration.ofSeconds(3);

  private final Process process;
  private final Future<List<String>> committed;

  private SequencerProcess(Process process, Future<List<String>> committed) {
    this.process = process;
    this.committed = committed;
  }

  /**
   * Starts it and waits until it works.
   *
   * @param writers how many write, each on a trader of its own
   * @param threads reads what it says
   */
  static SequencerProcess start(
      DatabaseConfig config, Path keys, int batch, int writers, ExecutorService threads)
      throws IOException {
    var process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx128m",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    SequencerProcess.class.getName(),
                    config.url(),
                    config.user(),
                    config.password(),
                    config.tls().name(),
                    keys.toString(),
                    String.valueOf(batch),
                    String.valueOf(writers)))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    process.getOutputStream().close();
    var says = process.inputReader(UTF_8);
    if (!"works".equals(says.readLine())) {
      throw new IllegalStateException("the process ended");
    }
    return new SequencerProcess(process, threads.submit(() -> says.lines().toList()));
  }

  public static void main(String[] arguments) {
    var config =
        DatabaseConfig.of(arguments[0], arguments[1], arguments[2])
            .withTls(TlsMode.valueOf(arguments[3]));
    var once = new RetryPolicy(1, Duration.ofMillis(1), Duration.ofMillis(1));
    var checkpoints = new Checkpoints(new SigningKeys(KeyRing.openOrCreate(Path.of(arguments[4]))));
    try (var database = Database.openSingle(config, FROZEN);
        var writing = Database.open(config.withConnections(4, 1))) {
      var random = new SecureRandom();
      var journal =
          new JournalFixture(new Transactor(writing, once, Thread::sleep, random), checkpoints);
      for (int i = 0; i < Integer.parseInt(arguments[6]); i++) {
        var _ = Thread.ofVirtual().start(() -> write(journal));
      }
      var transactor = new Transactor(database, once, Thread::sleep, random);
      var sequencer =
          new Sequencer(transactor, checkpoints, Clock.systemUTC(), Integer.parseInt(arguments[5]));
      System.out.println("works");
      while (!Thread.currentThread().isInterrupted()) {
        step(sequencer);
      }
    }
  }

  private static void write(JournalFixture journal) {
    var trader = UUID.randomUUID();
    for (long revision = 1; !Thread.currentThread().isInterrupted(); revision++) {
      journal.append(trader, revision);
      System.out.println(trader + " " + revision);
    }
  }

  private static void step(Sequencer sequencer) {
    try {
      var _ = sequencer.sequence();
    } catch (RuntimeException e) {
      // The next round is the next attempt, as in the server.
    }
  }

  /** Ends it, and leaves what it said to be read. */
  void kill() throws IOException, InterruptedException {
    if (process.isAlive()) {
      signal("KILL");
    }
    process.waitFor();
  }

  /** What it said that it had committed, each as {@code TRADER REVISION}, once it has ended. */
  List<String> committed() throws ExecutionException, InterruptedException {
    return committed.get();
  }

  /** Sends it a signal: STOP or CONT. */
  void signal(String name) throws IOException, InterruptedException {
    var kill = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start();
    if (kill.waitFor() != 0) {
      throw new IllegalStateException("kill");
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    kill();
  }
}
