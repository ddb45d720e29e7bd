package org.sellerregistry.vault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRingFileTest {

  private static final UUID MARKETPLACE = UUID.fromString("01900000-0000-7000-8000-000000000001");

  @TempDir Path parent;
  private Path directory;
  private Path file;

  @BeforeEach
  void setUp() {
    directory = parent.resolve("data").resolve("keys");
    file = directory.resolve("key-ring");
  }

  @Test
  void makesAKeyRingOnceAndOpensItAfterwards() {
    assertThat(mark(KeyRing.openOrCreate(directory)))
        .isEqualTo(mark(KeyRing.openOrCreate(directory)))
        .isNotEqualTo(mark(KeyRing.ephemeral()));
  }

  @Test
  void letsInTheOwnerAlone() throws IOException {
    KeyRing.openOrCreate(directory);

    assertThat(permissions(directory)).isEqualTo("rwx------");
    assertThat(permissions(file)).isEqualTo("rw-------");
  }

  @Test
  void leavesNothingElseBehind() throws IOException {
    KeyRing.openOrCreate(directory);

    try (var files = Files.list(directory)) {
      assertThat(files).containsExactly(file);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-----w-", "rw---x---"})
  void refusesAFileOpenToOthers(String permissions) throws IOException {
    KeyRing.openOrCreate(directory);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

    assertThatExceptionOfType(KeyRingException.class)
        .isThrownBy(() -> KeyRing.openOrCreate(directory))
        .withMessageContainingAll(file.toString(), permissions);
  }

  @Test
  void opensAFileThatItMayOnlyRead() throws IOException {
    var mark = mark(KeyRing.openOrCreate(directory));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("r-xr-xr-x"));

    assertThat(mark(KeyRing.openOrCreate(directory))).isEqualTo(mark);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rwxrwx---", "rwx---rwx"})
  void refusesADirectoryWhereOthersCouldPutAnotherKeyRing(String permissions) throws IOException {
    KeyRing.openOrCreate(directory);
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(permissions));

    assertThatExceptionOfType(KeyRingException.class)
        .isThrownBy(() -> KeyRing.openOrCreate(directory))
        .withMessageContainingAll(directory.toString(), permissions);
  }

  @Test
  void refusesADirectoryThatIsAFile() throws IOException {
    Files.createFile(parent.resolve("data"));

    assertThatExceptionOfType(KeyRingException.class)
        .isThrownBy(() -> KeyRing.openOrCreate(directory))
        .withMessageContaining(file.toString());
  }

  @Test
  void refusesAFileWithAnyByteChanged() throws IOException {
    KeyRing.openOrCreate(directory);
    byte[] bytes = Files.readAllBytes(file);

    for (int i = 0; i < bytes.length; i++) {
      byte[] changed = bytes.clone();
      changed[i] ^= 1;
      assertRefused(changed);
    }
  }

  @Test
  void refusesAFileCutShort() throws IOException {
    KeyRing.openOrCreate(directory);
    String text = Files.readString(file);

    for (int length = 0; length < text.length(); length++) {
      assertRefused(text.substring(0, length).getBytes(UTF_8));
    }
    assertRefused((text + "\n").getBytes(UTF_8));
    assertRefused((text + text).getBytes(UTF_8));
  }

  @Test
  void refusesAFileThatIsNoText() throws IOException {
    Files.createDirectories(directory);
    Files.createFile(file);
    assertRefused(HexFormat.of().parseHex("ff00fe80"));
  }

  @Test
  void refusesAFileOfANewerFormat() throws IOException {
    KeyRing.openOrCreate(directory);

    assertRefused(Files.readString(file).replaceFirst("key-ring 1", "key-ring 2").getBytes(UTF_8));
  }

  @Test
  void opensAKeyRingOfTheFirstRelease() throws IOException {
    Files.createDirectories(directory);
    try (InputStream stored = getClass().getResourceAsStream("/vault/key-ring-1")) {
      Files.copy(stored, file);
    }
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

    var opened = KeyRing.openOrCreate(directory);
    assertThat(mark(opened)).isEqualTo(mark(new KeyRing(TestKeysets.known())));
    var signing = new SigningKeys(opened);
    var known = new SigningKeys(new KeyRing(TestKeysets.known()));
    assertThat(signing.journal()).isEqualTo(known.journal());
    assertThat(signing.current().publicKey()).isEqualTo(known.current().publicKey());
  }

  @Test
  void ofManyThatStartAtOnceAllUseOneKeyRing() throws Exception {
    int starters = 8;
    var together = new CyclicBarrier(starters);
    var starting = new ArrayList<Callable<String>>();
    for (int i = 0; i < starters; i++) {
      starting.add(() -> {
        together.await();
        return mark(KeyRing.openOrCreate(directory));
      });
    }

    var marks = new ArrayList<String>();
    try (var threads = Executors.newFixedThreadPool(starters)) {
      for (var started : threads.invokeAll(starting)) {
        marks.add(started.get());
      }
    }

    assertThat(marks).hasSize(starters).containsOnly(mark(KeyRing.openOrCreate(directory)));
  }

  private void assertRefused(byte[] content) throws IOException {
    Files.write(file, content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    assertThatExceptionOfType(KeyRingException.class)
        .isThrownBy(() -> KeyRing.openOrCreate(directory))
        .withMessageStartingWith("Key ring " + file)
        .withMessageMatching("(?s).{0,400}");
    assertThat(file).hasBinaryContent(content);
  }

  /** What tells key rings apart without showing a key. */
  private static String mark(KeyRing keyRing) {
    byte[] token = new BlindIndex(keyRing).token(MARKETPLACE, "email", "", "", "a@example.com");
    return HexFormat.of().formatHex(token);
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
