package org.sellerregistry.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/** Files and directories that their owner alone may read. */
final class PrivateFiles {

  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ALONE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private static final Set<PosixFilePermission> DIRECTORY =
      PosixFilePermissions.fromString("rwx------");

  private PrivateFiles() {}

  /** Makes the directory and those above it; takes away what others may do in it. */
  static Path directory(Path directory) throws IOException {
    Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(DIRECTORY));
    return Files.setPosixFilePermissions(directory, DIRECTORY);
  }

  /** Whether nobody but its owner may do anything in the directory. */
  static boolean isPrivate(Path directory) throws IOException {
    return DIRECTORY.containsAll(Files.getPosixFilePermissions(directory));
  }

  /** Opens a file to be locked; makes it if need be. */
  static FileChannel open(Path file) throws IOException {
    return FileChannel.open(file, Set.of(CREATE, WRITE), OWNER_ALONE);
  }

  /**
   * Writes a file that is private from its first byte on. Readers see the old content or the new
   * one, never a part, also after a crash.
   */
  static void write(Path file, String content) throws IOException {
    var work = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID());
    try (var channel = FileChannel.open(work, Set.of(CREATE_NEW, WRITE), OWNER_ALONE)) {
      var bytes = ByteBuffer.wrap(content.getBytes(UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(work, file, ATOMIC_MOVE, REPLACE_EXISTING);
  }

  /**
   * Refuses a secret's file that others may read.
   *
   * @throws ConfigurationException if the file does not exist or is open to others
   */
  static void requirePrivate(Path file, String what) {
    try {
      if (Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
        throw new ConfigurationException(
            "%s in %s can be read by everybody: run chmod o-rwx %s".formatted(what, file, file));
      }
    } catch (IOException e) {
      throw new ConfigurationException("%s: cannot read %s".formatted(what, file), e);
    }
  }
}
