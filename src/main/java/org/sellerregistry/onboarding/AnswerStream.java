package org.sellerregistry.onboarding;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import io.grpc.Drainable;
import io.grpc.KnownLength;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Bytes and a message behind them, which gRPC takes at once; others may read them one by one. */
final class AnswerStream extends InputStream implements Drainable, KnownLength {
  private final ByteString first;
  private final MessageLite second;
  private @Nullable InputStream reading;

  AnswerStream(ByteString first, MessageLite second) {
    this.first = first;
    this.second = second;
  }

  @Override
  public int drainTo(OutputStream target) throws IOException {
    if (reading != null) {
      return (int) reading.transferTo(target);
    }
    int length = available();
    first.writeTo(target);
    second.writeTo(target);
    reading = InputStream.nullInputStream();
    return length;
  }

  @Override
  public int available() throws IOException {
    return reading == null ? first.size() + second.getSerializedSize() : reading.available();
  }

  @Override
  public int read() throws IOException {
    return reading().read();
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    return reading().read(target, offset, length);
  }

  private InputStream reading() {
    if (reading == null) {
      reading = first.concat(second.toByteString()).newInput();
    }
    return reading;
  }
}
