package org.sellerregistry.subjectaccess;

import org.sellerregistry.v1.Check;
import org.sellerregistry.v1.Evidence;
import org.sellerregistry.v1.TraderRevision;

/**
 * Takes away what is about others. A person learns which recipients had its data, and for what; the
 * names of employees who acted for these are their own data (CJEU C-579/21, paragraphs 73 to 83).
 */
final class Withheld {
  private Withheld() {}

  /**
   * A calling system, without the person that a token or a certificate may be of: of {@code
   * oidc:ISSUER#SUBJECT} the issuer, of {@code x509:SUBJECT} the kind.
   */
  static String system(String principal) {
    if (principal.startsWith("oidc:")) {
      int subject = principal.indexOf('#');
      return subject < 0 ? principal : principal.substring(0, subject);
    }
    return principal.startsWith("x509:") ? "x509" : principal;
  }

  static TraderRevision persons(TraderRevision revision) {
    return revision.toBuilder().clearPerson().setPrincipal(system(revision.getPrincipal())).build();
  }

  static Check persons(Check check, boolean withNotes) {
    var kept = check.toBuilder().clearPerson().setPrincipal(system(check.getPrincipal()));
    return (withNotes ? kept : kept.clearNote()).build();
  }

  static Evidence persons(Evidence evidence, boolean withNotes) {
    var kept = evidence.toBuilder().clearPerson().setPrincipal(system(evidence.getPrincipal()));
    return (withNotes ? kept : kept.clearNote()).build();
  }
}
