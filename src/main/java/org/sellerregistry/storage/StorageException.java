package org.sellerregistry.storage;

/**
 * What may go wrong in storage, by what the caller can do about it.
 *
 * <p>Messages never hold text of the driver or the server, for these quote values ("Duplicate entry
 * 'someone@example.org'"). For the same reason no cause is attached; the stack trace is that of the
 * statement that failed.
 */
public abstract sealed class StorageException extends RuntimeException
    permits CommitOutcomeUnknownException,
        DuplicateKeyException,
        SchemaMismatchException,
        StatementFailedException,
        StorageUnavailableException,
        TransactionCancelledException,
        TransactionConflictException {

  StorageException(String message) {
    super(message);
  }

  /** Takes the place of a failure: its stack trace stays, its text does not. */
  final StorageException inPlaceOf(Throwable failure) {
    setStackTrace(failure.getStackTrace());
    return this;
  }
}
