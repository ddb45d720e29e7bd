package org.sellerregistry.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sellerregistry.access.QuotaLimits;
import org.sellerregistry.audit.Audit;
import org.sellerregistry.evidence.EvidenceLimits;
import org.sellerregistry.evidence.S3Settings;
import org.sellerregistry.jobs.JobSettings;
import org.sellerregistry.journal.JournalLag;
import org.sellerregistry.journal.PruneLogs;
import org.sellerregistry.journal.VerifierKey;
import org.sellerregistry.rpc.AdmissionLimits;
import org.sellerregistry.server.ServerConfig.Bucket;
import org.sellerregistry.server.ServerConfig.EmbeddedSource;
import org.sellerregistry.server.ServerConfig.Evidence;
import org.sellerregistry.server.ServerConfig.Folder;
import org.sellerregistry.server.ServerConfig.Health;
import org.sellerregistry.server.ServerConfig.Identity;
import org.sellerregistry.server.ServerConfig.JdbcSource;
import org.sellerregistry.server.ServerConfig.Limits;
import org.sellerregistry.server.ServerConfig.Oidc;
import org.sellerregistry.server.ServerConfig.Tls;
import org.sellerregistry.server.ServerConfig.VaultKeys;
import org.sellerregistry.storage.RetryPolicy;
import org.sellerregistry.storage.TlsMode;
import org.sellerregistry.tracing.Traces;
import org.sellerregistry.vault.kms.KmsSettings;
import org.sellerregistry.verification.electronicid.IdIssuer;
import org.sellerregistry.verification.electronicid.IdSettings;
import org.sellerregistry.verification.sources.PayeeSettings;
import org.sellerregistry.verification.sources.RegisterRules;
import org.sellerregistry.verification.sources.SourceSettings;
import org.sellerregistry.verification.sources.SourcesSettings;

class ServerConfigTest {

  private static final RetryPolicy RETRIES =
      new RetryPolicy(32, Duration.ofMillis(33), Duration.ofMillis(34));
  private static final String WITNESS =
      new VerifierKey(
              "witness.example/w1",
              VerifierKey.Type.COSIGNATURE,
              ByteString.copyFromUtf8("synthetic-key-of-a-witness-00000"))
          .toString();

  @TempDir Path folder;

  private static SourceSettings bySourceDefaults(String base, int concurrency) {
    return new SourceSettings(
        URI.create(base),
        Duration.ofSeconds(5),
        Duration.ofSeconds(15),
        RETRIES,
        5,
        Duration.ofMinutes(1),
        concurrency,
        Duration.ofSeconds(10),
        1 << 20,
        Duration.ofDays(1),
        Duration.ofHours(1));
  }

  private static final String KMS_KEY =
      "aws-kms://arn:aws:kms:eu-test-1:111122223333:key/synthetic";

  @Test
  void everyDefault() {
    var config = ServerConfig.load(null, Map.of("XDG_DATA_HOME", "/var/lib/someone"));

    assertThat(config)
        .isEqualTo(
            new ServerConfig(
                new Address("127.0.0.1", 9443),
                Path.of("/var/lib/someone/seller-registry"),
                Path.of("/var/lib/someone/seller-registry/keys"),
                new VaultKeys(30, Duration.ofSeconds(2), null),
                List.of(),
                new EmbeddedSource(16, 8),
                true,
                new Tls(null, null, Duration.ofMinutes(1), List.of()),
                null,
                IdSettings.none(),
                new Limits(
                    4 * 1024 * 1024,
                    16 * 1024,
                    new AdmissionLimits(64, 512, Duration.ofSeconds(2), 64),
                    new QuotaLimits.ByCaller(
                        new QuotaLimits(
                            new AdmissionLimits(48, 384, Duration.ofSeconds(2), 48),
                            50_000,
                            100_000,
                            100_000,
                            20_000),
                        new QuotaLimits(
                            new AdmissionLimits(8, 32, Duration.ofSeconds(2), 2),
                            100,
                            200,
                            100,
                            100)),
                    Duration.ofMinutes(1),
                    1000,
                    100,
                    200,
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(1),
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(10),
                    Duration.ofHours(1),
                    Duration.ofMinutes(10)),
                new Health(Duration.ofSeconds(2), Duration.ofSeconds(2), 3, 2),
                new Evidence(
                    new EvidenceLimits(
                        26_214_400, 1000, Duration.ofSeconds(30), Duration.ofMinutes(10)),
                    new Folder(Path.of("/var/lib/someone/seller-registry/documents"))),
                new Audit.Settings(
                    Duration.ofMillis(100),
                    4000,
                    new JournalLag.Bounds(10_000, 100_000, Duration.ofSeconds(30)),
                    new PruneLogs.Periods(Duration.ofDays(3653), Duration.ofDays(1827)),
                    List.of()),
                Duration.ofSeconds(10),
                new JobSettings(
                    Duration.ofSeconds(1), Duration.ofSeconds(10), 8, Duration.ofSeconds(30)),
                new SourcesSettings(
                    Duration.ofSeconds(20),
                    Duration.ofMinutes(1),
                    Duration.ofHours(1),
                    null,
                    null,
                    null,
                    null,
                    List.of()),
                null,
                null,
                Duration.ofSeconds(30)));
  }

  @Test
  void everySetting() throws IOException {
    var key = secret("server.key", "rw-------");
    var password = secret("password", "rw-r-----");
    var file =
        config(
            """
            listen = "[::]:1"
            data = /srv/registry
            key-ring = /srv/keys
            operators = "spiffe://example.org/a; x509:CN=b,O=c"
            database {
              url = "jdbc:mysql://db/registry"
              user = registry
              password-file = "%s"
              tls = verify-ca
              write-connections = 2
              read-connections = 3
              migrate-at-start = false
            }
            tls {
              cert = /etc/registry/server.pem
              key = "%s"
              client-ca = /etc/registry/clients.pem
              reload-interval = 4s
              local-names = "registry.example, 10.0.0.5"
            }
            oidc {
              issuer = "https://issuer.example"
              audience = registry
              jwks-url = "https://issuer.example/keys"
              person-claim = email
            }
            electronic-id {
              audience = "https://registry.example"
              freshness = 29s
              issuers = [
                { issuer = "https://pid.example", jwks-url = "https://pid.example/jwks" }
                {
                  issuer = bank
                  jwks-file = /srv/bank.json
                  subject-claim = id
                  status-lists = "https://bank.example/status/"
                  key-binding = false
                }
              ]
            }
            limits {
              message-size = 5 MiB
              metadata-size = 6 KiB
              concurrent-calls = 7
              waiting-calls = 22
              waiting-time = 23s
              streams = 24
              idle-time = 29s
              caller {
                concurrent-calls = 30
                waiting-calls = 31
                streams = 32
                calls-per-second = 33
                burst = 34
                lookups-per-hour = 35
                misses-per-hour = 36
              }
              anonymous {
                concurrent-calls = 40
                waiting-calls = 41
                streams = 42
                calls-per-second = 43
                burst = 44
                lookups-per-hour = 45
                misses-per-hour = 46
              }
              connections = 8
              streams-per-connection = 9
              resets = 10
              reset-window = 11s
              keepalive-time = 12s
              keepalive-timeout = 13s
              client-keepalive-time = 14s
              connection-age = 15s
              connection-age-grace = 16s
            }
            health { interval = 17s, timeout = 18s, failures = 19, successes = 20 }
            evidence {
              max-size = 27 KiB
              per-trader = 28
              idle-time = 29s
              transfer-time = 30s
              s3 {
                endpoint = "https://s3.example"
                region = eu-1
                bucket = documents
                prefix = registry/
                access-key = the-id
                secret-key-file = "%s"
                timeout = 31s
              }
            }
            journal {
              interval = 26s
              batch = 27
              changes-wait-at = 24
              most-waiting = 28
              longest-wait = 29s
              keep-changes = 30d
              keep-accesses = 31d
              witnesses = "%s"
            }
            sweep-interval = 25s
            jobs { polling-interval = 26s, heartbeat-interval = 27s, concurrency = 28 }
            sources {
              time-limit = 29s
              retry { first = 30s, longest = 31s }
              defaults { attempts = 32, first-pause = 33ms, longest-pause = 34ms }
              vies {
                enabled = true
                base = "https://vies.example/"
                requester = EL123456783
                connect-timeout = 35s
                timeout = 36s
                failures-to-open = 37
                open-for = 38s
                concurrency = 39
                turn-timeout = 40s
                answer-limit = 41
                keep-confirmed = 42s
                keep-refuted = 43s
              }
              gleif { enabled = true, base = "https://gleif.example/" }
              payee {
                enabled = true
                base = "https://psp.example/"
                path = payees
                requester = SYNTDE00
                headers { X-Key = key }
                keep-confirmed = 1d
              }
              registers.mine {
                scheme = gb.crn
                base = "https://register.example/"
                path = "entry/{number}"
                headers {}
                not-found { at = /error, values = [none] }
                number = /number
                status { at = /status, active = [yes], inactive = [no] }
                names = [/name]
                address = [/address]
                facts {}
              }
            }
            metrics.listen = "127.0.0.1:47"
            traces { endpoint = "http://127.0.0.1:48/v1/traces", share = 0.5 }
            vault { epoch-days = 29, interval = 30s }
            vault.kms { key = "%s", credentials-file = "%s", endpoint = "https://kms.example" }
            shutdown-grace = 21s
            """
                .formatted(password, key, secret("s3", "rw-------"), WITNESS, KMS_KEY, key));

    assertThat(ServerConfig.load(file, Map.of()))
        .isEqualTo(
            new ServerConfig(
                new Address("::", 1),
                Path.of("/srv/registry"),
                Path.of("/srv/keys"),
                new VaultKeys(
                    29,
                    Duration.ofSeconds(30),
                    new KmsSettings(KMS_KEY, key, URI.create("https://kms.example"), Map.of())),
                List.of("spiffe://example.org/a", "x509:CN=b,O=c"),
                new JdbcSource(
                    "jdbc:mysql://db/registry", "registry", "hidden", TlsMode.VERIFY_CA, 2, 3),
                false,
                new Tls(
                    new Identity(Path.of("/etc/registry/server.pem"), key),
                    Path.of("/etc/registry/clients.pem"),
                    Duration.ofSeconds(4),
                    List.of("registry.example", "10.0.0.5")),
                new Oidc(
                    "https://issuer.example",
                    "registry",
                    URI.create("https://issuer.example/keys"),
                    "email"),
                new IdSettings(
                    "https://registry.example",
                    Duration.ofSeconds(29),
                    List.of(
                        new IdIssuer(
                            "https://pid.example",
                            URI.create("https://pid.example/jwks"),
                            "sub",
                            "",
                            true),
                        new IdIssuer(
                            "bank",
                            URI.create("file:///srv/bank.json"),
                            "id",
                            "https://bank.example/status/",
                            false))),
                new Limits(
                    5 * 1024 * 1024,
                    6 * 1024,
                    new AdmissionLimits(7, 22, Duration.ofSeconds(23), 24),
                    new QuotaLimits.ByCaller(
                        new QuotaLimits(
                            new AdmissionLimits(30, 31, Duration.ofSeconds(23), 32),
                            33,
                            34,
                            35,
                            36),
                        new QuotaLimits(
                            new AdmissionLimits(40, 41, Duration.ofSeconds(23), 42),
                            43,
                            44,
                            45,
                            46)),
                    Duration.ofSeconds(29),
                    8,
                    9,
                    10,
                    Duration.ofSeconds(11),
                    Duration.ofSeconds(12),
                    Duration.ofSeconds(13),
                    Duration.ofSeconds(14),
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(16)),
                new Health(Duration.ofSeconds(17), Duration.ofSeconds(18), 19, 20),
                new Evidence(
                    new EvidenceLimits(
                        27 * 1024, 28, Duration.ofSeconds(29), Duration.ofSeconds(30)),
                    new Bucket(
                        new S3Settings(
                            URI.create("https://s3.example"),
                            "eu-1",
                            "documents",
                            "registry/",
                            "the-id",
                            "hidden",
                            Duration.ofSeconds(31)))),
                new Audit.Settings(
                    Duration.ofSeconds(26),
                    27,
                    new JournalLag.Bounds(24, 28, Duration.ofSeconds(29)),
                    new PruneLogs.Periods(Duration.ofDays(30), Duration.ofDays(31)),
                    List.of(VerifierKey.parse(WITNESS))),
                Duration.ofSeconds(25),
                new JobSettings(
                    Duration.ofSeconds(26), Duration.ofSeconds(27), 28, Duration.ofSeconds(21)),
                new SourcesSettings(
                    Duration.ofSeconds(29),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(31),
                    new SourceSettings(
                        URI.create("https://vies.example/"),
                        Duration.ofSeconds(35),
                        Duration.ofSeconds(36),
                        RETRIES,
                        37,
                        Duration.ofSeconds(38),
                        39,
                        Duration.ofSeconds(40),
                        41,
                        Duration.ofSeconds(42),
                        Duration.ofSeconds(43)),
                    "EL123456783",
                    bySourceDefaults("https://gleif.example/", 1),
                    new PayeeSettings(
                        bySourceDefaults("https://psp.example/", 2),
                        "payees",
                        "SYNTDE00",
                        Map.of("X-Key", "key")),
                    List.of(
                        new SourcesSettings.Register(
                            "mine",
                            "gb.crn",
                            "",
                            bySourceDefaults("https://register.example/", 2),
                            new RegisterRules(
                                "entry/{number}",
                                Map.of(),
                                JsonPointer.compile("/error"),
                                Set.of("none"),
                                JsonPointer.compile("/number"),
                                JsonPointer.compile("/status"),
                                Set.of("yes"),
                                Set.of("no"),
                                List.of(JsonPointer.compile("/name")),
                                List.of(JsonPointer.compile("/address")),
                                Map.of())))),
                new Address("127.0.0.1", 47),
                new Traces.Settings(URI.create("http://127.0.0.1:48/v1/traces"), 0.5),
                Duration.ofSeconds(21)));
  }

  @Test
  void theEnvironmentGoesBeforeTheFile() throws IOException {
    var file = config("listen = \"127.0.0.1:1\"\ndatabase.user = fromfile");

    var config =
        ServerConfig.load(
            file,
            Map.of(
                "SELLER_REGISTRY_LISTEN", "0.0.0.0:2",
                "SELLER_REGISTRY_DATABASE_URL", "jdbc:mysql://db/registry",
                "SELLER_REGISTRY_DATABASE_PASSWORD", "fromenvironment",
                "SELLER_REGISTRY_LIMITS_STREAMS_PER_CONNECTION", "5"));

    assertThat(config.listen()).isEqualTo(new Address("0.0.0.0", 2));
    assertThat(config.limits().streamsPerConnection()).isEqualTo(5);
    assertThat(config.database())
        .isEqualTo(
            new JdbcSource(
                "jdbc:mysql://db/registry",
                "fromfile",
                "fromenvironment",
                TlsMode.VERIFY_IDENTITY,
                16,
                8))
        .asString()
        .doesNotContain("fromenvironment");
  }

  @Test
  void credentialsOfTheEnvironmentAreTakenForTheKeyManagementServiceAndNotShown()
      throws IOException {
    var kms =
        ServerConfig.load(
                config("vault.kms.key = \"%s\"".formatted(KMS_KEY)),
                Map.of("AWS_SECRET_ACCESS_KEY", "fromenvironment", "HOME", "/nowhere"))
            .vault()
            .kms();

    assertThat(kms).isNotNull();
    assertThat(kms.environment()).isEqualTo(Map.of("AWS_SECRET_ACCESS_KEY", "fromenvironment"));
    assertThat(kms.toString()).doesNotContain("fromenvironment");
  }

  @Test
  void aSecretThatEverybodyCanReadIsRefused() throws IOException {
    var inFile = config("database { url = \"jdbc:mysql://db/registry\", password = hidden }");
    Files.setPosixFilePermissions(inFile, PosixFilePermissions.fromString("rw-r--r--"));
    var inPasswordFile =
        config(
            "database { url = \"jdbc:mysql://db/r\", password-file = \"%s\" }"
                .formatted(secret("open", "rw-r--r--")));
    var asKey =
        config("tls { cert = /x.pem, key = \"%s\" }".formatted(secret("open.key", "rw----r--")));

    var forKms =
        config(
            "vault.kms { key = \"%s\", credentials-file = \"%s\" }"
                .formatted(KMS_KEY, secret("open.credentials", "rw-r--r--")));

    for (var file : List.of(inFile, inPasswordFile, asKey, forKms)) {
      assertThatThrownBy(() -> ServerConfig.load(file, Map.of()))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("can be read by everybody: run chmod o-rwx");
    }
    Files.setPosixFilePermissions(inFile, PosixFilePermissions.fromString("rw-------"));
    assertThat(ServerConfig.load(inFile, Map.of()).database()).isInstanceOf(JdbcSource.class);
  }

  @Test
  void aVariableThatNamesNoSettingIsRefused() {
    assertThatThrownBy(
            () -> ServerConfig.load(null, Map.of("SELLER_REGISTRY_METRIC_LISTEN", "127.0.0.1:1")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("SELLER_REGISTRY_METRIC_LISTEN, which is no setting");
  }

  @Test
  void variablesThatOthersReadAreLeftToThem() {
    var others =
        Map.ofEntries(
            Map.entry("SELLER_REGISTRY_JAVA_OPTS", "-Xmx1g"),
            Map.entry("SELLER_REGISTRY_LOG_FORMAT", "JSON"),
            Map.entry("SELLER_REGISTRY_LOG_LEVEL", "DEBUG"),
            Map.entry("SELLER_REGISTRY_MARKETPLACE", "shop"),
            // Of Kubernetes, for a service with the program's name.
            Map.entry("SELLER_REGISTRY_SERVICE_HOST", "10.0.0.1"),
            Map.entry("SELLER_REGISTRY_SERVICE_PORT_GRPC", "9443"),
            Map.entry("SELLER_REGISTRY_PORT", "tcp://10.0.0.1:9443"),
            Map.entry("SELLER_REGISTRY_PORT_9443_TCP_ADDR", "10.0.0.1"));

    assertThat(ServerConfig.load(null, others)).isEqualTo(ServerConfig.load(null, Map.of()));
  }

  @Test
  void aLogThatCannotBeWrittenAsToldIsRefused() {
    for (var name : List.of("SELLER_REGISTRY_LOG_FORMAT", "SELLER_REGISTRY_LOG_LEVEL")) {
      assertThatThrownBy(() -> ServerConfig.load(null, Map.of(name, "json")))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining(name + " is one of [");
    }
  }

  @Test
  void whatMakesNoSenseIsRefused() throws IOException {
    assertRefused("listne = \"127.0.0.1:1\"", "listne, which is no setting");
    assertRefused("listen = 9443", "listen: \"9443\" is no address: use HOST:PORT");
    assertRefused("metrics.listen = 9464", "metrics.listen: \"9464\" is no address");
    assertRefused("listen = \"::1:9443\"", "[ADDRESS]:PORT");
    assertRefused("listen = \"localhost:99999\"", "HOST:PORT");
    assertRefused("limits.connections = 0", "limits.connections must be at least 1");
    assertRefused("limits.connections = many", "limits.connections");
    assertRefused("limits.caller.burst = 0", "limits.caller.burst must be at least 1");
    assertRefused("shutdown-grace = soon", "shutdown-grace");
    assertRefused("tls.reload-interval = 0s", "tls.reload-interval must be at least 1 ms");
    assertRefused("limits.keepalive-time = -1s", "limits.keepalive-time must be at least 1 ms");
    for (var url : List.of("jdbc:postgresql://db/r", "jdbc:mysql://db", "jdbc:mysql://db/")) {
      assertRefused(
          "database.url = \"%s\"".formatted(url),
          "database.url must be jdbc:mysql://HOST[:PORT]/SCHEMA");
    }
    assertRefused(
        "oidc { issuer = i, audience = a, jwks-url = \"http://i.example\" }",
        "oidc.jwks-url must begin with https://");
    assertRefused(
        "journal { changes-wait-at = 29, most-waiting = 28 }",
        "journal.changes-wait-at must be at most journal.most-waiting");
    assertRefused("journal.witnesses = nobody", "journal.witnesses are verifier keys");
    assertRefused("tls.cert = /x.pem", "tls.cert and tls.key go together");
    assertRefused(
        "database { url = \"jdbc:mysql://db/r\", tls = maybe }", "verify-identity, not maybe");
    assertRefused("oidc.issuer = \"https://issuer.example\"", "needs oidc.audience");
    assertRefused("evidence.max-size = 26 MiB", "between 1 byte and 25 MiB");
    assertRefused("evidence.per-trader = 0", "evidence.per-trader must be at least 1");
    assertRefused("evidence.idle-time = 0s", "evidence.idle-time must be at least 1 ms");
    assertRefused("evidence.s3.bucket = b", "needs evidence.s3.access-key");
    assertRefused("evidence.s3 { bucket = b, access-key = a, prefix = x }", "end in a slash");
    assertRefused("evidence.s3 { bucket = b, access-key = a }", "must begin with https://");
    assertRefused(
        "evidence.s3 { bucket = b, access-key = a, endpoint = \"https://s3.example\" }",
        "needs evidence.s3.secret-key-file");
    assertRefused("vault.kms.key = \"azure-kms://key\"", "of no key management service");
    assertRefused("vault.kms.key = \"/etc/key\"", "take aws-kms://ARN or gcp-kms://NAME");
    assertRefused("vault.kms.key = \"aws-kms://alias/mine\"", "is not aws-kms:// and the ARN");
    assertRefused("vault.kms.key = \"gcp-kms://mine\"", "is not gcp-kms:// and the name of a key");
    assertRefused(
        "vault.kms { key = \"%s\", endpoint = \"http://kms.example\" }".formatted(KMS_KEY),
        "must begin with https://");
    assertThatThrownBy(() -> ServerConfig.load(folder.resolve("absent"), Map.of()))
        .hasMessageContaining("There is no configuration file");
  }

  private void assertRefused(String content, String message) throws IOException {
    var file = config(content);
    assertThatThrownBy(() -> ServerConfig.load(file, Map.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(message);
  }

  private Path config(String content) throws IOException {
    return Files.writeString(Files.createTempFile(folder, "server", ".conf"), content);
  }

  private Path secret(String name, String permissions) throws IOException {
    var file = Files.writeString(folder.resolve(name), "hidden\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    return file;
  }
}
