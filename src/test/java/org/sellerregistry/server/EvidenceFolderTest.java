package org.sellerregistry.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceFolderTest {

  @TempDir Path folder;

  @Test
  void aFolderThatCannotBeMadeIsRefusedAtTheStart() throws IOException {
    var file = Files.writeString(folder.resolve("file"), "");

    for (var place : new Path[] {file, file.resolve("below")}) {
      assertThatThrownBy(() -> EvidenceWiring.usable(place))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("evidence.folder " + place);
    }
  }

  @Test
  void oneThatIsNotThereYetIsMadeLater() {
    var place = folder.resolve("far/below");

    assertThat(EvidenceWiring.usable(place)).isEqualTo(place).doesNotExist();
  }
}
