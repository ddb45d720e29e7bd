package org.sellerregistry.verification.sources;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of asking an official source about a number that a trader declared. */
public sealed interface SourceAnswer {

  /**
   * The source knows the number, and it is in force. Whether it is the trader's own is told by how
   * name and address match.
   */
  record Confirmed(Details details, Proof proof) implements SourceAnswer {}

  /**
   * The source itself says that the number does not exist or is no longer in force.
   *
   * @param reason a stable code, {@code ^[A-Z][A-Z0-9_]{0,59}$}
   */
  record Refuted(String reason, Proof proof) implements SourceAnswer {}

  /**
   * The source could not be asked, or nobody can tell whether what answered was the source. This
   * says nothing about the trader; asking again may.
   *
   * @param code a stable code, {@code ^[A-Z][A-Z0-9_]{0,59}$}
   * @param retryAfter how long to wait at least, if that is known
   */
  record Unavailable(String code, @Nullable Duration retryAfter) implements SourceAnswer {}

  /**
   * The source is not the one to ask, or its answer decides nothing. Asking the same again does not
   * help; a person has to look.
   *
   * @param reason a stable code, {@code ^[A-Z][A-Z0-9_]{0,59}$}
   * @param proof the answer; null if nothing was asked
   */
  record Inconclusive(String reason, @Nullable Proof proof) implements SourceAnswer {}
}
