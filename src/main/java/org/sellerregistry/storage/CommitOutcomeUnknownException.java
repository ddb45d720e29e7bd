package org.sellerregistry.storage;

/**
 * The connection was lost while a commit was under way: the transaction may or may not have taken
 * effect. It was not repeated. The caller finds out by its request id: repeating the request with
 * the same one is safe.
 */
public final class CommitOutcomeUnknownException extends StorageException {

  CommitOutcomeUnknownException() {
    super("The connection to the database was lost during commit; the outcome is unknown");
  }
}
