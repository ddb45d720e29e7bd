package org.sellerregistry.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.sellerregistry.server.CertificateMaker.Purpose;
import org.sellerregistry.server.ServerConfig.Identity;

/**
 * A certificate authority in the data directory, for a server and its callers on one machine.
 *
 * <p>Guarantees: its files are readable by their owner alone. What exists and lasts is kept, so
 * that it may be asked again at any time, by several processes at once; what is about to expire,
 * was damaged or comes from another authority is made anew.
 */
public final class LocalAuthority {

  /** The trust domain of the local callers' SPIFFE ids. */
  static final String TRUST_DOMAIN = "local.sellerregistry.org";

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");
  private static final Duration AUTHORITY_LIFETIME = Duration.ofDays(3650);
  private static final Duration LIFETIME = Duration.ofDays(365);
  private static final Duration RENEWAL = Duration.ofDays(60);
  private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "::1");

  /** File locks hold between processes; this one between the threads of this one. */
  private static final Object THREADS = new Object();

  private final Path tls;
  private final Path credentials;
  private final InstantSource clock;

  /**
   * Makes nothing yet.
   *
   * @param data the data directory
   */
  public LocalAuthority(Path data, InstantSource clock) {
    this.tls = data.resolve("tls");
    this.credentials = data.resolve("credentials");
    this.clock = clock;
  }

  /**
   * The principal of the local credential with that name: its SPIFFE id.
   *
   * @throws ConfigurationException if nothing can have that name
   */
  public static String principal(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new ConfigurationException(
          "\"%s\" cannot name a credential: use lower-case letters, digits and -".formatted(name));
    }
    return "spiffe://" + TRUST_DOMAIN + "/" + name;
  }

  /** Where the authority's certificate is, or will be: a PEM file. */
  public Path certificate() {
    return tls.resolve("ca.pem");
  }

  /**
   * The authority's certificate, a PEM file; made if there is none.
   *
   * @throws ConfigurationException if the authority is damaged, or its files cannot be written
   */
  public Path provide() {
    alone(this::authority);
    return certificate();
  }

  /** Whether there is an authority in the data directory. */
  public boolean exists() {
    return Files.exists(certificate());
  }

  /**
   * The server's identity, for the loopback names and the further ones; made if there is none, or
   * not for all of these names.
   *
   * @throws ConfigurationException as {@link #provide}
   */
  public Identity server(List<String> furtherNames) {
    var names = new ArrayList<>(LOOPBACK);
    furtherNames.stream().filter(name -> !names.contains(name)).forEach(names::add);
    var alternatives = names.stream().map(AlternativeName::host).toList();
    var identity = new Identity(tls.resolve("server.pem"), tls.resolve("server.key"));
    alone(
        () -> provide(identity.cert(), identity.key(), "localhost", alternatives, Purpose.SERVER));
    return identity;
  }

  /**
   * The credential of that name; made if there is none.
   *
   * @throws ConfigurationException as {@link #provide}, or if nothing can have that name
   */
  public Credential credential(String name) {
    var principal = principal(name);
    var credential =
        new Credential(
            principal,
            credentials.resolve(name + ".pem"),
            credentials.resolve(name + ".key"),
            certificate());
    var alternatives = List.of(AlternativeName.uri(principal));
    alone(() ->
        provide(credential.certificate(), credential.key(), name, alternatives, Purpose.CLIENT));
    return credential;
  }

  /**
   * Renews those of the credentials that exist which end within 60 days.
   *
   * @throws ConfigurationException as {@link #provide}
   */
  public void renewCredentials() {
    for (var name : existing()) {
      credential(name);
    }
  }

  private List<String> existing() {
    if (!Files.isDirectory(credentials)) {
      return List.of();
    }
    try (var files = Files.list(credentials)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(".pem"))
          .map(file -> file.substring(0, file.length() - ".pem".length()))
          .filter(name -> NAME.matcher(name).matches())
          .toList();
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private void provide(
      Path certificate, Path key, String commonName, List<AlternativeName> names, Purpose purpose)
      throws IOException {
    var authority = authority();
    if (!isUsable(certificate, key, authority, names)) {
      PemFiles.write(
          maker().issue(authority, commonName, names, purpose, LIFETIME), certificate, key);
    }
  }

  private CertificateMaker maker() {
    return new CertificateMaker(clock);
  }

  private KeyAndCertificate authority() throws IOException {
    var key = tls.resolve("ca.key");
    if (!Files.exists(certificate())) {
      PemFiles.write(
          maker().authority("Seller Registry local authority", AUTHORITY_LIFETIME),
          certificate(),
          key);
    }
    // A damaged authority is not replaced behind its owner's back: callers trust it.
    return PemFiles.read(certificate(), key);
  }

  private boolean isUsable(
      Path certificate, Path key, KeyAndCertificate authority, List<AlternativeName> names) {
    if (!Files.exists(certificate) || !Files.exists(key)) {
      return false;
    }
    try {
      var present = PemFiles.read(certificate, key);
      return present.isFrom(authority)
          && present.isPair()
          && present.isFor(names)
          && present.lastsUntil(clock.instant().plus(RENEWAL));
    } catch (IOException e) {
      return false;
    }
  }

  private void alone(Work work) {
    synchronized (THREADS) {
      try {
        PrivateFiles.directory(tls);
        PrivateFiles.directory(credentials);
        // Closing the channel gives the lock back.
        try (var channel = PrivateFiles.open(tls.resolve("lock"))) {
          channel.lock();
          work.run();
        }
      } catch (IOException e) {
        throw unusable(e);
      }
    }
  }

  private ConfigurationException unusable(IOException e) {
    return new ConfigurationException(
        "The local authority in %s does not work: %s".formatted(tls, e.getMessage()), e);
  }

  private interface Work {
    void run() throws IOException;
  }
}
