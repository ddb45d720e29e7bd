package org.sellerregistry.evidence;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.access.CallScope;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.v1.Evidence;
import org.sellerregistry.v1.UploadEvidenceRequest;

/**
 * The server's side of one upload. It asks for the next chunk when it has stored the one before.
 * However the call ends, an upload that is not answered is abandoned.
 */
final class UploadStream implements StreamObserver<UploadEvidenceRequest> {
  private final UploadEvidence uploadEvidence;
  private final ServerCallStreamObserver<Evidence> replies;
  private final Transfer transfer;
  private @Nullable Upload upload;
  private boolean ended;

  UploadStream(
      UploadEvidence uploadEvidence,
      EvidenceLimits limits,
      ScheduledExecutorService timer,
      ServerCallStreamObserver<Evidence> replies) {
    this.uploadEvidence = uploadEvidence;
    this.replies = replies;
    this.transfer = new Transfer(timer, limits, this::tooSlow);
    replies.disableAutoRequest();
    replies.setOnCancelHandler(this::end);
    requestNext();
  }

  @Override
  public synchronized void onNext(UploadEvidenceRequest message) {
    if (!ended) {
      orAbandon(() -> take(message));
    }
  }

  @Override
  public synchronized void onCompleted() {
    if (!ended) {
      orAbandon(this::complete);
    }
  }

  /** What is refused is gone before the client is told. */
  private void orAbandon(Runnable step) {
    try {
      transfer.resume();
      step.run();
    } catch (RuntimeException e) {
      end();
      throw e;
    }
  }

  private void take(UploadEvidenceRequest message) {
    if (message.hasOptions()) {
      if (upload != null) {
        throw Refusal.invalidField("options", "must be the first message alone");
      }
      upload = uploadEvidence.begin(CallScope.current(), message.getOptions());
    } else {
      write(message);
    }
    requestNext();
  }

  private void write(UploadEvidenceRequest message) {
    if (upload == null) {
      throw Refusal.invalidField("options", "must be the first message");
    }
    try {
      upload.write(message.getChunk());
    } catch (IOException e) {
      throw UploadEvidence.unavailable(e);
    }
  }

  private void requestNext() {
    transfer.await();
    replies.request(1);
  }

  private void complete() {
    transfer.end();
    if (upload == null) {
      throw Refusal.invalidField("options", "must be the first message");
    }
    var evidence = uploadEvidence.complete(CallScope.current(), upload);
    upload = null;
    ended = true;
    replies.onNext(evidence);
    replies.onCompleted();
  }

  @Override
  public void onError(Throwable cancelled) {
    end();
  }

  private synchronized void tooSlow() {
    if (!ended) {
      end();
      replies.onError(Transfer.tooSlow());
    }
  }

  private synchronized void end() {
    ended = true;
    transfer.end();
    if (upload != null) {
      uploadEvidence.abandon(upload);
      upload = null;
    }
  }
}
