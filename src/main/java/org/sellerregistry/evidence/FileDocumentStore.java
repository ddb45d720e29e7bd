package org.sellerregistry.evidence;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/**
 * Keeps documents as files that their owner alone can read.
 *
 * <p>A document is written beside its place, forced to the disk, and then moved there: what is in a
 * document's place is whole, also after a power failure. Servers on one database share the folder.
 */
public final class FileDocumentStore implements DocumentStore {
  private final Path folder;

  /** The folder is made when the first document is written. */
  public FileDocumentStore(Path folder) {
    this.folder = folder;
  }

  @Override
  public Writing write(UUID id) throws IOException {
    var place = place(id);
    Files.createDirectories(
        parent(place),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    return new FileWriting(begun(id), place);
  }

  @Override
  public InputStream read(UUID id) throws IOException {
    return Files.newInputStream(place(id));
  }

  @Override
  public void delete(UUID id) throws IOException {
    Files.deleteIfExists(begun(id));
    Files.deleteIfExists(place(id));
  }

  /** Spread by the random end of the id: its begin is the time. */
  private Path place(UUID id) {
    var name = id.toString();
    return folder.resolve(name.substring(name.length() - 2)).resolve(name);
  }

  private Path begun(UUID id) {
    var place = place(id);
    return place.resolveSibling(place.getFileName() + ".part");
  }

  private static Path parent(Path file) {
    return file.toAbsolutePath().normalize().resolve("..").normalize();
  }

  private static final class FileWriting implements Writing {
    private final Path begun;
    private final Path place;
    private final FileChannel channel;
    private final OutputStream stream;
    private boolean finished;

    FileWriting(Path begun, Path place) throws IOException {
      this.begun = begun;
      this.place = place;
      this.channel =
          FileChannel.open(
              begun,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      this.stream = new BufferedOutputStream(Channels.newOutputStream(channel));
    }

    @Override
    public OutputStream stream() {
      return stream;
    }

    @Override
    public void finish() throws IOException {
      stream.flush();
      channel.force(true);
      channel.close();
      Files.move(begun, place, StandardCopyOption.ATOMIC_MOVE);
      // The name is durable once its folder is (man fsync(2)).
      try (var directory = FileChannel.open(parent(place), StandardOpenOption.READ)) {
        directory.force(true);
      }
      finished = true;
    }

    @Override
    public void close() throws IOException {
      if (!finished) {
        channel.close();
        Files.deleteIfExists(begun);
        Files.deleteIfExists(place);
      }
    }
  }
}
