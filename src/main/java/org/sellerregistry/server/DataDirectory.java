package org.sellerregistry.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The data directory of one running server, private to its owner.
 *
 * <p>While the server is up, {@code endpoint} says where it takes calls.
 */
public final class DataDirectory implements AutoCloseable {

  private static final String ENDPOINT = "endpoint";

  /** What a data directory has that was used before, or that comes from a backup. */
  private static final List<String> OWN = List.of("server.lock", "keys/key-ring", "tls/ca.pem");

  private final Path directory;
  private final FileChannel lock;

  private DataDirectory(Path directory, FileChannel lock) {
    this.directory = directory;
    this.lock = lock;
  }

  /** Where the data directory is if nothing else is said, after the XDG base directories. */
  public static Path byDefault(Map<String, String> environment) {
    return ServerConfigReader.defaultData(environment);
  }

  /**
   * Where the server of the data directory takes calls, if one is up; or took them, if it was
   * killed.
   */
  public static Optional<Address> endpoint(Path directory) {
    try {
      return Optional.of(Address.parse(Files.readString(directory.resolve(ENDPOINT)).strip()));
    } catch (IOException | ConfigurationException e) {
      return Optional.empty();
    }
  }

  /**
   * Takes the directory for one server; makes it if need be. One in which somebody keeps something
   * else for others to read is left as it is.
   *
   * @throws ConfigurationException if another server has it, or it cannot be used
   */
  static DataDirectory take(Path directory) {
    try {
      requireOwn(directory);
      PrivateFiles.directory(directory);
      var channel = PrivateFiles.open(directory.resolve("server.lock"));
      try {
        if (channel.tryLock() != null) {
          return new DataDirectory(directory, channel);
        }
      } catch (OverlappingFileLockException e) {
        // Held by this very process.
      }
      channel.close();
      throw new ConfigurationException(
          "Another server is running on %s%s: stop it, or choose another data directory"
              .formatted(directory, endpoint(directory).map(where -> ", at " + where).orElse("")));
    } catch (IOException e) {
      throw new ConfigurationException(
          "The data directory %s (setting data) cannot be used: %s"
              .formatted(directory, FileTrouble.of(e)),
          e);
    }
  }

  private static void requireOwn(Path directory) throws IOException {
    if (!Files.isDirectory(directory)
        || PrivateFiles.isPrivate(directory)
        || OWN.stream().anyMatch(name -> Files.exists(directory.resolve(name)))) {
      return;
    }
    try (var files = Files.list(directory)) {
      // A file system of its own has this from the beginning.
      if (files.anyMatch(file -> !file.endsWith("lost+found"))) {
        throw new ConfigurationException(
            ("The folder %s has other files, which others may read: choose a new or an empty one as"
                    + " data directory")
                .formatted(directory));
      }
    }
  }

  Path path() {
    return directory;
  }

  void announce(Address address) {
    try {
      PrivateFiles.write(directory.resolve(ENDPOINT), address + "\n");
    } catch (IOException e) {
      throw new ConfigurationException(
          "The data directory %s (setting data) cannot be written: %s"
              .formatted(directory, FileTrouble.of(e)),
          e);
    }
  }

  /** Gives the directory to the next server; nobody finds this one there any more. */
  @Override
  public void close() throws IOException {
    // The lock is given back last, so that the next server's announcement is not taken away.
    try (lock) {
      Files.deleteIfExists(directory.resolve(ENDPOINT));
    }
  }
}
