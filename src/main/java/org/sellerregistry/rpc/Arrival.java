package org.sellerregistry.rpc;

import io.grpc.Context;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one call's messages while they come from the wire, before there is a message: gRPC
 * tells a tracer of each piece that it reads, in the thread of the connection. A message that gets
 * larger than its method's may be ends its call then, and not when it is whole.
 */
final class Arrival extends ServerStreamTracer {
  private static final Context.Key<Arrival> KEY = Context.key("arrival");

  /** What a call may bring without being counted: nearly all that honest callers ask. */
  static final int FREE = 4096;

  /** What is kept of each piece beside its bytes. A client may send one byte at a time. */
  private static final int PIECE = 256;

  private final int bound;
  private final RequestMemory memory;

  private long message;
  private long free = FREE;
  private volatile boolean unary;
  private volatile @Nullable Consumer<Refusal> end;
  private volatile boolean ended;

  // Guarded by the memory's lock.
  long counted;
  boolean complete;
  boolean closed;

  /**
   * @param bound of one message, in bytes
   */
  Arrival(int bound, RequestMemory memory) {
    this.bound = bound;
    this.memory = memory;
  }

  /** That of the call being served, if it came over a transport that was given the tracers. */
  static @Nullable Arrival current() {
    return KEY.get();
  }

  /** Says how to end the call; before it asks for its first message. */
  void endsBy(Consumer<Refusal> how) {
    end = how;
  }

  /** Says that the handler holds the message until the call's end. */
  void holdsMessage() {
    unary = true;
  }

  /** Whether it ended the call. */
  boolean isEnded() {
    return ended;
  }

  void end(Refusal why) {
    var how = end;
    if (how != null && !ended) {
      ended = true;
      how.accept(why);
    }
  }

  /** A message has been read, and may have become larger by it. */
  void read(int bytes) {
    memory.countAtLeast(this, bytes - FREE);
  }

  /** A message has been dealt with. */
  void delivered() {
    if (!unary) {
      memory.release(this);
    }
  }

  /** The client has sent all that it will. */
  void completed() {
    memory.complete(this);
  }

  @Override
  public Context filterContext(Context context) {
    return context.withValue(KEY, this);
  }

  @Override
  public void inboundMessage(int number) {
    message = 0;
    if (!unary) {
      free = FREE;
    }
  }

  @Override
  public void inboundWireSize(long bytes) {
    message += bytes;
    if (message > bound) {
      end(Failures.tooLarge());
      return;
    }
    long cost = bytes + PIECE;
    if (cost <= free) {
      free -= cost;
    } else {
      memory.count(this, cost - free);
      free = 0;
    }
  }

  @Override
  public void streamClosed(Status status) {
    memory.close(this);
  }
}
