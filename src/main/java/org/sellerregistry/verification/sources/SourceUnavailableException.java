package org.sellerregistry.verification.sources;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The source could not be asked. */
final class SourceUnavailableException extends Exception {
  private static final long serialVersionUID = 1;

  private final String code;
  private final boolean retryable;
  private final @Nullable Duration retryAfter;

  private SourceUnavailableException(
      String code, boolean retryable, @Nullable Duration retryAfter, @Nullable Throwable cause) {
    super(code, cause);
    this.code = code;
    this.retryable = retryable;
    this.retryAfter = retryAfter;
  }

  /** A failure that may be over in a moment. */
  static SourceUnavailableException passing(String code, @Nullable Throwable cause) {
    return new SourceUnavailableException(code, true, null, cause);
  }

  /** A failure that may be over in a moment, or after the time that the source asks for. */
  static SourceUnavailableException passing(String code, @Nullable Duration retryAfter) {
    return new SourceUnavailableException(code, true, retryAfter, null);
  }

  /** A failure that asking again at once does not mend, or makes worse. */
  static SourceUnavailableException lasting(String code) {
    return new SourceUnavailableException(code, false, null, null);
  }

  /** What answered is not what the source would answer, such as a login page in its place. */
  static SourceUnavailableException unexpectedAnswer(@Nullable Throwable cause) {
    return new SourceUnavailableException("UNEXPECTED_ANSWER", false, null, cause);
  }

  boolean retryable() {
    return retryable;
  }

  @Nullable Duration retryAfter() {
    return retryAfter;
  }

  SourceAnswer.Unavailable answer() {
    return new SourceAnswer.Unavailable(code, retryAfter);
  }
}
