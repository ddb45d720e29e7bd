package org.sellerregistry.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratedTablesTest {

  private static final String FOLDER = TableGenerator.PACKAGE.replace('.', '/');

  @Test
  void theTableClassesAreThoseOfTheMigrations(@TempDir Path sources) throws Exception {
    TableGenerator.generate(sources);

    assertThat(files(Path.of("src/main/java").resolve(FOLDER)))
        .as("run mvn -Pcodegen process-test-classes")
        .isEqualTo(files(sources.resolve(FOLDER)));
  }

  private static Map<String, String> files(Path folder) throws IOException {
    var files = new TreeMap<String, String>();
    try (var paths = Files.walk(folder)) {
      for (var path : paths.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(path).toString(), Files.readString(path));
      }
    }
    return files;
  }
}
