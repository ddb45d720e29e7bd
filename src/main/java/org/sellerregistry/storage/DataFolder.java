package org.sellerregistry.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The folder of an embedded database, held by one process at a time.
 *
 * <p>It contains {@code tables} (the server's data), {@code password}, {@code server.log}, {@code
 * server.pid} while the server runs, and {@code lock}.
 */
final class DataFolder implements AutoCloseable {

  private static final Duration STOP_WITHIN = Duration.ofSeconds(60);

  private final Path folder;
  private final FileChannel channel;

  private DataFolder(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /**
   * Makes the folder if need be and takes hold of it.
   *
   * @throws StorageUnavailableException if another process holds it
   */
  static DataFolder hold(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    var channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!lock(channel)) {
      channel.close();
      throw new StorageUnavailableException(
          "The embedded database in %s is in use by another process".formatted(folder));
    }
    return new DataFolder(folder, channel);
  }

  private static boolean lock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  Path tables() {
    return folder.resolve("tables");
  }

  Path log() {
    return folder.resolve("server.log");
  }

  /** The statements for the server's start; they hold the password. */
  Path script() {
    return folder.resolve("accounts.sql");
  }

  Path pid() {
    return folder.resolve("server.pid");
  }

  /** An empty folder for what need not outlive the server. */
  Path temporary() throws IOException {
    var temporary = folder.resolve("temporary");
    Folders.delete(temporary);
    return Files.createDirectory(temporary);
  }

  /** The password of the server's only account, made at random with the folder. */
  String password() throws IOException {
    var file = folder.resolve("password");
    if (!Files.exists(file)) {
      var bytes = new byte[24];
      new SecureRandom().nextBytes(bytes);
      var work = folder.resolve("password.new");
      writePrivately(work, Base64.getUrlEncoder().encodeToString(bytes));
      Files.move(work, file);
    }
    return Files.readString(file);
  }

  /** A file that its owner alone can read, from its first byte on. */
  Path writePrivately(Path file, String content) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return Files.writeString(file, content);
  }

  /**
   * Stops a server that was left running on this folder by a process that was killed. Since the
   * folder is held, none that is in use can be hit; since a process id may have been given to
   * another program, its command line has to name the folder.
   */
  void stopLeftover() throws IOException {
    var leftover = leftover();
    if (leftover.isPresent()) {
      stop(leftover.get());
    }
    Files.deleteIfExists(pid());
  }

  private Optional<ProcessHandle> leftover() throws IOException {
    if (!Files.exists(pid())) {
      return Optional.empty();
    }
    var text = Files.readString(pid()).strip();
    return text.matches("\\d{1,10}")
        ? ProcessHandle.of(Long.parseLong(text)).filter(this::servesThisFolder)
        : Optional.empty();
  }

  private boolean servesThisFolder(ProcessHandle process) {
    var arguments = process.info().arguments().orElse(new String[0]);
    return Arrays.asList(arguments).contains("--datadir=" + tables());
  }

  /** Lets the server write out what it holds; one that does not end in time is ended by force. */
  static void stop(ProcessHandle server) {
    server.destroy();
    try {
      server.onExit().get(STOP_WITHIN.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      server.destroyForcibly();
      server.onExit().join();
    } catch (InterruptedException e) {
      server.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
