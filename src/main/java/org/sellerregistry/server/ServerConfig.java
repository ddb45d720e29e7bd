package org.sellerregistry.server;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.access.QuotaLimits;
import org.sellerregistry.audit.Audit;
import org.sellerregistry.evidence.EvidenceLimits;
import org.sellerregistry.evidence.S3Settings;
import org.sellerregistry.jobs.JobSettings;
import org.sellerregistry.rpc.AdmissionLimits;
import org.sellerregistry.storage.DatabaseConfig;
import org.sellerregistry.storage.TlsMode;
import org.sellerregistry.tracing.Traces;
import org.sellerregistry.vault.kms.KmsSettings;
import org.sellerregistry.verification.electronicid.IdSettings;
import org.sellerregistry.verification.sources.SourcesSettings;

/**
 * How the server runs. The settings, their meaning and their defaults are in {@code
 * reference.conf}.
 */
public record ServerConfig(
    Address listen,
    Path data,
    Path keyRing,
    VaultKeys vault,
    List<String> operators,
    DatabaseSource database,
    boolean migrateAtStart,
    Tls tls,
    @Nullable Oidc oidc,
    IdSettings electronicId,
    Limits limits,
    Health health,
    Evidence evidence,
    Audit.Settings journal,
    Duration sweepInterval,
    JobSettings jobs,
    SourcesSettings sources,
    @Nullable Address metrics,
    Traces.@Nullable Settings traces,
    Duration shutdownGrace) {

  /**
   * Reads the settings: the environment first, then the file, then the defaults.
   *
   * @throws ConfigurationException if a setting is unknown or makes no sense, or if the file holds
   *     a secret and others may read it
   */
  public static ServerConfig load(@Nullable Path file, Map<String, String> environment) {
    return ServerConfigReader.read(file, environment);
  }

  /**
   * How long keys serve, and how they are kept.
   *
   * @param epochDays the days of an epoch; 0 if none is scheduled
   * @param interval how often the server says which keys it knows, and goes on with rotations
   * @param kms the key that encrypts the key ring; null if it is kept in the clear
   */
  public record VaultKeys(int epochDays, Duration interval, @Nullable KmsSettings kms) {}

  /** Where the records are kept. */
  public sealed interface DatabaseSource {
    /** The most connections for changes; they are shared by all calls that change something. */
    int writeConnections();

    /** The most connections for reads. */
    int readConnections();
  }

  /** A database that the server runs itself, in its data directory. */
  public record EmbeddedSource(int writeConnections, int readConnections)
      implements DatabaseSource {}

  /**
   * A database that somebody else runs.
   *
   * @param url as Connector/J reads it
   * @param tls how the database server's certificate is checked
   */
  public record JdbcSource(
      String url,
      String user,
      String password,
      TlsMode tls,
      int writeConnections,
      int readConnections)
      implements DatabaseSource {

    /** Without the password, for logs. */
    @Override
    public String toString() {
      return "JdbcSource[url=%s, user=%s, tls=%s]".formatted(DatabaseConfig.place(url), user, tls);
    }
  }

  /**
   * The server's identity and whom it trusts. {@code identity} and {@code clientCa} are absent
   * where the local authority provides them.
   *
   * @param reloadInterval how often the files are read again
   * @param localNames names beside the loopback's that the local authority's certificate is for
   */
  public record Tls(
      @Nullable Identity identity,
      @Nullable Path clientCa,
      Duration reloadInterval,
      List<String> localNames) {}

  /** A certificate chain and its key, in PEM files; the key in PKCS #8. */
  public record Identity(Path cert, Path key) {}

  /**
   * Whose bearer tokens are taken.
   *
   * @param issuer the {@code iss} of its tokens
   * @param audience what must be among their {@code aud}
   * @param keys an {@code https:} or {@code file:} URL
   * @param personClaim the claim that names the person who acts
   */
  public record Oidc(String issuer, String audience, URI keys, String personClaim) {}

  /**
   * Bounds on what clients may use. Sizes are in bytes.
   *
   * @param messageSize the largest message of any method; most take less
   * @param metadataSize the headers of a call, all of them
   * @param admission for all callers together
   * @param callers for each of them
   * @param idleTime for how long a call may wait for its client
   * @param connections open ones, at once
   * @param streamsPerConnection calls and streams at once
   * @param resets calls that a client may reset within the window, on a connection
   * @param keepaliveTime after which a silent client is asked whether it is there
   * @param keepaliveTimeout for how long its answer is waited for
   * @param clientKeepaliveTime how often clients may ask the same, at most
   * @param connectionAge after which a connection takes no further calls
   * @param connectionAgeGrace for how long its calls may then go on
   */
  public record Limits(
      int messageSize,
      int metadataSize,
      AdmissionLimits admission,
      QuotaLimits.ByCaller callers,
      Duration idleTime,
      int connections,
      int streamsPerConnection,
      int resets,
      Duration resetWindow,
      Duration keepaliveTime,
      Duration keepaliveTimeout,
      Duration clientKeepaliveTime,
      Duration connectionAge,
      Duration connectionAgeGrace) {}

  /**
   * When the server says that it is serving.
   *
   * @param interval how often the database is probed
   * @param timeout how long a probe may take
   * @param failures probes in a row that must fail before it is NOT_SERVING
   * @param successes probes in a row that must succeed before it is SERVING again
   */
  public record Health(Duration interval, Duration timeout, int failures, int successes) {}

  /** What documents may use, and where they lie. */
  public record Evidence(EvidenceLimits limits, DocumentPlace place) {}

  /** Where documents lie. */
  public sealed interface DocumentPlace {}

  /** In files of a folder; servers on one database share it. */
  public record Folder(Path path) implements DocumentPlace {}

  /** In a bucket of a store that speaks the API of Amazon S3. */
  public record Bucket(S3Settings settings) implements DocumentPlace {}
}
