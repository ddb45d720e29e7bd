package org.sellerregistry.onboarding;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.access.CallScope;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.v1.ImportOptions;
import org.sellerregistry.v1.ImportTradersRequest;
import org.sellerregistry.v1.ImportTradersResponse;

/**
 * The server's side of one import. It asks for the next record when it has answered the one before
 * and the client takes answers, so that neither side fills the other's memory.
 */
final class ImportStream implements StreamObserver<ImportTradersRequest> {
  private final ImportTrader importTrader;
  private final ServerCallStreamObserver<ImportTradersResponse> replies;
  private @Nullable ImportOptions options;
  private boolean requested;

  ImportStream(ImportTrader importTrader, ServerCallStreamObserver<ImportTradersResponse> replies) {
    this.importTrader = importTrader;
    this.replies = replies;
    replies.disableAutoRequest();
    replies.setOnReadyHandler(this::requestNext);
    requestNext();
  }

  @Override
  public void onNext(ImportTradersRequest message) {
    requested = false;
    if (message.hasOptions()) {
      if (options != null) {
        throw Refusal.invalidField("options", "must be the first message alone");
      }
      options = message.getOptions();
    } else {
      var scope = CallScope.current();
      if (options == null) {
        throw Refusal.invalidField("options", "must be the first message");
      }
      replies.onNext(
          importTrader.importRecord(
              scope.tenant(), scope.caller(), message.getRecord(), options.getValidateOnly()));
    }
    requestNext();
  }

  /** Asks for one message, unless one is under way already. */
  private void requestNext() {
    if (!requested && (replies.isReady() || options == null)) {
      requested = true;
      replies.request(1);
    }
  }

  @Override
  public void onError(Throwable cancelled) {
    // The client is gone: what was answered is stored, and there is nobody to tell the rest to.
  }

  @Override
  public void onCompleted() {
    replies.onCompleted();
  }
}
