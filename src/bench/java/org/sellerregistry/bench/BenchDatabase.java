package org.sellerregistry.bench;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.cli.BenchmarkOptions;
import org.sellerregistry.storage.DatabaseConfig;
import org.sellerregistry.storage.EmbeddedDatabase;
import org.sellerregistry.storage.EmbeddedSettings;
import org.sellerregistry.storage.TlsMode;

/** The database of a run: the embedded one, durable, or one that somebody else runs. */
record BenchDatabase(DatabaseConfig config, @Nullable EmbeddedDatabase embedded)
    implements AutoCloseable {
  static BenchDatabase open(BenchmarkOptions options, Path data) {
    var given = options.database();
    if (given != null) {
      return new BenchDatabase(
          DatabaseConfig.of(given.url(), given.user(), given.password()).withTls(TlsMode.DISABLED),
          null);
    }
    var cache = Path.of(System.getProperty("user.home"), ".cache", "seller-registry");
    var embedded =
        EmbeddedDatabase.start(
            new EmbeddedSettings(data.resolve("database"), cache, options.bufferPool(), true));
    return new BenchDatabase(embedded.config(), embedded);
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
