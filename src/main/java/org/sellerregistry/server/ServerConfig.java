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
    int writeConnections();

    int readConnections();
  }

  /** A database that the server runs itself, in its data directory. */
  public record EmbeddedSource(int writeConnections, int readConnections)
      implements DatabaseSource {}

  /** A database that somebody else runs. */
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
      return "JdbcSource[url=%s, user=%s, tls=%s]".formatted(url, user, tls);
    }
  }

  /**
   * The server's identity and whom it trusts. {@code identity} and {@code clientCa} are absent
   * where the local authority provides them.
   */
  public record Tls(
      @Nullable Identity identity,
      @Nullable Path clientCa,
      Duration reloadInterval,
      List<String> localNames) {}

  /** A certificate chain and its key, in PEM files. */
  public record Identity(Path cert, Path key) {}

  /**
   * Whose bearer tokens are taken.
   *
   * @param keys an {@code https:} or {@code file:} URL
   * @param personClaim the claim that names the person who acts
   */
  public record Oidc(String issuer, String audience, URI keys, String personClaim) {}

  /** Bounds on what clients may use. Sizes are in bytes. */
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

  /** When the server says that it is serving. */
  public record Health(Duration interval, Duration timeout, int failures, int successes) {}

  /** What documents may use, and where they lie. */
  public record Evidence(EvidenceLimits limits, DocumentPlace place) {}

  /** Where documents lie. */
  public sealed interface DocumentPlace {}

  /** In files. */
  public record Folder(Path path) implements DocumentPlace {}

  /** In a bucket of a store that speaks the API of Amazon S3. */
  public record Bucket(S3Settings settings) implements DocumentPlace {}
}
