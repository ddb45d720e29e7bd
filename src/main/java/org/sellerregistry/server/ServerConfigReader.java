package org.sellerregistry.server;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.audit.Audit;
import org.sellerregistry.jobs.JobSettings;
import org.sellerregistry.journal.JournalLag;
import org.sellerregistry.journal.PruneLogs;
import org.sellerregistry.journal.VerifierKey;
import org.sellerregistry.server.ServerConfig.DatabaseSource;
import org.sellerregistry.server.ServerConfig.EmbeddedSource;
import org.sellerregistry.server.ServerConfig.Health;
import org.sellerregistry.server.ServerConfig.JdbcSource;
import org.sellerregistry.server.ServerConfig.VaultKeys;
import org.sellerregistry.storage.TlsMode;
import org.sellerregistry.tracing.Traces;
import org.sellerregistry.vault.kms.KmsClients;
import org.sellerregistry.vault.kms.KmsSettings;
import org.sellerregistry.verification.sources.SourcesSettings;

/** Reads the settings of the server from defaults, file and environment. */
final class ServerConfigReader {

  /** Where names are the operator's own: registers, and what is sent to a source. */
  private static final List<String> OWN_NAMES =
      List.of("sources.registers.", "sources.payee.headers.");

  private static final Pattern DATABASE_URL = Pattern.compile("jdbc:mysql://[^/?]+/[^/?]+(\\?.*)?");

  private final Config config;
  private final Settings settings;
  private final Map<String, String> environment;

  private ServerConfigReader(Config config, Map<String, String> environment) {
    this.config = config;
    this.settings = new Settings(config);
    this.environment = environment;
  }

  static ServerConfig read(@Nullable Path file, Map<String, String> environment) {
    try {
      var defaults = ConfigFactory.parseResources(ServerConfig.class, "/reference.conf");
      var own = file == null ? ConfigFactory.empty() : parse(file, defaults.resolve());
      var config =
          EnvironmentSettings.read(defaults.resolve(), environment)
              .withFallback(own)
              .withFallback(defaults)
              .resolve();
      return new ServerConfigReader(config, environment).read();
    } catch (ConfigException e) {
      throw new ConfigurationException("The configuration makes no sense: " + e.getMessage(), e);
    }
  }

  /** The default data directory, after the XDG base directory specification. */
  static Path defaultData(Map<String, String> environment) {
    var base = environment.getOrDefault("XDG_DATA_HOME", "");
    // The specification has relative paths ignored.
    return base.startsWith("/")
        ? Path.of(base, "seller-registry")
        : Path.of(System.getProperty("user.home"), ".local", "share", "seller-registry");
  }

  private static Config parse(Path file, Config defaults) {
    if (!Files.isRegularFile(file)) {
      throw new ConfigurationException("There is no configuration file %s".formatted(file));
    }
    var own =
        ConfigFactory.parseFile(file.toFile(), ConfigParseOptions.defaults()).resolveWith(defaults);
    for (var entry : own.entrySet()) {
      if (!defaults.hasPath(entry.getKey()) && !isOwn(entry.getKey())) {
        throw new ConfigurationException(
            "%s sets %s, which is no setting".formatted(file, entry.getKey()));
      }
    }
    if (own.hasPath("database.password") && !own.getString("database.password").isEmpty()) {
      PrivateFiles.requirePrivate(file, "The database's password");
    }
    if (own.entrySet().stream()
        .anyMatch(it -> it.getKey().matches("sources\\..*\\.headers\\..*"))) {
      PrivateFiles.requirePrivate(file, "A source's credential");
    }
    return own;
  }

  private static boolean isOwn(String setting) {
    return OWN_NAMES.stream().anyMatch(setting::startsWith);
  }

  private ServerConfig read() {
    var ownData = settings.path("data");
    var data = (ownData == null ? defaultData(environment) : ownData).toAbsolutePath().normalize();
    var trust = new TrustConfigReader(settings);
    var keyRing = settings.path("key-ring");
    return new ServerConfig(
        settings.address("listen"),
        data,
        keyRing == null ? data.resolve("keys") : keyRing.toAbsolutePath().normalize(),
        new VaultKeys(
            settings.notNegative("vault.epoch-days"), settings.positive("vault.interval"), kms()),
        settings.list("operators", ";"),
        database(),
        config.getBoolean("database.migrate-at-start"),
        trust.tls(),
        trust.oidc(),
        trust.electronicId(),
        new LimitsConfigReader(settings).limits(),
        new Health(
            settings.positive("health.interval"),
            settings.positive("health.timeout"),
            settings.atLeastOne("health.failures"),
            settings.atLeastOne("health.successes")),
        new EvidenceConfigReader(config.getConfig("evidence"), data).read(),
        journal(),
        settings.positive("sweep-interval"),
        new JobSettings(
            settings.positive("jobs.polling-interval"),
            settings.positive("jobs.heartbeat-interval"),
            settings.atLeastOne("jobs.concurrency"),
            config.getDuration("shutdown-grace")),
        sources(),
        metrics(),
        traces(),
        config.getDuration("shutdown-grace"));
  }

  private @Nullable KmsSettings kms() {
    var key = config.getString("vault.kms.key");
    if (key.isEmpty()) {
      return null;
    }
    var credentials = settings.path("vault.kms.credentials-file");
    if (credentials != null) {
      PrivateFiles.requirePrivate(credentials, "The key management service's credential");
    }
    var endpoint = config.getString("vault.kms.endpoint");
    var own = new HashMap<>(environment);
    own.keySet().retainAll(KmsSettings.VARIABLES);
    try {
      var settings =
          new KmsSettings(key, credentials, endpoint.isEmpty() ? null : URI.create(endpoint), own);
      // Refuses what it does not know, without asking anybody.
      var _ = new KmsClients(settings, InstantSource.system());
      return settings;
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException("vault.kms: " + e.getMessage(), e);
    }
  }

  private SourcesSettings sources() {
    try {
      return SourcesSettings.from(config.getConfig("sources"));
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException("sources: " + e.getMessage(), e);
    }
  }

  private Traces.@Nullable Settings traces() {
    var endpoint = config.getString("traces.endpoint");
    if (endpoint.isEmpty()) {
      return null;
    }
    try {
      return new Traces.Settings(URI.create(endpoint), config.getDouble("traces.share"));
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException("traces: " + e.getMessage(), e);
    }
  }

  private @Nullable Address metrics() {
    return config.getString("metrics.listen").isEmpty() ? null : settings.address("metrics.listen");
  }

  private Audit.Settings journal() {
    try {
      return new Audit.Settings(
          settings.positive("journal.interval"),
          settings.atLeastOne("journal.batch"),
          journalBounds(),
          new PruneLogs.Periods(
              settings.positive("journal.keep-changes"),
              settings.positive("journal.keep-accesses")),
          settings.list("journal.witnesses", ";").stream().map(VerifierKey::parse).toList());
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException("journal.witnesses are verifier keys: NAME+ID+KEY", e);
    }
  }

  private JournalLag.Bounds journalBounds() {
    int waitAt = settings.atLeastOne("journal.changes-wait-at");
    int most = settings.atLeastOne("journal.most-waiting");
    if (waitAt > most) {
      throw new ConfigurationException(
          "journal.changes-wait-at must be at most journal.most-waiting");
    }
    return new JournalLag.Bounds(waitAt, most, settings.positive("journal.longest-wait"));
  }

  private DatabaseSource database() {
    int writes = settings.atLeastOne("database.write-connections");
    int reads = settings.atLeastOne("database.read-connections");
    var url = config.getString("database.url");
    if (!url.isEmpty() && !DATABASE_URL.matcher(url).matches()) {
      throw new ConfigurationException("database.url must be jdbc:mysql://HOST[:PORT]/SCHEMA");
    }
    return url.isEmpty()
        ? new EmbeddedSource(writes, reads)
        : new JdbcSource(
            url, config.getString("database.user"), password(), tlsMode(), writes, reads);
  }

  private String password() {
    var file = settings.path("database.password-file");
    if (file == null) {
      return config.getString("database.password");
    }
    PrivateFiles.requirePrivate(file, "The database's password");
    try {
      return Files.readString(file).stripTrailing();
    } catch (IOException e) {
      throw new ConfigurationException("Cannot read database.password-file " + file, e);
    }
  }

  private TlsMode tlsMode() {
    var mode = config.getString("database.tls");
    return Arrays.stream(TlsMode.values())
        .filter(value -> named(value).equalsIgnoreCase(mode))
        .findFirst()
        .orElseThrow(() ->
            new ConfigurationException(
                "database.tls is one of %s, not %s".formatted(tlsModes(), mode)));
  }

  private static String tlsModes() {
    return Arrays.stream(TlsMode.values())
        .map(ServerConfigReader::named)
        .collect(Collectors.joining(", "));
  }

  private static String named(TlsMode mode) {
    return mode.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
