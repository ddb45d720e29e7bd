package org.sellerregistry.access;

import java.util.List;
import java.util.Locale;

/**
 * Who calls: a system, and the person who acts through it.
 *
 * @param principal {@code spiffe://…}, {@code x509:SUBJECT} or {@code oidc:ISSUER#SUBJECT}; {@code
 *     anonymous} for a call without credentials
 * @param person who acts; empty if nobody is known
 * @param purpose the short code that the caller gave for the call; empty if none
 * @param grants the principal's grants in force
 */
public record Caller(String principal, String person, String purpose, List<AccessGrant> grants) {
  /** The principal of a call without credentials. */
  public static final String ANONYMOUS = "anonymous";

  public Caller {
    grants = List.copyOf(grants);
  }

  /**
   * Equal for spellings of one person that differ in case or spaces alone: {@code Ada } is no
   * second person beside {@code ada}. Of two people whom a directory tells apart by nothing else
   * only one counts, which errs to the safe side.
   */
  public static String identity(String person) {
    return person.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
  }

  public boolean isAnonymous() {
    return principal.equals(ANONYMOUS);
  }
}
