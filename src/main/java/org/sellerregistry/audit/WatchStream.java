package org.sellerregistry.audit;

import io.grpc.stub.ServerCallStreamObserver;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.sellerregistry.journal.JournalDamagedException;
import org.sellerregistry.journal.JournalReader;
import org.sellerregistry.journal.JournalThread;
import org.sellerregistry.journal.Leaf;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.v1.ErrorReason;
import org.sellerregistry.v1.WatchRequest;
import org.sellerregistry.v1.WatchResponse;

/**
 * One watch, in a thread of its own: sends what there is and waits for more. Nothing is read before
 * the client has taken what was sent.
 */
final class WatchStream implements Runnable {
  /** A client that hears nothing for this long hears from nobody. */
  private static final Duration HEARTBEAT = Duration.ofMillis(900);

  private static final int PAGE = 100;

  private final JournalReader reader;
  private final JournalThread journal;
  private final JournalMessages messages;
  private final ResumeTokens tokens;
  private final JournalReader.Filter filter;
  private final WatchRequest request;
  private final ServerCallStreamObserver<WatchResponse> replies;
  private final Semaphore ready = new Semaphore(0);
  private volatile boolean ended;
  private long next;

  WatchStream(
      JournalReader reader,
      JournalThread journal,
      JournalMessages messages,
      ResumeTokens tokens,
      JournalReader.Filter filter,
      WatchRequest request,
      ServerCallStreamObserver<WatchResponse> replies) {
    this.reader = reader;
    this.journal = journal;
    this.messages = messages;
    this.tokens = tokens;
    this.filter = filter;
    this.request = request;
    this.replies = replies;
    this.next = tokens.read(request).orElse(request.getBeginSequence());
    replies.setOnReadyHandler(ready::release);
    replies.setOnCancelHandler(this::end);
  }

  /** Ends the watch as soon as it can. */
  void end() {
    ended = true;
    ready.release();
  }

  @Override
  public void run() {
    try {
      while (!ended) {
        send();
      }
      if (!replies.isCancelled()) {
        replies.onError(
            Refusal.of(
                ErrorReason.ERROR_REASON_STORAGE_UNAVAILABLE,
                "The server is being stopped: resume the watch at another"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (JournalDamagedException e) {
      replies.onError(JournalService.damaged(e));
    } catch (RuntimeException e) {
      if (!replies.isCancelled()) {
        replies.onError(e);
      }
    }
  }

  /** Sends all there is and a checkpoint, then waits for more. */
  private void send() throws InterruptedException {
    var page = reader.entries(filter, next, PAGE);
    for (var leaf : page.leaves()) {
      if (!awaitReady()) {
        return;
      }
      send(leaf);
    }
    next = Math.max(next, page.next());
    if (!page.more() && awaitReady()) {
      long seen = next;
      var checkpoint =
          messages.checkpoint(filter.log(), reader.checkpoint(filter.log()), reader.keys());
      if (checkpoint.getTreeSize() <= seen) {
        replies.onNext(
            WatchResponse.newBuilder()
                .setCheckpoint(checkpoint)
                .setResumeToken(tokens.next(request, seen))
                .build());
        journal.awaitBeyond(filter.log(), seen, HEARTBEAT);
      }
    }
  }

  private void send(Leaf leaf) {
    next = leaf.sequence() + 1;
    replies.onNext(
        WatchResponse.newBuilder()
            .setEntry(JournalMessages.entry(leaf))
            .setResumeToken(tokens.next(request, next))
            .build());
  }

  /** Whether the watch goes on. */
  private boolean awaitReady() throws InterruptedException {
    while (!ended && !replies.isReady()) {
      ready.acquire();
      var _ = ready.drainPermits();
    }
    return !ended;
  }
}
