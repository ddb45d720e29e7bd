package org.sellerregistry.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalAuthorityTest {

  private static final Instant START = Instant.parse("2026-11-02T10:00:00Z");

  @TempDir Path data;

  private Instant now = START;

  private LocalAuthority authority() {
    return new LocalAuthority(data, () -> now);
  }

  @Test
  void aCredentialNamesItsHolderAndComesFromTheAuthority() throws Exception {
    var credential = authority().credential("operator");

    assertThat(credential.principal()).isEqualTo("spiffe://local.sellerregistry.org/operator");
    var certificate = read(credential.certificate(), credential.key()).certificate();
    var issuer = read(data.resolve("tls/ca.pem"), data.resolve("tls/ca.key")).certificate();
    certificate.verify(issuer.getPublicKey());
    certificate.checkValidity(Date.from(START));
    assertThat(certificate.getSubjectAlternativeNames())
        .containsExactly(List.of(6, "spiffe://local.sellerregistry.org/operator"));
    assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
    assertThat(certificate.getBasicConstraints()).as("no authority").isEqualTo(-1);
    assertThat(issuer.getBasicConstraints()).isZero();
  }

  @Test
  void theServersCertificateIsForTheLoopbackAndTheFurtherNames() throws Exception {
    var identity = authority().server(List.of("registry.example", "10.0.0.5", "localhost"));

    var certificate = read(identity.cert(), identity.key()).certificate();
    assertThat(certificate.getSubjectAlternativeNames().stream().<Object>map(name -> name.get(1)))
        .containsExactlyInAnyOrder(
            "localhost", "127.0.0.1", "0:0:0:0:0:0:0:1", "registry.example", "10.0.0.5");
    assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
  }

  @Test
  void ownersAloneCanReadTheFiles() throws IOException {
    authority().server(List.of());
    authority().credential("operator");

    try (Stream<Path> files = Files.walk(data)) {
      for (var file : files.filter(f -> !f.equals(data)).toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .as(file.toString())
            .isEqualTo(Files.isDirectory(file) ? "rwx------" : "rw-------");
      }
    }
  }

  @Test
  void whatLastsIsKept() throws IOException {
    var first = contents();
    now = START.plus(Duration.ofDays(365 - 61));
    assertThat(contents()).isEqualTo(first);
  }

  @Test
  void whatIsAboutToExpireIsRenewedUnderTheSameAuthority() throws IOException {
    var first = contents();
    now = START.plus(Duration.ofDays(365 - 59));

    authority().renewCredentials();

    var renewed = contents();
    assertThat(renewed.get(0)).as("authority").isEqualTo(first.get(0));
    assertThat(renewed.get(1)).as("server").isNotEqualTo(first.get(1));
    assertThat(renewed.get(2)).as("credential").isNotEqualTo(first.get(2));
    assertThat(read(data.resolve("credentials/shop.pem"), data.resolve("credentials/shop.key")))
        .matches(pair -> pair.lastsUntil(now.plus(Duration.ofDays(364))));
  }

  @Test
  void aKeyWithoutItsCertificateIsReplaced() throws IOException {
    var credential = authority().credential("shop");
    var other = authority().credential("other");
    Files.copy(other.key(), credential.key(), StandardCopyOption.REPLACE_EXISTING);

    authority().credential("shop");

    assertThat(read(credential.certificate(), credential.key()).isPair()).isTrue();
  }

  @Test
  void otherNamesMakeAnotherServerCertificate() throws IOException {
    var identity = authority().server(List.of());
    var first = Files.readString(identity.cert());
    authority().server(List.of("registry.example"));
    assertThat(Files.readString(identity.cert())).isNotEqualTo(first);
  }

  @Test
  void manyAtOnceGetOneAuthorityAndOneCredential() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<X509Certificate> task =
          () -> {
            var credential = authority().credential("shop");
            return read(credential.certificate(), credential.key()).certificate();
          };
      var seen = new HashSet<X509Certificate>();
      for (var future : threads.invokeAll(Collections.nCopies(20, task))) {
        seen.add(future.get());
      }
      assertThat(seen).hasSize(1);
    }
  }

  @Test
  void aDamagedAuthorityIsNotReplaced() throws IOException {
    authority().credential("shop");
    Files.writeString(data.resolve("tls/ca.key"), "nothing");

    assertThatThrownBy(() -> authority().credential("other"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("ca.key holds no private key");
  }

  @Test
  void namesStayInTheirDirectory() {
    for (var name : List.of("", "../x", "A", "a/b", "a".repeat(64))) {
      assertThatThrownBy(() -> authority().credential(name))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("cannot name a credential");
    }
  }

  private List<String> contents() throws IOException {
    authority().server(List.of());
    authority().credential("shop");
    return List.of(
        Files.readString(data.resolve("tls/ca.pem")),
        Files.readString(data.resolve("tls/server.pem")),
        Files.readString(data.resolve("credentials/shop.pem")));
  }

  private static KeyAndCertificate read(Path certificate, Path key) throws IOException {
    return PemFiles.read(certificate, key);
  }
}
