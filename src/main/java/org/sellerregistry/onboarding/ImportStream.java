package org.sellerregistry.onboarding;

import io.grpc.Context;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.access.CallScope;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.rpc.RequestMemory;
import org.sellerregistry.v1.ImportOptions;
import org.sellerregistry.v1.ImportRecord;
import org.sellerregistry.v1.ImportTradersRequest;
import org.sellerregistry.v1.ImportTradersResponse;

/**
 * The server's side of one import. While some records are imported together, the next ones arrive;
 * the server takes no more than {@link #MOST_RECORDS} and {@link #MOST_BYTES} without an answer,
 * and none while the client takes no answers, so that neither side fills the other's memory. When
 * the memory of requests, which all streams share, is scarce, a stream takes one record at a time;
 * one that is {@link #SMALL} has room in any case.
 */
final class ImportStream implements StreamObserver<ImportTradersRequest> {
  private static final int TOGETHER = 64;

  /** So that the next ones are there when some are done. */
  static final int MOST_RECORDS = 2 * TOGETHER;

  /** A record may have megabytes, and there may be many streams. */
  private static final int MOST_BYTES = 4 * 1024 * 1024;

  /** Of {@link RecordMemory}: far more than a trader of flesh and blood takes. */
  private static final int SMALL = 256 * 1024;

  private final ImportBatch importBatch;
  private final Executor executor;
  private final RequestMemory memory;
  private final ServerCallStreamObserver<ImportTradersResponse> replies;
  private @Nullable ImportOptions options;

  private final Queue<Taken> waiting = new ArrayDeque<>();
  private int unanswered;
  private long unansweredBytes;
  private boolean requested;
  private boolean importing;
  private boolean halfClosed;
  private boolean ended;

  /**
   * A record without its answer.
   *
   * @param memory what was taken for it
   */
  private record Taken(ImportRecord record, long bytes, long memory) {}

  ImportStream(
      ImportBatch importBatch,
      Executor executor,
      RequestMemory memory,
      ServerCallStreamObserver<ImportTradersResponse> replies) {
    this.importBatch = importBatch;
    this.executor = executor;
    this.memory = memory;
    this.replies = replies;
  }

  /** Begins to take records. */
  void start() {
    replies.disableAutoRequest();
    replies.setOnReadyHandler(this::requestNext);
    replies.setOnCancelHandler(this::cancel);
    requestNext();
  }

  @Override
  public void onNext(ImportTradersRequest message) {
    boolean begin;
    synchronized (this) {
      requested = false;
      if (ended) {
        return;
      }
      if (message.hasOptions()) {
        if (options != null) {
          throw Refusal.invalidField("options", "must be the first message alone");
        }
        options = message.getOptions();
      } else {
        if (options == null) {
          throw Refusal.invalidField("options", "must be the first message");
        }
        take(message.getRecord());
      }
      begin = !importing && !waiting.isEmpty();
      importing |= begin;
    }
    if (begin) {
      executor.execute(Context.current().wrap(this::importWaiting));
    }
    requestNext();
  }

  private void take(ImportRecord record) {
    long bytes = record.getSerializedSize();
    long whole = RecordMemory.of(record);
    long needed = unanswered == 0 && whole <= SMALL ? 0 : whole;
    memory.take(needed);
    waiting.add(new Taken(record, bytes, needed));
    unanswered++;
    unansweredBytes += bytes;
  }

  /** Imports what waits until nothing does; of one stream in one thread at a time. */
  private void importWaiting() {
    try {
      var scope = CallScope.current();
      for (var taken = next(); !taken.isEmpty(); taken = next()) {
        try {
          var records = taken.stream().map(Taken::record).toList();
          answer(
              importBatch.importRecords(
                  scope.tenant(), scope.caller(), records, options().getValidateOnly()));
        } finally {
          giveBack(taken);
        }
        requestNext();
      }
    } catch (RuntimeException failure) {
      fail(failure);
    }
  }

  private synchronized List<Taken> next() {
    var taken = new ArrayList<Taken>();
    while (taken.size() < TOGETHER && !waiting.isEmpty() && !ended) {
      taken.add(waiting.remove());
    }
    if (taken.isEmpty()) {
      importing = false;
      completeWhenDone();
    }
    return taken;
  }

  private synchronized ImportOptions options() {
    return options == null ? ImportOptions.getDefaultInstance() : options;
  }

  private synchronized void giveBack(Collection<Taken> done) {
    unanswered -= done.size();
    for (var taken : done) {
      unansweredBytes -= taken.bytes();
      memory.giveBack(taken.memory());
    }
  }

  private synchronized void answer(List<ImportTradersResponse> responses) {
    if (!ended) {
      responses.forEach(replies::onNext);
    }
  }

  private synchronized void fail(RuntimeException failure) {
    importing = false;
    giveUpWaiting();
    if (!ended) {
      ended = true;
      replies.onError(failure);
    }
  }

  /** Asks for one message, unless one is under way already or enough wait. */
  private synchronized void requestNext() {
    if (!requested
        && !ended
        && unanswered < MOST_RECORDS
        && unansweredBytes < MOST_BYTES
        && (unanswered == 0 || !memory.isScarce())
        && (replies.isReady() || options == null)) {
      requested = true;
      replies.request(1);
    }
  }

  /** The client is gone: what was answered is stored; the rest, nobody asks for any more. */
  private synchronized void cancel() {
    ended = true;
    giveUpWaiting();
  }

  private void giveUpWaiting() {
    giveBack(waiting);
    waiting.clear();
  }

  @Override
  public void onError(Throwable cancelled) {
    cancel();
  }

  @Override
  public synchronized void onCompleted() {
    halfClosed = true;
    completeWhenDone();
  }

  private void completeWhenDone() {
    if (halfClosed && !importing && waiting.isEmpty() && !ended) {
      ended = true;
      replies.onCompleted();
    }
  }
}
