package org.sellerregistry.audit;

import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.access.AccessControl;
import org.sellerregistry.access.CallScope;
import org.sellerregistry.journal.AccessLog;
import org.sellerregistry.journal.JournalLag;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.rpc.ResourceNames;
import org.sellerregistry.v1.Access;
import org.sellerregistry.v1.ErrorReason;

/**
 * Holds each reply of a confidential method back until who is shown what is durable in the access
 * log. The last before the handlers: it sees replies as they made them, and the marketplace that
 * authorisation admitted the caller to.
 *
 * <p>A unary reply waits in the thread that serves the call. Of a stream up to {@value #WINDOW}
 * replies wait at once, so that they share commits, in the thread that sends them.
 */
public final class AccessLogInterceptor implements ServerInterceptor {
  private static final int WINDOW = 64;

  private static final CompletableFuture<Void> NOTHING_TO_RECORD =
      CompletableFuture.completedFuture(null);

  private final AccessLog log;
  private final JournalLag lag;
  private final InstantSource clock;
  private final Returned returned = new Returned();

  public AccessLogInterceptor(AccessLog log, JournalLag lag, InstantSource clock) {
    this.log = log;
    this.lag = lag;
    this.clock = clock;
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    var method = call.getMethodDescriptor();
    if (!AccessControl.isConfidential(method.getFullMethodName())) {
      return next.startCall(call, headers);
    }
    if (lag.isBehind()) {
      throw Refusal.of(
          ErrorReason.ERROR_REASON_JOURNAL_BEHIND,
          "The journal is too far behind to return confidential data");
    }
    var recorded = new RecordedCall<>(call, method.getType().serverSendsOneMessage());
    return new SimpleForwardingServerCallListener<>(next.startCall(recorded, headers)) {
      @Override
      public void onMessage(Q message) {
        recorded.scope = CallScope.current();
        super.onMessage(message);
      }
    };
  }

  private record Held<R>(R reply, CompletableFuture<Void> durable) {}

  private final class RecordedCall<Q, R> extends SimpleForwardingServerCall<Q, R> {
    private final Deque<Held<R>> held = new ArrayDeque<>();
    private final int window;
    private final String method;
    private volatile @Nullable CallScope scope;
    private boolean first = true;

    RecordedCall(ServerCall<Q, R> call, boolean unary) {
      super(call);
      var full = call.getMethodDescriptor().getFullMethodName();
      this.method = full.substring(full.lastIndexOf('.') + 1).replace('/', '.');
      this.window = unary ? 0 : WINDOW;
    }

    @Override
    public void sendMessage(R reply) {
      var access = access((Message) reply);
      // The later parts of a document say nothing more than the first.
      boolean says = window == 0 || first || access.getTradersCount() > 0;
      first = false;
      held.add(new Held<>(reply, says ? log.record(access) : NOTHING_TO_RECORD));
      release(window);
    }

    /** What is held back goes out first; after a failure it is not sent at all. */
    @Override
    public void close(Status status, Metadata trailers) {
      if (status.isOk()) {
        release(0);
      }
      super.close(status, trailers);
    }

    private void release(int mostHeld) {
      while (!held.isEmpty() && (held.size() > mostHeld || held.getFirst().durable().isDone())) {
        await(held.getFirst().durable());
        super.sendMessage(held.removeFirst().reply());
      }
    }

    private Access access(Message reply) {
      var current = scope;
      if (current == null) {
        throw new IllegalStateException("A reply before the request");
      }
      var caller = current.caller();
      var now = clock.instant();
      var access =
          Access.newBuilder()
              .setTime(
                  Timestamp.newBuilder().setSeconds(now.getEpochSecond()).setNanos(now.getNano()))
              .setMethod(method)
              .setMarketplace(ResourceNames.marketplace(current.tenant().marketplaceId()))
              .setPrincipal(caller.principal())
              .setPerson(caller.person())
              .setPurpose(caller.purpose());
      returned.describe(reply, access);
      return access.build();
    }
  }

  private static void await(CompletableFuture<Void> durable) {
    try {
      var _ = durable.get();
    } catch (ExecutionException e) {
      throw notRecorded(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw notRecorded(e);
    }
  }

  private static Refusal notRecorded(Exception e) {
    return Refusal.of(
            ErrorReason.ERROR_REASON_ACCESS_NOT_RECORDED,
            "The access could not be recorded, so the reply is not sent")
        .cause(e);
  }
}
