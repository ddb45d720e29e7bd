package org.sellerregistry.onboarding;

import io.grpc.stub.StreamObserver;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.sellerregistry.access.CallScope;
import org.sellerregistry.custody.CustodyService;
import org.sellerregistry.custody.Epochs;
import org.sellerregistry.custody.RotateKeys;
import org.sellerregistry.journal.Journal;
import org.sellerregistry.rpc.PageTokens;
import org.sellerregistry.trader.LookupKeys;
import org.sellerregistry.v1.GetKeyStatusRequest;
import org.sellerregistry.v1.GetOperationRequest;
import org.sellerregistry.v1.KeyStatus;
import org.sellerregistry.v1.Operation;

/** What operators are told of operations and keys. */
final class Operations {
  private Operations() {}

  static Operation get(Registry registry, String name) {
    return call(
        registry,
        (service, answer) ->
            service.getOperation(GetOperationRequest.newBuilder().setName(name).build(), answer));
  }

  static KeyStatus keys(Registry registry) {
    return call(
        registry,
        (service, answer) ->
            service.getKeyStatus(GetKeyStatusRequest.getDefaultInstance(), answer));
  }

  private static <T> T call(Registry registry, BiConsumer<CustodyService, StreamObserver<T>> call) {
    var rotation = registry.vault.rotation();
    var rotateKeys =
        new RotateKeys(
            registry.transactor,
            rotation,
            new Journal(),
            registry.ids,
            registry.clock,
            LookupKeys.NORMAL_FORMS);
    var service =
        new CustodyService(
            registry.transactor,
            rotation,
            rotateKeys,
            new Epochs(registry.transactor, rotation, rotateKeys, registry.clock, Replica.EPOCH),
            new PageTokens(registry.vault.sealedTokens()));
    var answer = new AtomicReference<T>();
    CallScope.of(Registry.STAFF).run(() -> call.accept(service, new Answer<>(answer)));
    return answer.get();
  }

  record Answer<T>(AtomicReference<T> value) implements StreamObserver<T> {
    @Override
    public void onNext(T message) {
      value.set(message);
    }

    @Override
    public void onError(Throwable failure) {
      throw new AssertionError(failure);
    }

    @Override
    public void onCompleted() {}
  }
}
