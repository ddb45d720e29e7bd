package org.sellerregistry.audit;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.time.Duration;
import org.sellerregistry.access.AccessControl;
import org.sellerregistry.journal.JournalLag;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.v1.ErrorReason;

/**
 * Holds what marketplaces change back while too many entries wait for their place in the journal,
 * so that it is never further behind than a bound for long, however many write. A call waits in its
 * place among those that write: what comes behind it waits or is refused as when writing itself is
 * slow.
 */
public final class WaitingChanges implements ServerInterceptor {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final JournalLag lag;
  private final Duration patienceOfImports;

  WaitingChanges(JournalLag lag, Duration patienceOfImports) {
    this.lag = lag;
    this.patienceOfImports = patienceOfImports;
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    var listener = next.startCall(call, headers);
    if (!AccessControl.isMarketplacesChange(call.getMethodDescriptor().getFullMethodName())) {
      return listener;
    }
    return new SimpleForwardingServerCallListener<>(listener) {
      @Override
      public void onHalfClose() {
        require(PATIENCE);
        super.onHalfClose();
      }
    };
  }

  /**
   * Waits, before some records of an import are stored.
   *
   * @throws Refusal JOURNAL_BEHIND
   */
  public void awaitRoom() {
    require(patienceOfImports);
  }

  private void require(Duration patience) {
    try {
      if (lag.awaitRoom(patience)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw Refusal.of(
        ErrorReason.ERROR_REASON_JOURNAL_BEHIND,
        "The journal is too far behind to change anything");
  }
}
