package org.sellerregistry.journal;

import static org.sellerregistry.storage.generated.Tables.JOURNAL_PENDING;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.storage.Cancellation;
import org.sellerregistry.storage.TransactionCancelledException;
import org.sellerregistry.storage.Transactor;
import org.sellerregistry.v1.Access;
import org.sellerregistry.v1.AccessBatch;

/**
 * Records who is shown what.
 *
 * <p>Guarantees: once a future of {@link #record} is complete, the access is durable in the
 * database. Each is complete or failed within the time that a write may take: nobody needs a clock
 * to wait for it. One thread writes all that has come together since its last commit as one leaf,
 * so the cost of a commit is shared by all calls at work.
 */
public final class AccessLog implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final int MOST_WAITING = 20_000;
  private static final long PAUSE_MILLIS = 100;
  private static final int MOST_IN_LEAF = 2_000;

  /** A leaf is read as a whole: no larger than what a client takes as a message. */
  private static final int MOST_BYTES = 1 << 20;

  private final Transactor transactor;
  private final InstantSource clock;
  private final Duration patience;
  private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(MOST_WAITING);
  private final Thread writer =
      Thread.ofPlatform().daemon().name("access-log").unstarted(this::run);
  private volatile boolean closed;

  private record Waiting(Access access, CompletableFuture<Void> done) {}

  public AccessLog(Transactor transactor, InstantSource clock) {
    this(transactor, clock, PATIENCE);
  }

  /**
   * @param patience how long a write may take
   */
  AccessLog(Transactor transactor, InstantSource clock, Duration patience) {
    this.transactor = transactor;
    this.clock = clock;
    this.patience = patience;
    writer.start();
  }

  /**
   * Records an access.
   *
   * @return complete when it is durable; exceptionally if it may not be
   */
  public CompletableFuture<Void> record(Access access) {
    var waiting = new Waiting(access, new CompletableFuture<>());
    if (closed || !queue.offer(waiting)) {
      fail(waiting);
    } else if (closed) {
      failRest();
    }
    return waiting.done();
  }

  private void run() {
    Waiting next = null;
    try {
      while (!closed) {
        var first = next == null ? queue.poll(PAUSE_MILLIS, TimeUnit.MILLISECONDS) : next;
        next = first == null ? null : write(first);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (next != null) {
      fail(next);
    }
    failRest();
  }

  /** Writes a leaf; returns an access that did not fit into it any more. */
  private @Nullable Waiting write(Waiting first) {
    var together = new ArrayList<Waiting>();
    int bytes = 0;
    @Nullable Waiting next = first;
    while (next != null && together.size() < MOST_IN_LEAF) {
      bytes += next.access().getSerializedSize();
      if (bytes > MOST_BYTES && !together.isEmpty()) {
        break;
      }
      together.add(next);
      next = together.size() < MOST_IN_LEAF ? queue.poll() : null;
    }
    try {
      insert(together.stream().map(Waiting::access).toList());
      together.forEach(waiting -> waiting.done().complete(null));
    } catch (TransactionCancelledException e) {
      together.forEach(waiting -> waiting.done().completeExceptionally(e));
      // They have waited as long.
      failWaiting(e);
    } catch (RuntimeException e) {
      together.forEach(waiting -> waiting.done().completeExceptionally(e));
    }
    return next;
  }

  private void insert(List<Access> accesses) {
    var leaf = AccessBatch.newBuilder().addAllAccesses(accesses).build().toByteArray();
    var now = clock.instant();
    var _ =
        transactor.write(
            Cancellation.at(now.plus(patience), clock),
            db ->
                db.insertInto(JOURNAL_PENDING)
                    .set(JOURNAL_PENDING.LOG, Log.ACCESS.code())
                    .set(JOURNAL_PENDING.FORMAT_VERSION, Journal.FORMAT)
                    .set(JOURNAL_PENDING.ENTRY, leaf)
                    .set(JOURNAL_PENDING.CREATE_TIME, now)
                    .execute());
  }

  private void failRest() {
    failWaiting(new IllegalStateException("The access log is not open"));
  }

  private void failWaiting(RuntimeException failure) {
    for (var waiting = queue.poll(); waiting != null; waiting = queue.poll()) {
      waiting.done().completeExceptionally(failure);
    }
  }

  private static void fail(Waiting waiting) {
    waiting
        .done()
        .completeExceptionally(new IllegalStateException("The access log takes no more now"));
  }

  /** Stops; what waits is not recorded, and its callers hear so. */
  @Override
  public void close() {
    closed = true;
    try {
      writer.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    failRest();
  }
}
