package org.sellerregistry.vault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * A key ring kept in a file of a directory, both accessible to their owner alone. Its keysets are
 * encrypted by a key management service if there is one; one that was kept in the clear, or under
 * another key, is encrypted when it is opened.
 */
final class KeyRingFile implements KeysetsHome {

  static final String NAME = "key-ring";
  private static final String LOCK = NAME + ".lock";

  private static final FileAttribute<Set<PosixFilePermission>> OWNER_DIRECTORY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final Set<PosixFilePermission> OTHERS =
      PosixFilePermissions.fromString("---rwxrwx");
  private static final Set<PosixFilePermission> OTHERS_WRITE =
      PosixFilePermissions.fromString("----w--w-");

  private final Path directory;
  private final Path file;
  private final KmsKeys kms;
  private String text = "";

  KeyRingFile(Path directory, KmsKeys kms) {
    this.directory = directory.toAbsolutePath();
    this.file = this.directory.resolve(NAME);
    this.kms = kms;
  }

  /**
   * Reads the key ring, or makes it when there is none.
   *
   * @throws KeyRingException if it is damaged, open to others, or cannot be read or written
   */
  @Override
  public synchronized Keysets openOrCreate() {
    return access(() -> {
      if (!Files.exists(file)) {
        create();
      }
      refuse(directory, OTHERS_WRITE);
      var keysets = read();
      if (!KeyRingFormat.kmsKey(text).equals(kms.uri()) && isWritable()) {
        keysets = changeFile(kept -> kept, true);
      }
      return keysets;
    });
  }

  @Override
  public synchronized Optional<Keysets> readChanged() {
    return access(() -> {
      // Without a call of the key management service, as long as nothing has changed.
      return readText().equals(text) ? Optional.empty() : Optional.of(read());
    });
  }

  /**
   * Replaces the file. A lock beside it keeps two servers from changing it at once, for the second
   * would undo what the first did; it is not the file's own, as the file is another one afterwards.
   */
  @Override
  public synchronized Keysets change(UnaryOperator<Keysets> change) {
    return access(() -> changeFile(change, false));
  }

  /**
   * @param always whether the file is written even if the keysets stay the same
   */
  private Keysets changeFile(UnaryOperator<Keysets> change, boolean always) throws IOException {
    var options = EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try (var channel = FileChannel.open(directory.resolve(LOCK), options, OWNER_FILE);
        var _ = channel.lock()) {
      var former = read();
      var keysets = change.apply(former);
      if (always || !keysets.equals(former)) {
        replace(keysets);
      }
      return keysets;
    }
  }

  @Override
  public boolean isWritable() {
    return Files.isWritable(directory);
  }

  private interface Access<T> {
    T get() throws IOException;
  }

  private <T> T access(Access<T> access) {
    try {
      return access.get();
    } catch (KeyRingException e) {
      throw new KeyRingException("Key ring " + file + ": " + e.getMessage());
    } catch (UnsupportedOperationException e) {
      throw new KeyRingException(
          "Key ring " + file + ": its file system knows no owners or no hard links", e);
    } catch (IOException | OverlappingFileLockException e) {
      throw new KeyRingException("Key ring " + file + " cannot be read or written", e);
    }
  }

  private Keysets read() throws IOException {
    var found = readText();
    var keysets = KeyRingFormat.parse(found, kms);
    text = found;
    return keysets;
  }

  private String readText() throws IOException {
    refuse(file, OTHERS);
    return Files.readString(file, StandardCharsets.UTF_8);
  }

  private void replace(Keysets keysets) throws IOException {
    var temporary = directory.resolve(NAME + "." + UUID.randomUUID());
    try {
      text = write(temporary, keysets);
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
    sync();
  }

  /**
   * Makes the key ring, whole or not at all. Linking to a name that is taken fails, while renaming
   * would replace the key ring that another process has just made and perhaps used.
   */
  private void create() throws IOException {
    Files.createDirectories(directory, OWNER_DIRECTORY);
    var temporary = directory.resolve(NAME + "." + UUID.randomUUID());
    try {
      var _ = write(temporary, Keysets.generate());
      Files.createLink(file, temporary);
    } catch (FileAlreadyExistsException e) {
      // Another process was first: its key ring is read.
    } finally {
      Files.deleteIfExists(temporary);
    }
    sync();
  }

  private void sync() throws IOException {
    try (var opened = FileChannel.open(directory, StandardOpenOption.READ)) {
      opened.force(true);
    }
  }

  private String write(Path path, Keysets keysets) throws IOException {
    String text;
    try {
      text = KeyRingFormat.print(keysets, kms);
    } catch (GeneralSecurityException e) {
      throw new KeyRingException("its keys cannot be written: " + e.getMessage(), e);
    }
    var options = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (var channel = FileChannel.open(path, options, OWNER_FILE)) {
      var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    return text;
  }

  private static void refuse(Path path, Set<PosixFilePermission> refused) throws IOException {
    var granted = Files.getPosixFilePermissions(path);
    if (granted.stream().anyMatch(refused::contains)) {
      throw new KeyRingException(
          "%s has permissions %s, which let others than its owner in; take away %s"
              .formatted(
                  path,
                  PosixFilePermissions.toString(granted),
                  PosixFilePermissions.toString(refused)));
    }
  }
}
