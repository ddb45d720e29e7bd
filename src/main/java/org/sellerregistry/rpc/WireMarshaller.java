package org.sellerregistry.rpc;

import io.grpc.MethodDescriptor;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.UnaryOperator;

/**
 * Takes messages as the transport brings them and leaves reading them to the handler's side of the
 * interceptors, so that bytes that cannot be read fail there and are explained like any other
 * failure. gRPC itself would close the call before an interceptor hears of it.
 */
final class WireMarshaller implements MethodDescriptor.Marshaller<InputStream> {
  private final UnaryOperator<InputStream> parse;

  private WireMarshaller(UnaryOperator<InputStream> parse) {
    this.parse = parse;
  }

  /** For requests up to a number of bytes. */
  static WireMarshaller requests(int maxMessageBytes) {
    return new WireMarshaller(message -> new Bounded(message, maxMessageBytes));
  }

  /** For responses, which pass as they are. */
  static WireMarshaller responses() {
    return new WireMarshaller(UnaryOperator.identity());
  }

  @Override
  public InputStream stream(InputStream message) {
    return message;
  }

  @Override
  public InputStream parse(InputStream message) {
    return parse.apply(message);
  }

  /**
   * Refuses to read beyond the bound, which also holds for what a compressed message unfolds to.
   */
  private static final class Bounded extends FilterInputStream {
    private long left;

    Bounded(InputStream message, int bound) {
      super(message);
      left = bound;
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      count(read < 0 ? 0 : 1);
      return read;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int read = super.read(target, offset, length);
      count(Math.max(read, 0));
      return read;
    }

    @Override
    public long skip(long bytes) throws IOException {
      long skipped = super.skip(bytes);
      count(skipped);
      return skipped;
    }

    @Override
    public boolean markSupported() {
      return false;
    }

    private void count(long bytes) {
      left -= bytes;
      if (left < 0) {
        throw Failures.tooLarge();
      }
    }
  }
}
