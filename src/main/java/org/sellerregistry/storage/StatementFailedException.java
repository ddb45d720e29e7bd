package org.sellerregistry.storage;

import java.util.Set;

/**
 * The database refused a statement for a reason that repeating does not mend: a fault of the
 * program, of the schema or of a grant. The transaction was rolled back.
 */
public final class StatementFailedException extends StorageException {

  /** ER_DBACCESS_DENIED, ER_TABLEACCESS_DENIED, ER_COLUMNACCESS_DENIED, ER_PROCACCESS_DENIED. */
  private static final Set<Integer> RIGHTS = Set.of(1044, 1142, 1143, 1370);

  StatementFailedException(String sqlState, int code) {
    super(
        "The database refused a statement (SQLSTATE %s, code %d)%s"
            .formatted(
                sqlState, code, RIGHTS.contains(code) ? ": database.user lacks a right" : ""));
  }
}
