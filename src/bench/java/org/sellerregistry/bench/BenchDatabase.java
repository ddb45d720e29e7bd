package org.sellerregistry.bench;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.cli.BenchmarkOptions;
import org.sellerregistry.storage.DatabaseConfig;
import org.sellerregistry.storage.EmbeddedDatabase;
import org.sellerregistry.storage.EmbeddedSettings;
import org.sellerregistry.storage.TlsMode;

/** The database of a run: the embedded one, durable, or one that somebody else runs. */
record BenchDatabase(DatabaseConfig config, @Nullable EmbeddedDatabase embedded)
    implements AutoCloseable {
  /** Of several numbers of traders, each has a schema of its own, which is made if need be. */
  static BenchDatabase open(BenchmarkOptions options, int traders, Path data) throws SQLException {
    var given = options.database();
    if (given != null) {
      var url = options.traders().size() == 1 ? given.url() : given.url() + "_" + traders;
      var config = DatabaseConfig.of(url, given.user(), given.password()).withTls(TlsMode.DISABLED);
      create(config);
      return new BenchDatabase(config, null);
    }
    var cache = Path.of(System.getProperty("user.home"), ".cache", "seller-registry");
    var embedded =
        EmbeddedDatabase.start(
            new EmbeddedSettings(data.resolve("database"), cache, options.bufferPool(), true));
    return new BenchDatabase(embedded.config(), embedded);
  }

  private static void create(DatabaseConfig config) throws SQLException {
    int slash = config.url().lastIndexOf('/');
    var schema = config.url().substring(slash + 1);
    var server =
        DatabaseConfig.of(config.url().substring(0, slash + 1), config.user(), config.password());
    try (var connection = DriverManager.getConnection(jdbc(server));
        var statement = connection.createStatement()) {
      var _ = statement.execute("CREATE DATABASE IF NOT EXISTS `%s`".formatted(schema));
    }
  }

  /** The URL with the account, for connections outside of the pools. */
  static String jdbc(DatabaseConfig config) {
    return config.url()
        + "?sslMode=DISABLED&allowPublicKeyRetrieval=true&rewriteBatchedStatements=true"
        + "&connectionTimeZone=UTC&forceConnectionTimeZoneToSession=true&user="
        + encode(config.user())
        + "&password="
        + encode(config.password());
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    if (embedded != null) {
      embedded.close();
    }
  }
}
