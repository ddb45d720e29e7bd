package org.sellerregistry.storage;

/**
 * The database refused a statement for a reason that repeating does not mend: a fault of the
 * program, of the schema or of a grant. The transaction was rolled back.
 */
public final class StatementFailedException extends StorageException {

  StatementFailedException(String sqlState, int code) {
    super("The database refused a statement (SQLSTATE %s, code %d)".formatted(sqlState, code));
  }
}
