package org.sellerregistry.e2e;

import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.v1.ImportTradersRequest;
import org.sellerregistry.v1.ImportTradersResponse;
import org.sellerregistry.v1.TraderServiceGrpc;

/** A client of an import that takes answers only when it is told to. */
final class ImportClient
    implements ClientResponseObserver<ImportTradersRequest, ImportTradersResponse> {
  private static final long PATIENCE_SECONDS = 30;

  private final LinkedBlockingQueue<ImportTradersResponse> answers = new LinkedBlockingQueue<>();
  private final CompletableFuture<Status> end = new CompletableFuture<>();
  private final Semaphore ready = new Semaphore(0);
  private @Nullable ClientCallStreamObserver<ImportTradersRequest> requests;

  private ImportClient() {}

  static ImportClient open(Channel channel) {
    var client = new ImportClient();
    var _ = TraderServiceGrpc.newStub(channel).importTraders(client);
    return client;
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<ImportTradersRequest> stream) {
    requests = stream;
    stream.disableAutoRequestWithInitial(0);
    stream.setOnReadyHandler(ready::release);
  }

  @Override
  public void onNext(ImportTradersResponse answer) {
    answers.add(answer);
  }

  @Override
  public void onError(Throwable failure) {
    end.complete(Status.fromThrowable(failure).withCause(failure));
  }

  @Override
  public void onCompleted() {
    end.complete(Status.OK);
  }

  ClientCallStreamObserver<ImportTradersRequest> requests() {
    return java.util.Objects.requireNonNull(requests);
  }

  void send(ImportTradersRequest message) {
    requests().onNext(message);
  }

  /** The answer to what was sent last. */
  ImportTradersResponse ask(ImportTradersRequest message) throws InterruptedException {
    requests().request(1);
    send(message);
    return answer();
  }

  /** Whether there is an answer that nobody has taken yet. */
  boolean answered() {
    return !answers.isEmpty();
  }

  ImportTradersResponse answer() throws InterruptedException {
    var answer = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (answer == null) {
      throw new AssertionError("no answer; the call ended with " + end.getNow(Status.OK));
    }
    return answer;
  }

  /**
   * Sends as long as the transport takes more.
   *
   * @return how many were sent, {@code most} if it never said no
   */
  int sendWhileReady(ImportTradersRequest message, int most) throws InterruptedException {
    int sent = 0;
    do {
      while (requests().isReady() && sent < most) {
        send(message);
        sent++;
      }
    } while (sent < most && ready.tryAcquire(2, TimeUnit.SECONDS));
    return sent;
  }

  /** How the call ended. */
  Status end() {
    requests().request(1);
    return end.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  /** Why the call was refused. */
  StatusRuntimeException refusal() {
    if (end().getCause() instanceof StatusRuntimeException e) {
      return e;
    }
    throw new AssertionError("it was not refused");
  }
}
