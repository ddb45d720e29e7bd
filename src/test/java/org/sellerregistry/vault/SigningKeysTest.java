package org.sellerregistry.vault;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sellerregistry.vault.kms.FakeAwsKms;

/** The key that signs checkpoints is kept and replaced as the key ring's other keys are. */
class SigningKeysTest {
  @AutoClose private final FakeAwsKms service = new FakeAwsKms();
  @TempDir Path directory;

  @Test
  void signAsRfc8032Says() {
    // Computed with OpenSSL's Ed25519 from a seed of 32 bytes 5.
    var key = new SigningKeys(new KeyRing(TestKeysets.known())).current();
    assertThat(HexFormat.of().formatHex(key.publicKey().toByteArray()))
        .isEqualTo("6e7a1cdd29b0b78fd13af4c5598feff4ef2a97166e3ca6f2e4fbfccd80505bf1");
    assertThat(HexFormat.of().formatHex(key.sign(ByteString.copyFromUtf8("x")).toByteArray()))
        .isEqualTo(
            "1c688f7914f82e5136e53470d3a3475776ef27b1fede8f2c596da1f3f56405a1"
                + "1ecd08976d6c59b5e7f587bdc9f05e829a8b71bce0904f4a1172589de80bb60e");
  }

  @Test
  void nameAndKeyAreThoseOfTheKeyRing() {
    var one = new SigningKeys(KeyRing.openOrCreate(directory));
    var again = new SigningKeys(KeyRing.openOrCreate(directory));

    assertThat(again.journal()).isEqualTo(one.journal()).startsWith("sellerregistry.org/journal/");
    assertThat(again.current().publicKey()).isEqualTo(one.current().publicKey());
    assertThat(new SigningKeys(KeyRing.ephemeral()).journal()).isNotEqualTo(one.journal());
  }

  @Test
  void areNowhereInTheClearUnderAKeyManagementService() throws IOException {
    var _ = KeyRing.openOrCreate(directory);
    var clear = line();
    var key = new SigningKeys(KeyRing.openOrCreate(directory, service.keys())).current();

    assertThat(key.version()).isEqualTo(1);
    assertThat(line()).isNotEqualTo(clear);
    try (var files = Files.walk(directory)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file)).doesNotContain(clear);
      }
    }
    assertThat(HexFormat.of().formatHex(Base64.getDecoder().decode(line())))
        .doesNotContain(HexFormat.of().formatHex(key.publicKey().toByteArray()));
  }

  @Test
  void areReplacedAndTheNameStays() {
    var nanos = new AtomicLong();
    var ring = new KeyRing(new KeyRingFile(directory, KmsKeys.NONE), nanos::get);
    var elsewhere = new KeyRing(new KeyRingFile(directory, KmsKeys.NONE), nanos::get);
    var keys = new SigningKeys(ring);
    var others = new SigningKeys(elsewhere);
    var former = keys.current();

    ring.change(keysets -> keysets.adding(Keyset.CHECKPOINTS, 2));
    assertThat(keys.current().version()).isEqualTo(1);
    assertThat(keys.all()).extracting(SigningKey::version).containsExactly(2, 1);
    ring.change(keysets -> keysets.promoting(Keyset.CHECKPOINTS, 2));
    nanos.addAndGet(2_000_000_000L);
    assertThat(others.current().publicKey())
        .isEqualTo(keys.current().publicKey())
        .isNotEqualTo(former.publicKey());
    assertThat(others.find(former.publicKey())).isPresent();

    ring.change(keysets -> keysets.removing(Keyset.CHECKPOINTS, id -> id < 2));
    nanos.addAndGet(2_000_000_000L);
    assertThat(others.find(former.publicKey())).isEmpty();
    assertThat(others.journal()).isEqualTo(keys.journal());
  }

  private String line() throws IOException {
    return Files.readString(directory.resolve(KeyRingFile.NAME))
        .lines()
        .filter(line -> line.startsWith("checkpoints "))
        .findFirst()
        .orElseThrow()
        .substring("checkpoints ".length());
  }
}
