package org.sellerregistry.cli;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.storage.Pause;
import org.sellerregistry.v1.ImportOptions;
import org.sellerregistry.v1.ImportRecord;
import org.sellerregistry.v1.ImportTradersRequest;
import org.sellerregistry.v1.ImportTradersResponse;
import org.sellerregistry.v1.TraderServiceGrpc.TraderServiceStub;

/**
 * One stream of an import, taken up again when it was cut.
 *
 * <p>It sends records in the order offered, as fast as the server takes them, and holds each until
 * it is answered; after a cut, those without an answer are sent again, which the server answers
 * UNCHANGED if it had stored them. One thread runs it; {@link #offer} is for another.
 */
final class ImportLane implements Callable<Void> {

  /** How many records may be without an answer: more than are under way on a long line. */
  private static final int WINDOW = 256;

  private final TraderServiceStub stub;
  private final ImportOptions options;
  private final ImportLedger ledger;
  private final RetryPolicy retries;
  private final Pause pause;
  private final Semaphore window = new Semaphore(WINDOW);
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

  private final Deque<ImportRecord> toSend = new ArrayDeque<>();
  private final Map<Long, ImportRecord> unanswered = new LinkedHashMap<>();
  private volatile boolean dead;
  private boolean noMore;
  private int failures;
  private Duration waited = Duration.ZERO;

  ImportLane(
      TraderServiceStub stub,
      ImportOptions options,
      ImportLedger ledger,
      RetryPolicy retries,
      Pause pause) {
    this.stub = stub;
    this.options = options;
    this.ledger = ledger;
    this.retries = retries;
    this.pause = pause;
  }

  /** Hands over a record; waits while too many are without an answer. */
  void offer(ImportRecord record) throws InterruptedException {
    window.acquire();
    events.add(new Offered(record));
  }

  /** Says that no record follows. */
  void end() {
    events.add(new End());
  }

  /** Whether the lane has given up, so that nothing more need be offered. */
  boolean isDead() {
    return dead;
  }

  /**
   * Runs until all records are answered.
   *
   * @throws StatusRuntimeException what the server ended the stream with for good
   */
  @Override
  public @Nullable Void call() throws InterruptedException {
    boolean done = false;
    try {
      while (!done) {
        var failure = stream();
        done = failure.isEmpty() && isDone();
        if (!done) {
          takeUpAgain(failure.orElseGet(ImportLane::cutShort));
        }
      }
      return null;
    } finally {
      if (!done) {
        dead = true;
        // Whoever waits to offer a record is let go.
        window.release(WINDOW);
      }
    }
  }

  private boolean isDone() {
    return noMore && toSend.isEmpty() && unanswered.isEmpty();
  }

  /** One stream, from its options to its end. */
  private Optional<StatusRuntimeException> stream() throws InterruptedException {
    var answers = new Answers();
    var _ = stub.importTraders(answers);
    answers.call().onNext(ImportTradersRequest.newBuilder().setOptions(options).build());
    boolean completed = false;
    while (true) {
      while (!toSend.isEmpty() && answers.call().isReady()) {
        send(answers.call(), toSend.removeFirst());
      }
      if (isDone() && !completed) {
        answers.call().onCompleted();
        completed = true;
      }
      switch (events.take()) {
        case Offered(var record) -> toSend.addLast(record);
        case End _ -> noMore = true;
        case Ready _ -> {}
        case Answered(var answer) -> account(answer);
        case Completed _ -> {
          return Optional.empty();
        }
        case Failed(var failure) -> {
          return Optional.of(failure);
        }
      }
    }
  }

  private void send(ClientCallStreamObserver<ImportTradersRequest> call, ImportRecord record) {
    unanswered.put(record.getSequence(), record);
    call.onNext(ImportTradersRequest.newBuilder().setRecord(record).build());
  }

  private void account(ImportTradersResponse answer) {
    var record = unanswered.remove(answer.getSequence());
    if (record != null) {
      ledger.answered(answer, record.getTrader().getExternalId());
      window.release();
      failures = 0;
      waited = Duration.ZERO;
    }
  }

  private void takeUpAgain(StatusRuntimeException failure) throws InterruptedException {
    failures++;
    var length = retries.pauseBefore(failures);
    if (!RetryPolicy.mayPass(failure) || waited.plus(length).compareTo(retries.giveUpAfter()) > 0) {
      throw failure;
    }
    waited = waited.plus(length);
    pause.sleep(length);
    var again = new ArrayDeque<>(unanswered.values());
    again.addAll(toSend);
    toSend.clear();
    toSend.addAll(again);
    unanswered.clear();
  }

  private static StatusRuntimeException cutShort() {
    return Status.UNAVAILABLE
        .withDescription("The server ended the stream before its last answer")
        .asRuntimeException();
  }

  /** What the lane waits for. */
  private sealed interface Event {}

  private record Offered(ImportRecord record) implements Event {}

  private record End() implements Event {}

  private record Ready() implements Event {}

  private record Answered(ImportTradersResponse answer) implements Event {}

  private record Completed() implements Event {}

  private record Failed(StatusRuntimeException failure) implements Event {}

  /** Turns what gRPC calls back with into events of the lane. */
  private final class Answers
      implements ClientResponseObserver<ImportTradersRequest, ImportTradersResponse> {

    private @Nullable ClientCallStreamObserver<ImportTradersRequest> call;

    ClientCallStreamObserver<ImportTradersRequest> call() {
      if (call == null) {
        throw new IllegalStateException("The stream is not open");
      }
      return call;
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<ImportTradersRequest> stream) {
      call = stream;
      stream.setOnReadyHandler(() -> events.add(new Ready()));
    }

    @Override
    public void onNext(ImportTradersResponse answer) {
      events.add(new Answered(answer));
    }

    @Override
    public void onError(Throwable failure) {
      events.add(
          new Failed(
              failure instanceof StatusRuntimeException status
                  ? status
                  : Status.fromThrowable(failure).asRuntimeException()));
    }

    @Override
    public void onCompleted() {
      events.add(new Completed());
    }
  }
}
