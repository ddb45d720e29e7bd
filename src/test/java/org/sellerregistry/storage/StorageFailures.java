package org.sellerregistry.storage;

import java.util.List;

/** Failures of storage that no test database brings about at will. */
public final class StorageFailures {
  private StorageFailures() {}

  public static StorageException unavailable() {
    return new StorageUnavailableException("No connection");
  }

  public static StorageException outcomeUnknown() {
    return new CommitOutcomeUnknownException();
  }

  public static StorageException conflict() {
    return new TransactionConflictException(4);
  }

  public static StorageException cancelled() {
    return new TransactionCancelledException();
  }

  /** Those that only a fault of the program brings out of a use case. */
  public static List<StorageException> faults() {
    return List.of(
        new DuplicateKeyException("trader_by_external_id"),
        new StatementFailedException("42000", 1064));
  }
}
