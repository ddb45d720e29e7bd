package org.sellerregistry.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;

/**
 * Bytes on the disk under no name: they are gone when it is closed, and when the process ends,
 * however it does.
 */
final class Spool implements AutoCloseable {
  private final FileChannel channel;

  Spool() throws IOException {
    var file = Files.createTempFile("seller-registry-document", null);
    try {
      channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } finally {
      Files.delete(file);
    }
  }

  OutputStream output() {
    return Channels.newOutputStream(channel);
  }

  long size() throws IOException {
    return channel.size();
  }

  /** All of it from its begin; closing it closes the spool. */
  InputStream input() {
    try {
      return Channels.newInputStream(channel.position(0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
