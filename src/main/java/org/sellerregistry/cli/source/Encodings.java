package org.sellerregistry.cli.source;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Finds out where a file is not in the encoding that it should be in. */
final class Encodings {

  private static final int BLOCK = 64 * 1024;

  private Encodings() {}

  /** The first line, from 1, that cannot be decoded; empty if there is none. */
  static OptionalLong firstLineThatIsNot(Charset charset, Path file) {
    var decoder = charset.newDecoder();
    var bytes = ByteBuffer.allocate(BLOCK);
    var text = CharBuffer.allocate(BLOCK);
    long line = 1;
    try (var in = new BufferedInputStream(Files.newInputStream(file))) {
      boolean more = true;
      while (more) {
        int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
        more = count >= 0;
        bytes.position(bytes.position() + Math.max(count, 0)).flip();
        var result = decoder.decode(bytes, text, !more);
        line += text.flip().chars().filter(character -> character == '\n').count();
        if (result.isError()) {
          return OptionalLong.of(line);
        }
        text.clear();
        bytes.compact();
      }
      return OptionalLong.empty();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }
}
