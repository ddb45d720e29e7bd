package org.sellerregistry.verification.electronicid;

import java.net.URI;

/**
 * An issuer whose electronic identification is believed.
 *
 * @param issuer its {@code iss}, compared as it is
 * @param keys where its JWK set is: an {@code https:} or {@code file:} URL
 * @param subjectClaim the claim that identifies the holder in its scheme, for example {@code sub}
 *     or {@code personal_administrative_number}
 * @param keyBinding whether the holder must prove to have the credential's key
 */
public record IdIssuer(String issuer, URI keys, String subjectClaim, boolean keyBinding) {
  public IdIssuer {
    if (issuer.isEmpty() || subjectClaim.isEmpty()) {
      throw new IllegalArgumentException("An issuer of electronic ids needs a name and a claim");
    }
    var scheme = String.valueOf(keys.getScheme());
    if (!scheme.equals("https") && !scheme.equals("file")) {
      throw new IllegalArgumentException("Keys are read from an https: or file: URL alone");
    }
  }
}
