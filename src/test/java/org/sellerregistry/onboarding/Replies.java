package org.sellerregistry.onboarding;

import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Takes the reply of a service that is called directly, within a call's scope. */
final class Replies<T> implements StreamObserver<T> {
  private final List<T> replies = new ArrayList<>();
  private boolean completed;

  private Replies() {}

  /** The one reply of a call. */
  static <T> T of(Registry registry, Consumer<StreamObserver<T>> call) {
    var replies = new Replies<T>();
    registry.scope().run(() -> call.accept(replies));
    if (!replies.completed || replies.replies.size() != 1) {
      throw new AssertionError("replied " + replies.replies);
    }
    return replies.replies.getFirst();
  }

  @Override
  public void onNext(T reply) {
    replies.add(reply);
  }

  @Override
  public void onError(Throwable failure) {
    throw new AssertionError(failure);
  }

  @Override
  public void onCompleted() {
    completed = true;
  }
}
