package org.sellerregistry.access;

import java.net.URI;

/**
 * An OpenID Connect issuer whose bearer tokens are taken.
 *
 * @param issuer the only {@code iss} taken
 * @param audience what {@code aud} must hold
 * @param keys where its JWK set is: an {@code https:} URL, or a {@code file:} URL
 * @param personClaim the claim that names the person who acts, for example {@code sub}
 */
public record TrustedIssuer(String issuer, String audience, URI keys, String personClaim) {
  public TrustedIssuer {
    if (issuer.isEmpty() || audience.isEmpty() || personClaim.isEmpty()) {
      throw new IllegalArgumentException("An issuer needs a name, an audience and a claim");
    }
    var scheme = String.valueOf(keys.getScheme());
    if (!scheme.equals("https") && !scheme.equals("file")) {
      throw new IllegalArgumentException("Keys are read from an https: or file: URL alone");
    }
  }
}
