package org.sellerregistry.verification.electronicid;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What came of a presentation, before it is compared with what the trader declared. */
public sealed interface IdOutcome {
  /**
   * A configured issuer signed it, it is in force, and its holder presented it.
   *
   * @param until when the credential expires; null if it does not
   * @param undecided why it must still not be taken as proof, a stable code; empty if it may
   */
  record Proved(String issuer, IdPerson person, @Nullable Instant until, String undecided)
      implements IdOutcome {}

  /** It is not what it claims to be. */
  record Refuted(String reasonCode) implements IdOutcome {}

  /** Nothing follows from it. */
  record Undecided(String reasonCode) implements IdOutcome {}

  /** The issuer's keys cannot be read. */
  record Unavailable(String reasonCode) implements IdOutcome {}

  /**
   * Whom it identifies. Parts that were not disclosed are empty.
   *
   * @param subject the holder's identifier in the issuer's scheme
   */
  record IdPerson(String subject, String givenName, String familyName, Optional<LocalDate> birth) {
    /** Both names, as one writes them. */
    public String name() {
      return (givenName + " " + familyName).strip();
    }

    /** Without personal data, so that a log line cannot disclose it. */
    @Override
    public String toString() {
      return "IdPerson[]";
    }
  }
}
