package org.sellerregistry.onboarding;

import java.util.function.Supplier;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.storage.DuplicateKeyException;
import org.sellerregistry.v1.ErrorReason;

/** What becomes of calls that want the same unique key at the same time. */
final class Races {
  private static final int ATTEMPTS = 10;

  private Races() {}

  /**
   * Makes a transaction, and again when another call took its key first: to answer as if that one
   * had come before.
   *
   * @throws Refusal OVERLOADED if others keep coming first
   */
  static <T> T run(Supplier<T> attempt) {
    for (int number = 1; ; number++) {
      try {
        return attempt.get();
      } catch (DuplicateKeyException e) {
        if (number == ATTEMPTS) {
          throw Refusal.of(ErrorReason.ERROR_REASON_OVERLOADED, "The server is busy").cause(e);
        }
      }
    }
  }
}
