package org.sellerregistry.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
  private static final String OPEN = "rwxr-xr-x";

  @TempDir Path folder;

  @Test
  void aFolderWithWhatIsSomebodyElsesIsLeftAsItIs() throws IOException {
    var foreign = open("foreign");
    var _ = Files.writeString(foreign.resolve("letter.txt"), "synthetic");

    assertThatThrownBy(() -> DataDirectory.take(foreign))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("has other files");
    assertThat(permissions(foreign)).isEqualTo(OPEN);
    assertThat(foreign.resolve("server.lock")).doesNotExist();
  }

  @Test
  void newEmptyAndOwnFoldersAreMadePrivate() throws IOException {
    var mounted = open("mounted");
    var _ = Files.createDirectory(mounted.resolve("lost+found"));
    for (var own : new Path[] {folder.resolve("new"), open("empty"), mounted}) {
      DataDirectory.take(own).close();
      assertThat(permissions(own)).isEqualTo("rwx------");

      var _ = Files.setPosixFilePermissions(own, PosixFilePermissions.fromString(OPEN));
      DataDirectory.take(own).close();
      assertThat(permissions(own)).isEqualTo("rwx------");
    }
  }

  @Test
  void whatCannotBeADataDirectoryIsNamedWithItsSetting() throws IOException {
    var file = Files.writeString(folder.resolve("file"), "");

    assertThatThrownBy(() -> DataDirectory.take(file))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "The data directory %s (setting data) cannot be used: %s is no folder"
                .formatted(file, file));
  }

  private Path open(String name) throws IOException {
    return Files.setPosixFilePermissions(
        Files.createDirectory(folder.resolve(name)), PosixFilePermissions.fromString(OPEN));
  }

  private static String permissions(Path directory) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(directory));
  }
}
