package org.sellerregistry.server;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.access.QuotaLimits;
import org.sellerregistry.audit.Audit;
import org.sellerregistry.jobs.JobSettings;
import org.sellerregistry.journal.JournalLag;
import org.sellerregistry.journal.PruneLogs;
import org.sellerregistry.journal.VerifierKey;
import org.sellerregistry.rpc.AdmissionLimits;
import org.sellerregistry.server.ServerConfig.DatabaseSource;
import org.sellerregistry.server.ServerConfig.EmbeddedSource;
import org.sellerregistry.server.ServerConfig.Health;
import org.sellerregistry.server.ServerConfig.Identity;
import org.sellerregistry.server.ServerConfig.JdbcSource;
import org.sellerregistry.server.ServerConfig.Limits;
import org.sellerregistry.server.ServerConfig.Oidc;
import org.sellerregistry.server.ServerConfig.Tls;
import org.sellerregistry.server.ServerConfig.VaultKeys;
import org.sellerregistry.storage.TlsMode;
import org.sellerregistry.tracing.Traces;
import org.sellerregistry.vault.kms.KmsClients;
import org.sellerregistry.vault.kms.KmsSettings;
import org.sellerregistry.verification.electronicid.IdIssuer;
import org.sellerregistry.verification.electronicid.IdSettings;
import org.sellerregistry.verification.sources.SourcesSettings;

/** Reads the settings of the server from defaults, file and environment. */
final class ServerConfigReader {

  private static final String PREFIX = "SELLER_REGISTRY_";

  /** Where names are the operator's own: registers, and what is sent to a source. */
  private static final List<String> OWN_NAMES =
      List.of("sources.registers.", "sources.payee.headers.");

  /** What an issuer of electronic identification may say, with the defaults. */
  private static final Config ISSUER_DEFAULTS =
      ConfigFactory.parseMap(
          Map.of(
              "issuer", "",
              "jwks-file", "",
              "jwks-url", "",
              "subject-claim", "sub",
              "status-lists", "",
              "key-binding", true));

  private final Config config;
  private final Map<String, String> environment;

  private ServerConfigReader(Config config, Map<String, String> environment) {
    this.config = config;
    this.environment = environment;
  }

  static ServerConfig read(@Nullable Path file, Map<String, String> environment) {
    try {
      var defaults = ConfigFactory.parseResources(ServerConfig.class, "/reference.conf");
      var own = file == null ? ConfigFactory.empty() : parse(file, defaults.resolve());
      var config =
          overrides(defaults.resolve(), environment)
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

  private static Config overrides(Config defaults, Map<String, String> environment) {
    var values = new HashMap<String, Object>();
    for (var entry : defaults.entrySet()) {
      var name = PREFIX + entry.getKey().replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
      if (environment.containsKey(name)) {
        values.put(entry.getKey(), environment.getOrDefault(name, ""));
      }
    }
    return ConfigFactory.parseMap(values, "the environment");
  }

  private ServerConfig read() {
    var ownData = path("data");
    var data = (ownData == null ? defaultData(environment) : ownData).toAbsolutePath().normalize();
    var keyRing = path("key-ring");
    return new ServerConfig(
        Address.parse(config.getString("listen")),
        data,
        keyRing == null ? data.resolve("keys") : keyRing.toAbsolutePath().normalize(),
        new VaultKeys(notNegative("vault.epoch-days"), positive("vault.interval"), kms()),
        list("operators", ";"),
        database(),
        config.getBoolean("database.migrate-at-start"),
        tls(),
        oidc(),
        electronicId(),
        limits(),
        new Health(
            positive("health.interval"),
            positive("health.timeout"),
            atLeastOne("health.failures"),
            atLeastOne("health.successes")),
        new EvidenceConfigReader(config.getConfig("evidence"), data).read(),
        journal(),
        positive("sweep-interval"),
        new JobSettings(
            positive("jobs.polling-interval"),
            positive("jobs.heartbeat-interval"),
            atLeastOne("jobs.concurrency"),
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
    var credentials = path("vault.kms.credentials-file");
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
    var listen = config.getString("metrics.listen");
    return listen.isEmpty() ? null : Address.parse(listen);
  }

  private Audit.Settings journal() {
    try {
      return new Audit.Settings(
          positive("journal.interval"),
          atLeastOne("journal.batch"),
          journalBounds(),
          new PruneLogs.Periods(
              positive("journal.keep-changes"), positive("journal.keep-accesses")),
          list("journal.witnesses", ";").stream().map(VerifierKey::parse).toList());
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException("journal.witnesses are verifier keys: NAME+ID+KEY", e);
    }
  }

  private JournalLag.Bounds journalBounds() {
    int waitAt = atLeastOne("journal.changes-wait-at");
    int most = atLeastOne("journal.most-waiting");
    if (waitAt > most) {
      throw new ConfigurationException(
          "journal.changes-wait-at must be at most journal.most-waiting");
    }
    return new JournalLag.Bounds(waitAt, most, positive("journal.longest-wait"));
  }

  private DatabaseSource database() {
    int writes = atLeastOne("database.write-connections");
    int reads = atLeastOne("database.read-connections");
    var url = config.getString("database.url");
    if (!url.isEmpty() && !url.startsWith("jdbc:mysql://")) {
      throw new ConfigurationException("database.url must begin with jdbc:mysql://");
    }
    return url.isEmpty()
        ? new EmbeddedSource(writes, reads)
        : new JdbcSource(
            url, config.getString("database.user"), password(), tlsMode(), writes, reads);
  }

  private String password() {
    var file = path("database.password-file");
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
        .filter(value -> value.name().replace('_', '-').equalsIgnoreCase(mode))
        .findFirst()
        .orElseThrow(() -> new ConfigurationException("There is no database.tls " + mode));
  }

  private Tls tls() {
    var cert = path("tls.cert");
    var key = path("tls.key");
    if ((cert == null) != (key == null)) {
      throw new ConfigurationException("tls.cert and tls.key go together");
    }
    if (key != null) {
      PrivateFiles.requirePrivate(key, "The server's key");
    }
    return new Tls(
        cert == null || key == null ? null : new Identity(cert, key),
        path("tls.client-ca"),
        positive("tls.reload-interval"),
        list("tls.local-names", ","));
  }

  private List<String> list(String setting, String separator) {
    return Arrays.stream(config.getString(setting).split(separator, -1))
        .map(String::strip)
        .filter(element -> !element.isEmpty())
        .toList();
  }

  private @Nullable Oidc oidc() {
    var issuer = config.getString("oidc.issuer");
    if (issuer.isEmpty()) {
      return null;
    }
    var audience = config.getString("oidc.audience");
    var file = path("oidc.jwks-file");
    var url = config.getString("oidc.jwks-url");
    if (audience.isEmpty() || (file == null) == url.isEmpty()) {
      throw new ConfigurationException(
          "oidc.issuer needs oidc.audience and one of oidc.jwks-file and oidc.jwks-url");
    }
    if (file == null && !url.startsWith("https://")) {
      throw new ConfigurationException("oidc.jwks-url must begin with https://");
    }
    return new Oidc(
        issuer,
        audience,
        file == null ? URI.create(url) : file.toAbsolutePath().toUri(),
        config.getString("oidc.person-claim"));
  }

  private IdSettings electronicId() {
    var issuers = new ArrayList<IdIssuer>();
    try {
      for (var issuer : config.getConfigList("electronic-id.issuers")) {
        issuers.add(idIssuer(issuer.withFallback(ISSUER_DEFAULTS)));
      }
      return new IdSettings(
          config.getString("electronic-id.audience"),
          config.getDuration("electronic-id.freshness"),
          issuers);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(String.valueOf(e.getMessage()), e);
    }
  }

  private static IdIssuer idIssuer(Config issuer) {
    for (var entry : issuer.root().keySet()) {
      if (!ISSUER_DEFAULTS.hasPath(entry)) {
        throw new ConfigurationException(
            "electronic-id.issuers sets %s, which is no setting".formatted(entry));
      }
    }
    var file = issuer.getString("jwks-file");
    var url = issuer.getString("jwks-url");
    if (issuer.getString("issuer").isEmpty()
        || file.isEmpty() == url.isEmpty()
        || (file.isEmpty() && !url.startsWith("https://"))) {
      throw new ConfigurationException(
          "electronic-id.issuers needs issuer and one of jwks-file and jwks-url, an https:// one");
    }
    return new IdIssuer(
        issuer.getString("issuer"),
        file.isEmpty() ? URI.create(url) : Path.of(file).toAbsolutePath().toUri(),
        issuer.getString("subject-claim"),
        issuer.getString("status-lists"),
        issuer.getBoolean("key-binding"));
  }

  private Limits limits() {
    var limits = config.getConfig("limits");
    return new Limits(
        Math.toIntExact(limits.getBytes("message-size")),
        Math.toIntExact(limits.getBytes("metadata-size")),
        admission("limits"),
        new QuotaLimits.ByCaller(quota("limits.caller"), quota("limits.anonymous")),
        positive("limits.idle-time"),
        atLeastOne("limits.connections"),
        atLeastOne("limits.streams-per-connection"),
        atLeastOne("limits.resets"),
        positive("limits.reset-window"),
        positive("limits.keepalive-time"),
        positive("limits.keepalive-timeout"),
        positive("limits.client-keepalive-time"),
        positive("limits.connection-age"),
        positive("limits.connection-age-grace"));
  }

  private AdmissionLimits admission(String settings) {
    return new AdmissionLimits(
        atLeastOne(settings + ".concurrent-calls"),
        Math.max(0, config.getInt(settings + ".waiting-calls")),
        positive("limits.waiting-time"),
        atLeastOne(settings + ".streams"));
  }

  private QuotaLimits quota(String settings) {
    return new QuotaLimits(
        admission(settings),
        atLeastOne(settings + ".calls-per-second"),
        atLeastOne(settings + ".burst"),
        atLeastOne(settings + ".lookups-per-hour"),
        atLeastOne(settings + ".misses-per-hour"));
  }

  private Duration positive(String setting) {
    var value = config.getDuration(setting);
    if (value.toMillis() < 1) {
      throw new ConfigurationException("%s must be at least 1 ms".formatted(setting));
    }
    return value;
  }

  private int notNegative(String setting) {
    int value = config.getInt(setting);
    if (value < 0) {
      throw new ConfigurationException("%s must not be negative".formatted(setting));
    }
    return value;
  }

  private int atLeastOne(String setting) {
    int value = config.getInt(setting);
    if (value < 1) {
      throw new ConfigurationException("%s must be at least 1".formatted(setting));
    }
    return value;
  }

  private @Nullable Path path(String setting) {
    var text = config.getString(setting);
    return text.isEmpty() ? null : Path.of(text);
  }
}
