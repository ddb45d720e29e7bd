package org.sellerregistry.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sellerregistry.server.ConfigurationException;
import org.sellerregistry.server.TestServer;
import org.sellerregistry.v1.AdminServiceGrpc;
import org.sellerregistry.v1.GetOperationRequest;
import org.sellerregistry.v1.Keyset;
import org.sellerregistry.v1.OperationState;
import org.sellerregistry.v1.RotateKeysRequest;
import org.sellerregistry.vault.kms.FakeAwsKms;

/** A server whose key ring is kept under a key management service. */
class KeyManagementServiceTest {
  private static final FakeAwsKms SERVICE = new FakeAwsKms();
  private static final Path CREDENTIALS = credentials();

  @RegisterExtension
  static final TestServer SERVER =
      TestServer.create(config ->
          config
              .with("VAULT_KMS_KEY", "aws-kms://" + FakeAwsKms.KEY)
              .with("VAULT_KMS_ENDPOINT", SERVICE.endpoint().toString())
              .with("VAULT_KMS_CREDENTIALS_FILE", CREDENTIALS.toString())
              .with("VAULT_INTERVAL", "50ms"));

  private static Path credentials() {
    try {
      var file =
          Files.createTempFile(
              "credentials",
              "",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      return Files.writeString(
          file, "[default]\naws_access_key_id=access\naws_secret_access_key=secret\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterAll
  static void close() throws IOException {
    SERVICE.close();
    Files.delete(CREDENTIALS);
  }

  @Test
  void recordsAreReadAgainAfterARestartAndARotationIfTheServiceAnswers() throws Exception {
    var trader = new Shop(SERVER.marketplace("shop"), "shop").create(Sellers.complete("under-kms"));
    var keyRing = SERVER.data().resolve("keys").resolve("key-ring");
    var before = Files.readString(keyRing);
    assertThat(before).contains("\nkms-key aws-kms://" + FakeAwsKms.KEY + "\n");

    rotate();
    assertThat(Files.readString(keyRing)).isNotEqualTo(before);
    SERVER.stop();

    SERVICE.fail(503);
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(SERVER::start)
        .withMessageContainingAll("key-ring", "answered 503")
        .withMessageNotContaining("secret");
    SERVICE.fail(0);
    SERVER.start();

    var read = new Shop(SERVER.marketplace("shop"), "shop").get(trader.getName());
    assertThat(read.getIdentity()).isEqualTo(trader.getIdentity());
  }

  private static void rotate() {
    var admin = AdminServiceGrpc.newBlockingStub(SERVER.operator());
    var name =
        admin
            .rotateKeys(RotateKeysRequest.newBuilder().setKeyset(Keyset.KEYSET_WRAPPING).build())
            .getName();
    long begun = System.nanoTime();
    var request = GetOperationRequest.newBuilder().setName(name).build();
    while (admin.getOperation(request).getState() != OperationState.OPERATION_STATE_SUCCEEDED) {
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(30));
      Thread.onSpinWait();
    }
  }
}
