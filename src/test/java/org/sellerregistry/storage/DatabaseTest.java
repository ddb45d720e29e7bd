package org.sellerregistry.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DatabaseTest {

  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration SECONDS = Duration.ofSeconds(5);

  @RegisterExtension
  static final TestDatabase DATABASE =
      TestDatabase.empty()
          .with(config ->
              config.withConnections(1, 1).withTimeouts(SECONDS, SHORT, SECONDS, SECONDS));

  @Test
  void everySessionHasTheSameSettings() {
    var settings =
        DATABASE
            .transactor()
            .write(dsl ->
                dsl.fetchSingle(
                    """
                    SELECT @@session.time_zone, @@session.transaction_isolation,
                      @@session.innodb_lock_wait_timeout, @@session.collation_connection,
                      @@session.autocommit
                    """));

    assertThat(settings.get(0)).asString().isIn("UTC", "+00:00");
    assertThat(settings.get(1)).isEqualTo("READ-COMMITTED");
    assertThat(settings.get(2)).asString().isEqualTo("5");
    assertThat(settings.get(3)).isEqualTo("utf8mb4_bin");
    assertThat(settings.get(4)).asString().isEqualTo("0");
  }

  @Test
  void theSqlModeIsStrictOnEveryEngine() {
    var modes = DATABASE.transactor().read(dsl -> dsl.fetchValue("SELECT @@session.sql_mode"));

    assertThat(modes).asString().contains("STRICT_ALL_TABLES", "ONLY_FULL_GROUP_BY");
  }

  @Test
  void anUpdateCountsTheRowsItFinds() {
    DATABASE
        .transactor()
        .write(dsl -> dsl.execute("CREATE TABLE found (id INT NOT NULL PRIMARY KEY, n INT)"));
    DATABASE.transactor().write(dsl -> dsl.execute("INSERT INTO found VALUES (1, 5)"));

    var rows =
        DATABASE.transactor().write(dsl -> dsl.execute("UPDATE found SET n = 5 WHERE id = 1"));

    assertThat(rows).isEqualTo(1);
  }

  @Test
  void aPoolWithoutAFreeConnectionIsUnavailable() throws Exception {
    var taken = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    var holder =
        CompletableFuture.runAsync(() ->
            DATABASE
                .transactor()
                .write(dsl -> {
                  taken.countDown();
                  return await(release);
                }));
    assertThat(await(taken)).isTrue();

    assertThatThrownBy(() -> DATABASE.transactor().write(dsl -> dsl.execute("DO 1")))
        .isInstanceOf(StorageUnavailableException.class)
        .hasMessage("No connection to the database was free in time")
        .hasNoCause();
    // Reads have a pool of their own.
    assertThat(DATABASE.database().isReachable(Duration.ofSeconds(1))).isTrue();
    release.countDown();
    holder.get(10, TimeUnit.SECONDS);
  }

  @Test
  void readsThatTakeAllConnectionsDoNotMakeItLookDead() throws Exception {
    var taken = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    var holder =
        CompletableFuture.runAsync(() ->
            DATABASE
                .transactor()
                .read(dsl -> {
                  taken.countDown();
                  return await(release);
                }));
    assertThat(await(taken)).isTrue();

    assertThat(DATABASE.database().isReachable(Duration.ofSeconds(2))).isTrue();
    release.countDown();
    holder.get(10, TimeUnit.SECONDS);
  }

  /** As a process that is stopped does: the system takes connections, and nobody answers. */
  @Test
  void aDatabaseThatFreezesIsUnreachableWithinTheTimeOfTheProbe() throws Exception {
    var direct = DATABASE.config();
    try (var between = new FreezableProxy(direct.url());
        var database =
            Database.open(
                DatabaseConfig.of(between.url(), direct.user(), direct.password())
                    .withTls(direct.tls()))) {
      var within = Duration.ofSeconds(2);
      assertThat(database.isReachable(within)).isTrue();

      between.freeze();
      for (int i = 0; i < 2; i++) {
        long begin = System.nanoTime();
        assertThat(database.isReachable(within)).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(4));
      }

      between.goOn();
      while (!database.isReachable(within)) {
        assertThat(Thread.interrupted()).as("the test's time is over").isFalse();
      }
    }
  }

  @Test
  void aServerThatIsNotThereIsUnavailable() throws Exception {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      port = socket.getLocalPort();
    }
    var config =
        DatabaseConfig.of("jdbc:mysql://127.0.0.1:" + port + "/registry", "nobody", "secret")
            .withTimeouts(SHORT, SHORT, SHORT, SECONDS);

    assertThatThrownBy(() -> Database.open(config))
        .isInstanceOf(StorageUnavailableException.class)
        .hasMessageContaining("cannot be reached: nothing takes connections there")
        .hasNoCause();
  }

  @Test
  void aHostThatNobodyKnowsIsToldFromAServerThatIsNotThere() {
    var config =
        DatabaseConfig.of("jdbc:mysql://database.invalid/registry", "nobody", "secret")
            .withTimeouts(SHORT, SHORT, SHORT, SECONDS);

    assertThatThrownBy(() -> Database.open(config))
        .isInstanceOf(StorageUnavailableException.class)
        .hasMessageContaining("cannot be reached: nobody knows the host (database.url)");
  }

  @Test
  void aServerThatRefusesTheAccountSaysSo() {
    var good = DATABASE.config();
    // MySQL's driver asks about an account over TLS alone; the embedded server has none.
    var tls = DATABASE.database().engine() == Engine.MYSQL ? TlsMode.REQUIRED : good.tls();
    var config =
        DatabaseConfig.of(good.url(), "nobody", "secret")
            .withTls(tls)
            .withTimeouts(Duration.ofSeconds(2), SECONDS, SECONDS, SECONDS);

    assertThatThrownBy(() -> Database.open(config))
        .isInstanceOf(StorageUnavailableException.class)
        .hasMessageContaining("it refuses the user or the password")
        .hasNoCause();
  }

  @Test
  void thePasswordStaysOutOfTheConfigurationsText() {
    var config = DatabaseConfig.of("jdbc:mysql://db.example.org/registry", "registry", "s3cret");

    assertThat(config.toString()).contains("db.example.org").doesNotContain("s3cret");
    assertThat(DatabaseConfig.place("jdbc:mysql://db/registry?trustCertificateKeyStorePassword=s"))
        .isEqualTo("jdbc:mysql://db/registry");
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
