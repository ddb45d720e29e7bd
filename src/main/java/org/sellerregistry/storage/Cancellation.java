package org.sellerregistry.storage;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Ends the SQL of one call: when {@link #cancel} is called or its deadline passes, the statement
 * that runs is stopped in the server and no further one begins. What is committed stays.
 *
 * <p>One instance serves one call, which runs one transaction at a time. {@link #cancel} may come
 * from any thread, does not wait and may be repeated.
 */
public final class Cancellation {

  /** A statement may be cancelled just before it reaches the server, which then knows none. */
  private static final Duration REPEAT = Duration.ofMillis(50);

  private final @Nullable Instant deadline;
  private final InstantSource clock;
  private final AtomicBoolean cancelled = new AtomicBoolean();

  private @Nullable Statement running;
  private boolean answered;
  private boolean sent;

  private Cancellation(@Nullable Instant deadline, InstantSource clock) {
    this.deadline = deadline;
    this.clock = clock;
  }

  /** Without a deadline. */
  public static Cancellation create() {
    return new Cancellation(null, InstantSource.system());
  }

  /** Cancels itself at the deadline. */
  public static Cancellation at(Instant deadline, InstantSource clock) {
    return new Cancellation(deadline, clock);
  }

  public void cancel() {
    if (cancelled.compareAndSet(false, true)) {
      synchronized (this) {
        if (running != null) {
          // It takes a connection of its own to stop a statement; the caller is not kept waiting.
          Thread.ofVirtual().name("cancel-statement").start(this::stopRunning);
        }
      }
    }
  }

  public boolean isCancelled() {
    return cancelled.get();
  }

  /** Watches the deadline until the returned watch is closed. */
  Watch watch() {
    if (deadline == null) {
      return () -> {};
    }
    var remaining = Duration.between(clock.instant(), deadline);
    if (!remaining.isPositive()) {
      cancel();
      return () -> {};
    }
    var timer =
        new CompletableFuture<Boolean>()
            .completeOnTimeout(true, Math.max(1, remaining.toMillis()), MILLISECONDS);
    var _ = timer.thenAccept(passed -> cancel());
    return () -> timer.cancel(false);
  }

  /** Throws if the call was cancelled. */
  void check() {
    if (isCancelled()) {
      throw new TransactionCancelledException();
    }
  }

  synchronized void begin(Statement statement) {
    check();
    running = statement;
    answered = false;
  }

  /** The server has answered; a long result may still be on its way. */
  synchronized void answered() {
    answered = true;
  }

  /** Returns when no request to stop the statement is on its way any more. */
  synchronized void end() {
    running = null;
    notifyAll();
  }

  /** Whether the server was asked to stop a statement; the next one might be hit instead. */
  synchronized boolean wasSent() {
    return sent;
  }

  private synchronized void stopRunning() {
    try {
      while (running != null) {
        sent = true;
        if (answered) {
          // The driver does not stop a statement whose result it is reading.
          running.getConnection().abort(Runnable::run);
          return;
        }
        running.cancel();
        wait(REPEAT.toMillis());
      }
    } catch (SQLException e) {
      // The server cannot be reached: the socket timeout ends the statement.
      sent = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A deadline that is being watched. */
  interface Watch extends AutoCloseable {
    @Override
    void close();
  }
}
