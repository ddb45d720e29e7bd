package org.sellerregistry.storage;

import java.sql.SQLException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultConnectionProvider;
import org.jspecify.annotations.Nullable;

/**
 * Runs work in transactions.
 *
 * <p>Guarantees: {@link #write} takes effect whole or not at all, at isolation READ COMMITTED. It
 * is repeated whole, with pauses, after a deadlock, a lock timeout or a connection lost before the
 * commit, so work must change nothing but the database. A connection lost during the commit is
 * never repeated but reported as {@link CommitOutcomeUnknownException}. Exceptions of the work
 * itself roll back and pass unchanged; those of the database leave as {@link StorageException}.
 *
 * <p>Transactions do not nest: beginning one inside another on the same thread is an {@link
 * IllegalStateException}. Safe for use by many threads.
 */
public final class Transactor {

  private final Database database;
  private final RetryPolicy policy;
  private final Pause pause;
  private final RandomGenerator random;
  private final Supplier<Cancellation> ofCall;
  private final ScopedValue<Open> open = ScopedValue.newInstance();

  /** The transaction of a thread. */
  private record Open(SqlTraces.@Nullable Transaction trace) {}

  /** Without calls that could be cancelled. */
  public Transactor(Database database, RetryPolicy policy, Pause pause, RandomGenerator random) {
    this(database, policy, pause, random, Cancellation::create);
  }

  /**
   * @param ofCall the cancellation of the call that the current thread serves
   */
  public Transactor(
      Database database,
      RetryPolicy policy,
      Pause pause,
      RandomGenerator random,
      Supplier<Cancellation> ofCall) {
    this.database = database;
    this.policy = policy;
    this.pause = pause;
    this.random = random;
    this.ofCall = ofCall;
  }

  /** Runs work in a transaction and commits; stops when the current call is cancelled. */
  public <T extends @Nullable Object> T write(Function<DSLContext, T> work) {
    return write(ofCall.get(), work);
  }

  /** As {@link #write(Function)}, with a cancellation of its own. */
  public <T extends @Nullable Object> T write(
      Cancellation cancellation, Function<DSLContext, T> work) {
    return run("write", cancellation, () -> attemptWrite(cancellation, work));
  }

  /**
   * Runs queries. Each sees what is committed when it begins; none may write or lock.
   *
   * <p>Work is repeated like that of {@link #write}.
   */
  public <T extends @Nullable Object> T read(Function<DSLContext, T> work) {
    return read(ofCall.get(), work);
  }

  /** As {@link #read(Function)}, with a cancellation of its own. */
  public <T extends @Nullable Object> T read(
      Cancellation cancellation, Function<DSLContext, T> work) {
    return run("read", cancellation, () -> attemptRead(cancellation, work));
  }

  private <T extends @Nullable Object> T run(
      String kind, Cancellation cancellation, Supplier<T> attempt) {
    if (open.isBound()) {
      throw new IllegalStateException("A transaction is open on this thread already");
    }
    try (var trace = database.trace(kind)) {
      return ScopedValue.where(open, new Open(trace))
          .call(() -> {
            try (var _ = cancellation.watch()) {
              return repeat(cancellation, attempt);
            } catch (RuntimeException failure) {
              if (trace != null) {
                trace.failed();
              }
              throw failure;
            }
          });
    }
  }

  private <T extends @Nullable Object> T repeat(Cancellation cancellation, Supplier<T> attempt) {
    for (int number = 1; ; number++) {
      cancellation.check();
      try {
        return attempt.get();
      } catch (RepeatableFailure failure) {
        if (number >= policy.attempts()) {
          throw failure.afterLast(number);
        }
        try {
          pause.sleep(policy.pauseAfter(number, random));
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new TransactionCancelledException();
        }
      }
    }
  }

  private <T extends @Nullable Object> T attemptRead(
      Cancellation cancellation, Function<DSLContext, T> work) {
    var watch = new TransactionWatch(cancellation);
    try (var lease = database.leaseToRead()) {
      try {
        T result = work.apply(context(lease, watch));
        cancellation.check();
        return result;
      } catch (RuntimeException e) {
        throw failure(e, watch, cancellation);
      } finally {
        discardIfHit(lease, cancellation);
      }
    }
  }

  private <T extends @Nullable Object> T attemptWrite(
      Cancellation cancellation, Function<DSLContext, T> work) {
    var watch = new TransactionWatch(cancellation);
    try (var lease = database.leaseToWrite()) {
      boolean committed = false;
      try {
        T result = work.apply(context(lease, watch));
        cancellation.check();
        watch.check();
        lease.commit();
        committed = true;
        return result;
      } catch (RuntimeException e) {
        throw failure(e, watch, cancellation);
      } finally {
        if (!committed) {
          lease.rollBack();
        }
        discardIfHit(lease, cancellation);
      }
    }
  }

  /** A request to stop a statement may arrive late, and would hit the connection's next user. */
  private static void discardIfHit(Lease lease, Cancellation cancellation) {
    if (cancellation.wasSent()) {
      lease.discard();
    }
  }

  private DSLContext context(Lease lease, TransactionWatch watch) {
    // Derived once: each time copies all settings.
    var configuration =
        database
            .configuration()
            .derive()
            .set(new DefaultConnectionProvider(lease.connection()))
            .setAppending(watch);
    var trace = open.get().trace();
    if (trace != null) {
      var _ = configuration.setAppending(trace);
    }
    OnceInTransaction.begin(configuration);
    return DSL.using(configuration);
  }

  /** What leaves an attempt in place of a failure. */
  private static RuntimeException failure(
      RuntimeException failure, TransactionWatch watch, Cancellation cancellation) {
    if (failure instanceof StorageException || failure instanceof RepeatableFailure) {
      return failure;
    }
    if (cancellation.isCancelled()) {
      return new TransactionCancelledException().inPlaceOf(failure);
    }
    var ended = watch.ended();
    if (ended != null) {
      return new RepeatableFailure(ended);
    }
    if (failure instanceof DataAccessException access) {
      var cause = access.getCause(SQLException.class);
      if (cause == null) {
        // jOOQ's own, such as too many rows for fetchOne: a fault of the program.
        return new StatementFailedException("none", 0).inPlaceOf(failure);
      }
      return Failures.kind(cause).mayBeRepeated()
          ? new RepeatableFailure(cause)
          : Failures.translate(cause).inPlaceOf(failure);
    }
    return failure;
  }
}
