package org.sellerregistry.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A MariaDB server of our own: a real one, in a process beside ours, for evaluation, small
 * installations and tests.
 *
 * <p>Guarantees: it listens on the loopback interface alone; its only account has a random password
 * that lies in the data folder, readable by the owner alone; a commit is durable if the settings
 * say so; data survive restarts and the sudden end of our process, of the server or of both. One
 * process at a time can use a data folder. {@link #close} shuts the server down in order.
 */
public final class EmbeddedDatabase implements AutoCloseable {

  /** The account may do everything in schemas whose names begin so, and nothing elsewhere. */
  static final String SCHEMA = "registry";

  private static final String USER = "registry";
  private static final int PORTS_TO_TRY = 3;
  private static final int READY_POLLS = 1200;
  private static final Duration POLL = Duration.ofMillis(50);

  private final DataFolder folder;
  private final Process server;
  private final DatabaseConfig config;

  private EmbeddedDatabase(DataFolder folder, Process server, DatabaseConfig config) {
    this.folder = folder;
    this.server = server;
    this.config = config;
  }

  /**
   * Starts the server, with an empty schema named {@code registry} when the data folder is new.
   * Takes about a second, and some more the first time on a machine, to unpack the program.
   *
   * @throws StorageUnavailableException if the program is not part of this installation, the folder
   *     is in use by another process, or the server does not start
   */
  public static EmbeddedDatabase start(EmbeddedSettings settings) {
    var program = ServerProgram.unpackedIn(settings.cache());
    try {
      var folder = DataFolder.hold(settings.data());
      try {
        folder.stopLeftover();
        var launch = new ServerLaunch(program, folder, settings);
        launch.createTables();
        return start(launch, folder);
      } catch (IOException | RuntimeException e) {
        folder.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The embedded database cannot use " + settings.data(), e);
    }
  }

  private static EmbeddedDatabase start(ServerLaunch launch, DataFolder folder) throws IOException {
    var password = folder.password();
    var script = folder.writePrivately(folder.script(), accountStatements(password));
    try {
      for (int tried = 0; tried < PORTS_TO_TRY; tried++) {
        int port = freePort();
        var server = launch.serve(port, script);
        var config =
            DatabaseConfig.of("jdbc:mysql://127.0.0.1:" + port + "/" + SCHEMA, USER, password)
                .withTls(TlsMode.DISABLED);
        if (becomesReady(server, config)) {
          return new EmbeddedDatabase(folder, server, config);
        }
        DataFolder.stop(server.toHandle());
      }
    } finally {
      Files.deleteIfExists(script);
    }
    throw new StorageUnavailableException(
        "The embedded database does not start: see " + folder.log());
  }

  /** How to connect; good until {@link #close}. */
  public DatabaseConfig config() {
    return config;
  }

  /** The server's process, which ends with {@link #close}. */
  ProcessHandle process() {
    return server.toHandle();
  }

  @Override
  public void close() {
    DataFolder.stop(server.toHandle());
    try {
      folder.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Run at each start, so that they hold whatever an earlier version has set; one a line. */
  private static String accountStatements(String password) {
    return """
    CREATE USER IF NOT EXISTS '%1$s'@'127.0.0.1';
    ALTER USER '%1$s'@'127.0.0.1' IDENTIFIED BY '%2$s';
    GRANT ALL ON `%3$s%%`.* TO '%1$s'@'127.0.0.1';
    CREATE DATABASE IF NOT EXISTS %3$s;
    """
        .formatted(USER, password, SCHEMA);
  }

  /** Another process may take the port before the server does: the caller tries again. */
  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  private static boolean becomesReady(Process server, DatabaseConfig config) {
    try {
      for (int poll = 0; poll < READY_POLLS; poll++) {
        if (server.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
          return false;
        }
        if (answers(config)) {
          return true;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  private static boolean answers(DatabaseConfig config) {
    var url = config.url() + "?sslMode=DISABLED&connectTimeout=1000&socketTimeout=5000";
    try (var connection = DriverManager.getConnection(url, config.user(), config.password())) {
      return connection.isValid(1);
    } catch (SQLException e) {
      return false;
    }
  }
}
