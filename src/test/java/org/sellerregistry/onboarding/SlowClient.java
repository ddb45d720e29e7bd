package org.sellerregistry.onboarding;

import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.ArrayList;
import java.util.List;

/** Takes answers of a stream only when it is told to. */
final class SlowClient<Q, R> implements ClientResponseObserver<Q, R> {
  final List<R> answers = new ArrayList<>();
  private ClientCallStreamObserver<Q> call;
  private Throwable failure;
  private boolean completed;

  @Override
  public void beforeStart(ClientCallStreamObserver<Q> stream) {
    call = stream;
    stream.disableAutoRequestWithInitial(0);
  }

  /** Takes at most so many answers more. */
  void take(int count) {
    call.request(count);
  }

  ClientCallStreamObserver<Q> call() {
    return call;
  }

  boolean isCompleted() {
    return completed;
  }

  Throwable failure() {
    return failure;
  }

  @Override
  public void onNext(R answer) {
    answers.add(answer);
  }

  @Override
  public void onError(Throwable cause) {
    failure = cause;
  }

  @Override
  public void onCompleted() {
    completed = true;
  }
}
