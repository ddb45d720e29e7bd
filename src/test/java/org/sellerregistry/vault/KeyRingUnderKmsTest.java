package org.sellerregistry.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sellerregistry.vault.kms.FakeAwsKms;

/** A key ring whose file alone is worth nothing. */
class KeyRingUnderKmsTest {
  private static final UUID MARKETPLACE = UUID.fromString("01900000-0000-7000-8000-000000000001");

  @AutoClose private final FakeAwsKms service = new FakeAwsKms();
  @TempDir Path parent;
  private Path directory;
  private Path file;

  @BeforeEach
  void setUp() {
    directory = parent.resolve("keys");
    file = directory.resolve("key-ring");
  }

  @Test
  void isMadeAndOpenedWithTheService() throws IOException {
    var made = mark(KeyRing.openOrCreate(directory, service.keys()));

    assertThat(mark(KeyRing.openOrCreate(directory, service.keys()))).isEqualTo(made);
    assertThat(Files.readString(file))
        .startsWith("seller-registry-key-ring 2\nkms-key aws-kms://" + FakeAwsKms.KEY + "\n");
    assertThatExceptionOfType(KeyRingException.class)
        .isThrownBy(() -> KeyRing.openOrCreate(directory))
        .withMessageContainingAll("aws-kms://", "vault.kms.key");
  }

  @Test
  void thatWasKeptInTheClearIsEncryptedWhenItIsOpened() throws IOException {
    var mark = mark(KeyRing.openOrCreate(directory));
    var clear = Files.readString(file).lines().toList();

    assertThat(mark(KeyRing.openOrCreate(directory, service.keys()))).isEqualTo(mark);

    var encrypted = Files.readString(file);
    assertThat(encrypted).startsWith("seller-registry-key-ring 2\n");
    for (var line : clear.subList(2, 7)) {
      assertThat(encrypted).doesNotContain(line.substring(line.indexOf(' ') + 1));
    }
    assertThat(mark(KeyRing.openOrCreate(directory, service.keys()))).isEqualTo(mark);
  }

  @Test
  void thatMayOnlyBeReadStaysAsItIs() throws IOException {
    var mark = mark(KeyRing.openOrCreate(directory));
    var text = Files.readString(file);
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("r-x------"));
    try {
      if (!Files.isWritable(directory)) {
        assertThat(mark(KeyRing.openOrCreate(directory, service.keys()))).isEqualTo(mark);
        assertThat(Files.readString(file)).isEqualTo(text);
      }
    } finally {
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void isNotOpenedWithoutTheServiceAndItsRefusalIsNamed() {
    KeyRing.openOrCreate(directory, service.keys());

    service.fail(503);
    assertThatExceptionOfType(KeyRingException.class)
        .isThrownBy(() -> KeyRing.openOrCreate(directory, service.keys()))
        .withMessageContainingAll(file.toString(), "503");
    service.fail(0);
    assertThatExceptionOfType(KeyRingException.class)
        .as("the service knows no such key")
        .isThrownBy(() ->
            KeyRing.openOrCreate(
                directory, service.keys(FakeAwsKms.KEY.replace("synthetic", "other"))))
        .withMessageContaining("NotFoundException");
  }

  @Test
  void isNotOpenedIfItsKeysetsChangePlaces() throws IOException {
    KeyRing.openOrCreate(directory, service.keys());
    var lines = Files.readString(file).lines().toList();
    var swapped =
        String.join(
                "\n",
                lines.get(0),
                lines.get(1),
                lines.get(2),
                "wrapping " + lines.get(6).substring("sealed-tokens ".length()),
                lines.get(4),
                lines.get(5),
                "sealed-tokens " + lines.get(3).substring("wrapping ".length()),
                lines.get(7))
            + "\n";
    Files.writeString(file, swapped + KeyRingFormat.digestLine(swapped));

    assertThatExceptionOfType(KeyRingException.class)
        .isThrownBy(() -> KeyRing.openOrCreate(directory, service.keys()))
        .withMessageContaining("InvalidCiphertextException");
  }

  @Test
  void servesOnWhileTheServiceIsDownAndIsReadAgainWhenItChanged() {
    var nanos = new AtomicLong();
    var one = new KeyRing(new KeyRingFile(directory, service.keys()), nanos::get);
    var other = new KeyRing(new KeyRingFile(directory, service.keys()), nanos::get);
    int asked = service.asked();

    service.fail(503);
    nanos.addAndGet(2_000_000_000L);
    assertThat(mark(one)).isEqualTo(mark(other));
    assertThat(service.asked()).as("nothing has changed").isEqualTo(asked);

    assertThatExceptionOfType(KeyRingException.class)
        .isThrownBy(() -> one.change(keysets -> keysets.adding(Keyset.WRAPPING, 2)));
    assertThat(one.current().holds(Keyset.WRAPPING, 2)).isFalse();

    service.fail(0);
    one.change(keysets -> keysets.adding(Keyset.WRAPPING, 2));
    service.fail(503);
    nanos.addAndGet(2_000_000_000L);
    assertThat(other.current().holds(Keyset.WRAPPING, 2)).as("with the keys it has").isFalse();
    service.fail(0);
    nanos.addAndGet(2_000_000_000L);
    assertThat(other.current().holds(Keyset.WRAPPING, 2)).isTrue();
  }

  /** What tells key rings apart without showing a key. */
  private static String mark(KeyRing keyRing) {
    byte[] token = new BlindIndex(keyRing).token(MARKETPLACE, "email", "", "", "a@example.com");
    return HexFormat.of().formatHex(token);
  }
}
