package org.sellerregistry.evidence;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.ScheduledExecutorService;
import org.sellerregistry.access.CallScope;
import org.sellerregistry.rpc.ResourceNames;
import org.sellerregistry.v1.DownloadEvidenceRequest;
import org.sellerregistry.v1.DownloadEvidenceResponse;
import org.sellerregistry.v1.Evidence;
import org.sellerregistry.v1.EvidenceServiceGrpc.EvidenceServiceImplBase;
import org.sellerregistry.v1.GetEvidenceRequest;
import org.sellerregistry.v1.ListEvidenceRequest;
import org.sellerregistry.v1.ListEvidenceResponse;
import org.sellerregistry.v1.UploadEvidenceRequest;
import org.sellerregistry.vault.Binding;

/** The gRPC edge of evidence: maps each call to its use case. */
public final class EvidenceService extends EvidenceServiceImplBase {
  private final UploadEvidence uploadEvidence;
  private final ReadEvidence readEvidence;
  private final EvidenceLimits limits;
  private final ScheduledExecutorService timer;

  /**
   * @param timer ends transfers that take too long; its tasks are short
   */
  public EvidenceService(
      UploadEvidence uploadEvidence,
      ReadEvidence readEvidence,
      EvidenceLimits limits,
      ScheduledExecutorService timer) {
    this.uploadEvidence = uploadEvidence;
    this.readEvidence = readEvidence;
    this.limits = limits;
    this.timer = timer;
  }

  @Override
  public StreamObserver<UploadEvidenceRequest> uploadEvidence(StreamObserver<Evidence> replies) {
    return new UploadStream(
        uploadEvidence, limits, timer, (ServerCallStreamObserver<Evidence>) replies);
  }

  @Override
  public void downloadEvidence(
      DownloadEvidenceRequest request, StreamObserver<DownloadEvidenceResponse> replies) {
    var scope = CallScope.current();
    var name = ResourceNames.requireEvidence("name", request.getName());
    new DownloadStream(
            readEvidence.open(scope, name),
            Binding.document(scope.tenant().id(), name.trader(), name.evidence()),
            limits,
            timer,
            (ServerCallStreamObserver<DownloadEvidenceResponse>) replies)
        .start();
  }

  @Override
  public void getEvidence(GetEvidenceRequest request, StreamObserver<Evidence> replies) {
    var name = ResourceNames.requireEvidence("name", request.getName());
    reply(replies, readEvidence.get(CallScope.current().tenant(), name));
  }

  @Override
  public void listEvidence(
      ListEvidenceRequest request, StreamObserver<ListEvidenceResponse> replies) {
    var trader = ResourceNames.requireTrader("parent", request.getParent()).trader();
    reply(replies, readEvidence.list(CallScope.current().tenant(), trader, request));
  }

  private static <T> void reply(StreamObserver<T> replies, T reply) {
    replies.onNext(reply);
    replies.onCompleted();
  }
}
