package org.sellerregistry.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The data directory of one running server, private to its owner.
 *
 * <p>While the server is up, {@code endpoint} says where it takes calls.
 */
public final class DataDirectory implements AutoCloseable {

  private static final String ENDPOINT = "endpoint";

  private final Path directory;
  private final FileChannel lock;

  private DataDirectory(Path directory, FileChannel lock) {
    this.directory = directory;
    this.lock = lock;
  }

  /** Where the data directory is if nothing else is said. */
  public static Path byDefault(Map<String, String> environment) {
    return ServerConfigReader.defaultData(environment);
  }

  /** Where the server of the data directory takes calls, if one is up. */
  public static Optional<Address> endpoint(Path directory) {
    try {
      return Optional.of(Address.parse(Files.readString(directory.resolve(ENDPOINT)).strip()));
    } catch (IOException | ConfigurationException e) {
      return Optional.empty();
    }
  }

  /**
   * Takes the directory for one server; makes it if need be.
   *
   * @throws ConfigurationException if another server has it, or it cannot be used
   */
  static DataDirectory take(Path directory) {
    try {
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
          "The data directory %s cannot be used: %s".formatted(directory, e), e);
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
          "The data directory %s cannot be written: %s".formatted(directory, e), e);
    }
  }

  @Override
  public void close() throws IOException {
    // The lock is given back last, so that the next server's announcement is not taken away.
    try (lock) {
      Files.deleteIfExists(directory.resolve(ENDPOINT));
    }
  }
}
