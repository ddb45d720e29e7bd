package org.sellerregistry.storage;

import java.sql.SQLException;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jspecify.annotations.Nullable;

/**
 * Watches the statements of one attempt: makes them stoppable, and remembers a failure with which
 * the server ended the transaction. Code that catches such a failure and goes on would write the
 * rest in a new transaction, without what came before.
 */
final class TransactionWatch implements ExecuteListener {

  private static final long serialVersionUID = 1;

  private final transient Cancellation cancellation;
  private transient @Nullable SQLException ended;

  TransactionWatch(Cancellation cancellation) {
    this.cancellation = cancellation;
  }

  /** The failure that ended the transaction, if one did. */
  @Nullable SQLException ended() {
    return ended;
  }

  /** Throws if the server has ended the transaction. */
  void check() {
    if (ended != null) {
      throw new RepeatableFailure(ended);
    }
  }

  @Override
  public void executeStart(ExecuteContext context) {
    var statement = context.statement();
    if (statement != null) {
      cancellation.begin(statement);
    }
  }

  @Override
  public void executeEnd(ExecuteContext context) {
    cancellation.answered();
  }

  /** After the last row. */
  @Override
  public void end(ExecuteContext context) {
    cancellation.end();
  }

  @Override
  public void exception(ExecuteContext context) {
    cancellation.end();
    var failure = context.sqlException();
    if (failure != null && ended == null && Failures.kind(failure).endsTransaction()) {
      ended = failure;
    }
  }
}
