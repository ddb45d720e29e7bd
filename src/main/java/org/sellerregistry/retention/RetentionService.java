package org.sellerregistry.retention;

import io.grpc.stub.StreamObserver;
import java.util.UUID;
import org.sellerregistry.access.CallScope;
import org.sellerregistry.rpc.ResourceNames;
import org.sellerregistry.v1.AdminServiceGrpc;
import org.sellerregistry.v1.ConfirmErasureRequest;
import org.sellerregistry.v1.EraseTraderRequest;
import org.sellerregistry.v1.Erasure;
import org.sellerregistry.v1.GetTraderRetentionRequest;
import org.sellerregistry.v1.Preservation;
import org.sellerregistry.v1.PreserveTraderRequest;
import org.sellerregistry.v1.ReleasePreservationRequest;
import org.sellerregistry.v1.TraderRetention;

/** The gRPC edge of the end of data. What changes anything needs a person. */
public final class RetentionService implements AdminServiceGrpc.AsyncService {
  private final KeptData kept;
  private final EraseTrader eraseTrader;
  private final PreserveTrader preserveTrader;

  public RetentionService(KeptData kept, EraseTrader eraseTrader, PreserveTrader preserveTrader) {
    this.kept = kept;
    this.eraseTrader = eraseTrader;
    this.preserveTrader = preserveTrader;
  }

  @Override
  public void getTraderRetention(
      GetTraderRetentionRequest request, StreamObserver<TraderRetention> answer) {
    send(kept.get(CallScope.current().tenant(), trader(request.getName())), answer);
  }

  @Override
  public void eraseTrader(EraseTraderRequest request, StreamObserver<Erasure> answer) {
    var scope = withPerson();
    send(
        eraseTrader.request(scope.tenant(), scope.caller(), trader(request.getName()), request),
        answer);
  }

  @Override
  public void confirmErasure(ConfirmErasureRequest request, StreamObserver<Erasure> answer) {
    var scope = withPerson();
    var id = UUID.fromString(request.getErasure());
    send(
        eraseTrader.confirm(scope.tenant(), scope.caller(), trader(request.getName()), id), answer);
  }

  @Override
  public void preserveTrader(PreserveTraderRequest request, StreamObserver<Preservation> answer) {
    var scope = withPerson();
    send(
        preserveTrader.preserve(scope.tenant(), scope.caller(), trader(request.getName()), request),
        answer);
  }

  @Override
  public void releasePreservation(
      ReleasePreservationRequest request, StreamObserver<Preservation> answer) {
    var scope = withPerson();
    var id = UUID.fromString(request.getPreservation());
    send(
        preserveTrader.release(scope.tenant(), scope.caller(), trader(request.getName()), id),
        answer);
  }

  private static CallScope withPerson() {
    var scope = CallScope.current();
    var _ = scope.requirePerson();
    return scope;
  }

  private static UUID trader(String name) {
    return ResourceNames.requireTrader("name", name).trader();
  }

  private static <T> void send(T message, StreamObserver<T> answer) {
    answer.onNext(message);
    answer.onCompleted();
  }
}
