package org.sellerregistry.storage;

/** Other transactions kept getting in the way, at every attempt. Nothing was changed. */
public final class TransactionConflictException extends StorageException {

  TransactionConflictException(int attempts) {
    super("The transaction met conflicting ones at each of %d attempts".formatted(attempts));
  }
}
