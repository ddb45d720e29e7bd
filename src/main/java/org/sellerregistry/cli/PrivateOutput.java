package org.sellerregistry.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Files for what traders declared. */
final class PrivateOutput {

  private PrivateOutput() {}

  /** Makes an empty file that its owner alone can read; one that exists is replaced. */
  static Path create(Path file) throws IOException {
    var folder = file.toAbsolutePath().getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      throw new NotDirectoryException(folder.toString());
    }
    Files.deleteIfExists(file);
    return Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }
}
