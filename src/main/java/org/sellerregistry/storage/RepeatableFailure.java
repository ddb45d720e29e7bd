package org.sellerregistry.storage;

import java.sql.SQLException;

/** An attempt failed in a way that a further one may not. Never leaves the {@link Transactor}. */
final class RepeatableFailure extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient SQLException failure;

  RepeatableFailure(SQLException failure) {
    super(null, null, false, false);
    this.failure = failure;
  }

  StorageException afterLast(int attempts) {
    var exception =
        Failures.kind(failure) == Failures.Kind.CONNECTION_LOST
            ? Failures.translate(failure)
            : new TransactionConflictException(attempts);
    return exception.inPlaceOf(failure);
  }
}
