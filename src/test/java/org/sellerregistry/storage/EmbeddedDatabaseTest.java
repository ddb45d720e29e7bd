package org.sellerregistry.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTest {

  @TempDir Path data;

  @Test
  void dataSurviveARestart() throws Exception {
    try (var database = start()) {
      writeNote(database);
    }
    try (var database = start()) {
      assertThat(notes(database)).isEqualTo(1);
    }
  }

  @Test
  void committedDataSurviveTheSuddenEndOfTheServer() throws Exception {
    try (var database = start()) {
      writeNote(database);
      database.process().destroyForcibly();
      database.process().onExit().join();
    }
    try (var database = start()) {
      assertThat(notes(database)).isEqualTo(1);
    }
  }

  @Test
  void aServerLeftByAKilledProcessIsReplaced() throws Exception {
    try (var other = EmbeddedDatabaseProcess.start(data)) {
      var leftover = other.server();
      other.kill();
      assertThat(leftover.isAlive()).isTrue();

      try (var database = start()) {
        assertThat(leftover.isAlive()).isFalse();
        writeNote(database);
        assertThat(notes(database)).isEqualTo(1);
      }
    }
  }

  @Test
  void everythingKilledAtOnceIsRecovered() throws Exception {
    try (var other = EmbeddedDatabaseProcess.start(data)) {
      var leftover = other.server();
      other.kill();
      leftover.destroyForcibly();
      leftover.onExit().join();
    }
    try (var database = start()) {
      writeNote(database);
      assertThat(notes(database)).isEqualTo(1);
    }
  }

  @Test
  void aProcessIdThatBelongsToAnotherProgramIsLeftAlone() throws Exception {
    start().close();
    var innocent = new ProcessBuilder("sleep", "600").start();
    try {
      Files.writeString(data.resolve("server.pid"), innocent.pid() + "\n");
      start().close();
      assertThat(innocent.isAlive()).isTrue();
    } finally {
      innocent.destroyForcibly();
    }
  }

  @Test
  void aFolderInUseIsRefused() throws Exception {
    try (var other = EmbeddedDatabaseProcess.start(data)) {
      assertThatThrownBy(this::start)
          .isInstanceOf(StorageUnavailableException.class)
          .hasMessageContaining("in use by another process");
      assertThat(other.server().isAlive()).isTrue();
    }
    try (var database = start()) {
      assertThatThrownBy(this::start).isInstanceOf(StorageUnavailableException.class);
      assertThat(database.process().isAlive()).isTrue();
    }
  }

  @Test
  void onlyTheHolderOfThePasswordGetsIn() throws Exception {
    try (var database = start()) {
      var config = database.config();

      assertThat(permissions(data)).isEqualTo("rwx------");
      assertThat(permissions(data.resolve("password"))).isEqualTo("rw-------");
      assertThat(data.resolve("accounts.sql")).doesNotExist();
      for (var user : new String[] {"root", config.user(), ""}) {
        assertThatThrownBy(() -> connect(config.url(), user, "").close())
            .isInstanceOf(SQLException.class)
            .hasMessageContaining("Access denied");
      }
    }
  }

  @Test
  void theServerListensOnTheLoopbackInterfaceAndIsDurable() throws Exception {
    try (var database = start()) {
      assertThat(value(database, "SELECT @@bind_address")).isEqualTo("127.0.0.1");
      assertThat(value(database, "SELECT @@innodb_flush_log_at_trx_commit")).isEqualTo("1");
      assertThat(value(database, "SELECT CURRENT_USER()")).isEqualTo("registry@127.0.0.1");
    }
  }

  private EmbeddedDatabase start() {
    return EmbeddedDatabase.start(new EmbeddedSettings(data, TestServer.cache(), 32, true));
  }

  private static void writeNote(EmbeddedDatabase database) throws SQLException {
    try (var connection = connect(database);
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE IF NOT EXISTS note (id INT PRIMARY KEY) ENGINE = InnoDB");
      statement.execute("INSERT INTO note VALUES (1)");
    }
  }

  private static int notes(EmbeddedDatabase database) throws SQLException {
    return Integer.parseInt(value(database, "SELECT COUNT(*) FROM note"));
  }

  private static String value(EmbeddedDatabase database, String query) throws SQLException {
    try (var connection = connect(database);
        var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static Connection connect(EmbeddedDatabase database) throws SQLException {
    var config = database.config();
    return connect(config.url(), config.user(), config.password());
  }

  private static Connection connect(String url, String user, String password) throws SQLException {
    return DriverManager.getConnection(url + "?sslMode=DISABLED", user, password);
  }

  private static String permissions(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
