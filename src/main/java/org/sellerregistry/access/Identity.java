package org.sellerregistry.access;

/**
 * Whom credentials prove.
 *
 * @param principal {@code spiffe://…}, {@code x509:SUBJECT} or {@code oidc:ISSUER#SUBJECT}
 * @param person the person that a token speaks for; empty for a certificate
 */
record Identity(String principal, String person) {
  /** The column that grants name their principal in. */
  private static final int LONGEST = 255;

  Identity {
    if (!isName(principal) || !isName(person)) {
      throw Credentials.invalid("The credentials' name is too long or has control characters");
    }
  }

  private static boolean isName(String text) {
    return text.codePointCount(0, text.length()) <= LONGEST
        && text.codePoints().noneMatch(Character::isISOControl);
  }
}
