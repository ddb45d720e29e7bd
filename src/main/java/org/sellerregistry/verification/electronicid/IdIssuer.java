package org.sellerregistry.verification.electronicid;

import java.net.URI;

/**
 * An issuer whose electronic identification is believed.
 *
 * @param issuer its {@code iss}, compared as it is
 * @param keys where its JWK set is: an {@code https:} or {@code file:} URL
 * @param subjectClaim the claim that identifies the holder in its scheme, for example {@code sub}
 *     or {@code personal_administrative_number}
 * @param statusLists the beginning of the addresses of its status lists, an {@code https:} URL that
 *     ends with a slash; empty if none is read
 * @param keyBinding whether the holder must prove to have the credential's key
 */
public record IdIssuer(
    String issuer, URI keys, String subjectClaim, String statusLists, boolean keyBinding) {
  public IdIssuer {
    if (issuer.isEmpty() || subjectClaim.isEmpty()) {
      throw new IllegalArgumentException("An issuer of electronic ids needs a name and a claim");
    }
    var scheme = String.valueOf(keys.getScheme());
    if (!scheme.equals("https") && !scheme.equals("file")) {
      throw new IllegalArgumentException("Keys are read from an https: or file: URL alone");
    }
    if (!statusLists.isEmpty()
        && !(statusLists.startsWith("https://") && statusLists.endsWith("/"))) {
      throw new IllegalArgumentException("Status lists lie below https://HOST/PATH/ alone");
    }
  }
}
