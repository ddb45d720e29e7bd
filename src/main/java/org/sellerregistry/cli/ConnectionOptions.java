package org.sellerregistry.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.server.Address;
import org.sellerregistry.server.ConfigurationException;
import org.sellerregistry.server.DataDirectory;
import picocli.CommandLine.Option;

/** Which server is called, and as whom. */
final class ConnectionOptions {

  private static final String OPERATOR = "operator";
  private static final String AUDITOR = "auditor";
  private static final Address DEFAULT_SERVER = new Address("127.0.0.1", 9443);

  @Option(
      names = "--server",
      paramLabel = "HOST:PORT",
      defaultValue = "${env:SELLER_REGISTRY_SERVER:-}",
      description = {
        "The server. Default: $SELLER_REGISTRY_SERVER, else the one that is running on the data"
            + " directory, else 127.0.0.1:9443."
      })
  private String server = "";

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "${env:SELLER_REGISTRY_DATA:-}",
      description =
          "The data directory, which has the credentials. Default: $SELLER_REGISTRY_DATA, else"
              + " $XDG_DATA_HOME/seller-registry, else ~/.local/share/seller-registry.")
  private String data = "";

  @Option(
      names = "--tls-ca",
      paramLabel = "FILE",
      description = "The authorities to know the server by (PEM).")
  private @Nullable Path tlsCa;

  @Option(names = "--tls-cert", paramLabel = "FILE", description = "The client certificate (PEM).")
  private @Nullable Path tlsCert;

  @Option(names = "--tls-key", paramLabel = "FILE", description = "Its key (PEM, PKCS#8).")
  private @Nullable Path tlsKey;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "A file with a bearer token, instead of a client certificate.")
  private @Nullable Path tokenFile;

  @Option(
      names = "--person",
      paramLabel = "ID",
      description =
          "Who acts. Some calls need it. Default: $SELLER_REGISTRY_PERSON, unless the local"
              + " operator's credential is used.")
  private @Nullable String person;

  @Option(
      names = "--purpose",
      paramLabel = "CODE",
      description = "What the call is for; kept in the journal.")
  private String purpose = "";

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      defaultValue = "30s",
      description =
          "How long a call may take, for example 5s or PT5S. Default: 30s. Streams have no limit.")
  private Duration timeout = Duration.ofSeconds(30);

  /** Connects as the local operator, unless other credentials are given. */
  Connection openAsOperator() {
    return open(OPERATOR);
  }

  /** Connects with the marketplace's own local credential, else as the local operator. */
  Connection openFor(String marketplace) {
    return openFor(marketplace, "");
  }

  /** The same, with the purpose of a command that has one of its own. */
  Connection openFor(String marketplace, String ownPurpose) {
    purpose = purpose.isEmpty() ? ownPurpose : purpose;
    return open(Files.exists(credential(marketplace, ".pem")) ? Names.last(marketplace) : OPERATOR);
  }

  /** Connects with the local credential "auditor" if there is one, else as the local operator. */
  Connection openAsAuditor() {
    return open(Files.exists(credential(AUDITOR, ".pem")) ? AUDITOR : OPERATOR);
  }

  /** Connects without credentials. */
  Connection openAsNobody() {
    return Connection.open(
        new Connection.Target(address(), authority()), Connection.Identity.NONE, "", "", timeout);
  }

  Path data() {
    return data.isEmpty() ? DataDirectory.byDefault(System.getenv()) : Path.of(data);
  }

  /** Whether the credentials of the data directory are used. */
  boolean isLocal() {
    return tlsCert == null && tokenFile == null;
  }

  private Connection open(String name) {
    return Connection.open(
        new Connection.Target(address(), authority()),
        identity(name),
        person(person, isLocal() && name.equals(OPERATOR), System.getenv()),
        purpose,
        timeout);
  }

  /** The local operator may not name a person: one that is meant for other calls is left out. */
  static String person(
      @Nullable String given, boolean localOperator, Map<String, String> environment) {
    if (given != null) {
      return given;
    }
    return localOperator ? "" : environment.getOrDefault("SELLER_REGISTRY_PERSON", "");
  }

  private Connection.Identity identity(String name) {
    if (tokenFile != null) {
      return Connection.Identity.token(tokenFile);
    }
    if (tlsCert != null || tlsKey != null) {
      if (tlsCert == null || tlsKey == null) {
        throw new UsageFailure("--tls-cert and --tls-key go together");
      }
      return Connection.Identity.certificate(tlsCert, tlsKey);
    }
    var certificate = credential(name, ".pem");
    if (!Files.isReadable(certificate)) {
      throw new CommandFailure(
          ("There are no credentials in %s: start a server there with \"seller-registry serve\","
                  + " or give --data, --token-file, or --tls-cert and --tls-key")
              .formatted(data()));
    }
    return Connection.Identity.certificate(certificate, credential(name, ".key"));
  }

  private Path credential(String marketplace, String ending) {
    return data().resolve("credentials").resolve(Names.last(marketplace) + ending);
  }

  private @Nullable Path authority() {
    var local = data().resolve("tls").resolve("ca.pem");
    return tlsCa == null && Files.isReadable(local) ? local : tlsCa;
  }

  private Address address() {
    return server.isEmpty()
        ? DataDirectory.endpoint(data()).map(ConnectionOptions::reachable).orElse(DEFAULT_SERVER)
        : address(server);
  }

  private static Address address(String server) {
    try {
      return Address.parse(server);
    } catch (ConfigurationException e) {
      throw new UsageFailure("--server: " + e.getMessage());
    }
  }

  /** A server that takes calls on all interfaces is reached on the loopback interface. */
  private static Address reachable(Address address) {
    return switch (address.host()) {
      case "0.0.0.0", "::", "0:0:0:0:0:0:0:0" -> new Address("127.0.0.1", address.port());
      default -> address;
    };
  }
}
