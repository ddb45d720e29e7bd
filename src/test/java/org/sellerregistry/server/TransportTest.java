package org.sellerregistry.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.TlsChannelCredentials;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class TransportTest {

  private static final int CONNECTIONS = 3;

  @RegisterExtension
  static final TestServer SERVER =
      TestServer.create(config -> config.with("LIMITS_CONNECTIONS", "" + CONNECTIONS));

  @TempDir Path folder;

  @Test
  void olderVersionsOfTlsAreRefused() throws Exception {
    assertThat(negotiated("TLSv1.3")).isEqualTo("TLSv1.3");
    assertThat(negotiated("TLSv1.2")).isEqualTo("TLSv1.2");
    // The client's side of this Java has older ones switched off, which is told by the client.
    assertThatThrownBy(() -> negotiated("TLSv1.1")).isInstanceOf(SSLException.class);
  }

  @Test
  void aCertificateOfAnotherAuthorityIsRefused() throws IOException {
    var stranger = new LocalAuthority(folder, SERVER.clock()).credential("operator");
    var channel =
        SERVER.newChannel(
            TlsChannelCredentials.newBuilder()
                .trustManager(SERVER.data().resolve("tls/ca.pem").toFile())
                .keyManager(stranger.certificate().toFile(), stranger.key().toFile()));
    try {
      assertThatThrownBy(() -> check(channel))
          .satisfies(e ->
              assertThat(Status.fromThrowable(e).getCode()).isEqualTo(Status.Code.UNAVAILABLE));
    } finally {
      channel.shutdownNow();
    }
  }

  @Test
  void connectionsAboveTheLimitAreClosedUntilOthersEnd() throws Exception {
    SERVER.stop();
    SERVER.start();
    var open = new ManagedChannel[CONNECTIONS];
    for (int i = 0; i < CONNECTIONS; i++) {
      open[i] = SERVER.anonymous();
      check(open[i]);
    }
    var above = SERVER.anonymous();
    try {
      assertThatThrownBy(() -> check(above))
          .satisfies(e ->
              assertThat(Status.fromThrowable(e).getCode()).isEqualTo(Status.Code.UNAVAILABLE));
      check(open[0]);

      open[1].shutdownNow();
      // The client tries again by itself, with growing pauses.
      HealthGrpc.newBlockingStub(above)
          .withWaitForReady()
          .withDeadlineAfter(Duration.ofSeconds(20))
          .check(HealthCheckRequest.getDefaultInstance());
    } finally {
      above.shutdownNow();
      for (var channel : open) {
        channel.shutdownNow();
      }
    }
  }

  @Test
  void aReplacedCertificateIsTakenUpWithItsKeyAlone() throws Exception {
    var one = new LocalAuthority(folder.resolve("one"), SERVER.clock()).server(List.of());
    var two = new LocalAuthority(folder.resolve("two"), SERVER.clock()).server(List.of());
    var files =
        new ServerConfig.Identity(folder.resolve("server.pem"), folder.resolve("server.key"));
    replace(one.cert(), files.cert());
    replace(one.key(), files.key());
    var identity = new ReloadableIdentity(files);
    var first = certificate(identity);

    replace(two.cert(), files.cert());
    identity.reload();
    assertThat(certificate(identity)).as("its key is not there yet").isEqualTo(first);

    replace(two.key(), files.key());
    identity.reload();
    assertThat(certificate(identity)).isNotEqualTo(first);

    replace(one.key(), files.key());
    assertThatThrownBy(() -> new ReloadableIdentity(files))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("the key is not the certificate's");
  }

  @Test
  void aFileThatCannotBeUsedIsNamedWithItsSettingAndWhatIsWrong() throws IOException {
    var made = new LocalAuthority(folder.resolve("one"), SERVER.clock()).server(List.of());
    var absent = folder.resolve("absent.pem");
    var text = Files.writeString(folder.resolve("text"), "no certificate\n");
    // As "openssl rsa -traditional" writes it.
    var traditional =
        Files.writeString(
            folder.resolve("traditional.key"),
            "-----BEGIN RSA PRIVATE KEY-----\nMAA=\n-----END RSA PRIVATE KEY-----\n");

    assertIdentityRefused(absent, made.key(), "there is no " + absent);
    assertIdentityRefused(text, made.key(), text + " holds no certificate in PEM");
    assertIdentityRefused(made.cert(), traditional, traditional + " is no PKCS#8 key");
    assertThatThrownBy(() -> new ReloadableTrust(text))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("tls.client-ca " + text);
  }

  private static void assertIdentityRefused(Path cert, Path key, String why) {
    assertThatThrownBy(() -> new ReloadableIdentity(new ServerConfig.Identity(cert, key)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("tls.cert %s and tls.key %s cannot be used: ".formatted(cert, key))
        .hasMessageContaining(why);
  }

  private static void check(ManagedChannel channel) {
    var _ = HealthGrpc.newBlockingStub(channel).check(HealthCheckRequest.getDefaultInstance());
  }

  private static X509Certificate certificate(ReloadableIdentity identity) {
    var manager = identity.manager();
    var alias = manager.chooseEngineServerAlias("EC", null, null);
    return manager.getCertificateChain(alias)[0];
  }

  private static void replace(Path from, Path to) throws IOException {
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
  }

  /** The version that the server agrees to when the client offers just this one. */
  private static String negotiated(String version) throws Exception {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (var in = Files.newInputStream(SERVER.data().resolve("tls/ca.pem"))) {
      store.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    var address = SERVER.address();
    try (var socket =
        (SSLSocket) context.getSocketFactory().createSocket(address.host(), address.port())) {
      socket.setEnabledProtocols(new String[] {version});
      var parameters = socket.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {"h2"});
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return socket.getSession().getProtocol();
    }
  }
}
