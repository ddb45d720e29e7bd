package org.sellerregistry.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * Tells in one query that a schema is current, as it is at nearly every start. Whatever else there
 * is to know or to do is left to {@link Migrator}, whose library takes a good part of a start's
 * time.
 */
final class AppliedScripts {
  private static final String FOLDER = "db/migration/";
  private static final Pattern NAME = Pattern.compile("V\\d+__\\w+\\.sql");

  private static final String APPLIED = "SELECT script, checksum, success FROM schema_history";

  private AppliedScripts() {}

  /** Whether just this program's scripts were applied, as they are here, without a failure. */
  static boolean areAll(Connection connection) {
    var applied = new TreeSet<String>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(APPLIED)) {
      while (rows.next()) {
        if (!rows.getBoolean("success")) {
          return false;
        }
        applied.add(rows.getString("script") + ' ' + rows.getInt("checksum"));
      }
    } catch (SQLException e) {
      // There is no table yet, or it is another's: not for this class to say.
      return false;
    }
    return applied.equals(known());
  }

  private static Set<String> known() {
    var scripts = new TreeSet<String>();
    try {
      var place =
          Path.of(AppliedScripts.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (Files.isDirectory(place)) {
        try (var files = Files.list(place.resolve(FOLDER))) {
          for (var file : files.toList()) {
            add(scripts, file.getFileName().toString(), Files.newInputStream(file));
          }
        }
      } else {
        try (var jar = new JarFile(place.toFile())) {
          for (var entry : jar.stream().filter(e -> e.getName().startsWith(FOLDER)).toList()) {
            add(scripts, entry.getName().substring(FOLDER.length()), jar.getInputStream(entry));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
    return scripts;
  }

  private static void add(Set<String> scripts, String name, InputStream content)
      throws IOException {
    try (content) {
      if (NAME.matcher(name).matches()) {
        scripts.add(name + ' ' + checksum(new String(content.readAllBytes(), UTF_8)));
      }
    }
  }

  /** As the library reckons it: over the lines, without their ends. */
  private static int checksum(String script) {
    var checksum = new CRC32();
    script.lines().forEach(line -> checksum.update(line.getBytes(UTF_8)));
    return (int) checksum.getValue();
  }
}
