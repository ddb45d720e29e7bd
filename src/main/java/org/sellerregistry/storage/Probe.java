package org.sellerregistry.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks whether the database answers, on a connection of its own: pools that are in use say nothing
 * about that. The connection is kept for the next time. Safe for use by many threads.
 */
final class Probe implements AutoCloseable {
  private final DatabaseConfig config;
  private final Executor threads = task -> Thread.ofVirtual().name("probe").start(task);
  private @Nullable CompletableFuture<Boolean> underWay;

  /** Used by the one question that is under way, and when none is. */
  private volatile @Nullable Connection connection;

  private volatile boolean closed;

  Probe(DatabaseConfig config) {
    this.config = config;
  }

  /**
   * Whether an answer comes within the time, for connecting, if need be, and asking together. A
   * question that stays without an answer is waited for by the next ones too.
   */
  boolean answers(Duration within) {
    try {
      return ask(within).get(within.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private synchronized CompletableFuture<Boolean> ask(Duration within) {
    var asked = underWay;
    if (asked == null || asked.isDone()) {
      asked = CompletableFuture.supplyAsync(() -> isAnswered(within), threads);
      underWay = asked;
    }
    return asked;
  }

  private boolean isAnswered(Duration within) {
    try {
      var open = connection;
      if (open == null) {
        open = Pools.connect(config, within);
        connection = open;
      }
      if (!closed && open.isValid(Math.toIntExact(Math.max(1, within.toSeconds())))) {
        return true;
      }
    } catch (SQLException e) {
      // Below, as what does not answer.
    }
    drop();
    return false;
  }

  private void drop() {
    var open = connection;
    connection = null;
    if (open != null) {
      try {
        open.abort(Runnable::run);
      } catch (SQLException e) {
        // It is gone all the same.
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    drop();
  }
}
