package org.sellerregistry.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Texts that come with the program. */
final class ResourceText {

  private ResourceText() {}

  static String read(String path) {
    try (var in = ResourceText.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("The program lacks " + path);
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
