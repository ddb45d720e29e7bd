package org.sellerregistry.onboarding;

import java.util.function.Function;
import org.jooq.DSLContext;
import org.sellerregistry.storage.Transactor;

/** Carries the answer of a {@code validate_only} call out of the transaction that it rolls back. */
final class RolledBack extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Object answer;

  private RolledBack(Object answer) {
    super("rolled back on purpose", null, false, false);
    this.answer = answer;
  }

  /** Runs the work in a transaction, which is rolled back if {@code dryRun}. */
  @SuppressWarnings("unchecked") // What goes in is what comes out.
  static <T> T write(Transactor transactor, boolean dryRun, Function<DSLContext, T> work) {
    if (!dryRun) {
      return transactor.write(work);
    }
    try {
      return transactor.write(db -> {
        throw new RolledBack(work.apply(db));
      });
    } catch (RolledBack rolledBack) {
      return (T) rolledBack.answer;
    }
  }
}
