package org.sellerregistry.verification.electronicid;

import java.time.Duration;
import java.util.List;

/**
 * Whose electronic identification is believed, and for whom it must have been made.
 *
 * @param audience what the holder's proof or the issuer's token must name as its audience; empty if
 *     none is believed at all
 * @param freshness how old the holder's proof may be
 */
public record IdSettings(String audience, Duration freshness, List<IdIssuer> issuers) {
  public IdSettings {
    issuers = List.copyOf(issuers);
    if (!issuers.isEmpty() && audience.isEmpty()) {
      throw new IllegalArgumentException("electronic-id.issuers needs electronic-id.audience");
    }
    if (!freshness.isPositive()) {
      throw new IllegalArgumentException("electronic-id.freshness must be positive");
    }
    if (issuers.stream().map(IdIssuer::issuer).distinct().count() != issuers.size()) {
      throw new IllegalArgumentException("electronic-id.issuers names an issuer twice");
    }
  }

  /** Believes nobody. */
  public static IdSettings none() {
    return new IdSettings("", Duration.ofMinutes(10), List.of());
  }
}
