package org.sellerregistry.storage;

import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jooq.exception.DataAccessException;

/**
 * What a failed statement means. Codes are those of the MySQL and MariaDB error references; both
 * servers share those below 1900.
 */
public final class Failures {

  private static final int DUPLICATE_KEY = 1062;
  private static final int LOCK_WAIT_TIMEOUT = 1205;
  private static final int LOCK_NOT_AVAILABLE = 3572;

  /** The server has rolled the whole transaction back: deadlock, changed record, certification. */
  private static final Set<Integer> ROLLED_BACK = Set.of(1020, 1213, 3101);

  /** Shutdown under way, killed, gone away, lost, closed for idleness. */
  private static final Set<Integer> CONNECTION_LOST = Set.of(1053, 1927, 2006, 2013, 4031);

  /** Too many connections, read-only after a failover, interrupted from outside, out of time. */
  private static final Set<Integer> UNAVAILABLE = Set.of(1040, 1203, 1290, 1317, 1836, 1969, 3024);

  /** MySQL quotes the key as {@code 'table.key'}, MariaDB as {@code 'key'}; both at the end. */
  private static final Pattern KEY = Pattern.compile("for key '(?:[^']*\\.)?([^'.]+)'\\s*$");

  enum Kind {
    /** Repeating the transaction may succeed; the server may have kept it open. */
    LOCK_TIMEOUT,
    /** Repeating the transaction may succeed; the server has ended it. */
    ROLLED_BACK,
    /** The connection is gone, and the transaction with it, unless a commit was under way. */
    CONNECTION_LOST,
    UNAVAILABLE,
    DUPLICATE_KEY,
    REFUSED;

    /** Whether the server has ended the transaction, so that nothing may follow in it. */
    boolean endsTransaction() {
      return this == ROLLED_BACK || this == CONNECTION_LOST;
    }

    boolean mayBeRepeated() {
      return this == LOCK_TIMEOUT || endsTransaction();
    }
  }

  private Failures() {}

  /** The unique key that an insert or update met, when that is why it failed. */
  public static Optional<String> duplicateKey(DataAccessException failure) {
    var cause = failure.getCause(SQLException.class);
    return cause != null && kind(cause) == Kind.DUPLICATE_KEY
        ? Optional.of(key(cause))
        : Optional.empty();
  }

  /**
   * Whether a row was locked by somebody else: the answer to {@code NOWAIT}, which MySQL gives as
   * 3572 and MariaDB as a lock wait timeout.
   */
  public static boolean isLocked(DataAccessException failure) {
    var cause = failure.getCause(SQLException.class);
    return cause != null
        && (cause.getErrorCode() == LOCK_NOT_AVAILABLE
            || cause.getErrorCode() == LOCK_WAIT_TIMEOUT);
  }

  static Kind kind(SQLException failure) {
    int code = failure.getErrorCode();
    var state = failure.getSQLState() == null ? "" : failure.getSQLState();
    if (ROLLED_BACK.contains(code)) {
      return Kind.ROLLED_BACK;
    } else if (code == LOCK_WAIT_TIMEOUT) {
      return Kind.LOCK_TIMEOUT;
    } else if (CONNECTION_LOST.contains(code) || (state.startsWith("08") && code != 1040)) {
      return Kind.CONNECTION_LOST;
    } else if (UNAVAILABLE.contains(code)) {
      return Kind.UNAVAILABLE;
    } else if (code == DUPLICATE_KEY) {
      return Kind.DUPLICATE_KEY;
    }
    return Kind.REFUSED;
  }

  /** The exception for a failure that is not repeated. */
  static StorageException translate(SQLException failure) {
    return switch (kind(failure)) {
      case LOCK_TIMEOUT, ROLLED_BACK -> new TransactionConflictException(1);
      case CONNECTION_LOST ->
          new StorageUnavailableException("The connection to the database was lost");
      case UNAVAILABLE ->
          new StorageUnavailableException(
              "The database is not available (code %d)".formatted(failure.getErrorCode()));
      case DUPLICATE_KEY -> new DuplicateKeyException(key(failure));
      case REFUSED ->
          new StatementFailedException(
              failure.getSQLState() == null ? "unknown" : failure.getSQLState(),
              failure.getErrorCode());
    };
  }

  private static String key(SQLException failure) {
    var match = KEY.matcher(failure.getMessage() == null ? "" : failure.getMessage());
    return match.find() ? match.group(1) : "key";
  }
}
