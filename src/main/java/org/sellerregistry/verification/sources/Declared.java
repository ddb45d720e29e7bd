package org.sellerregistry.verification.sources;

/**
 * What the trader declared, as far as sources compare it. A part that is not declared is empty.
 *
 * @param name the legal name
 * @param street the lines above the locality
 * @param regionCode ISO 3166-1 alpha-2 code of the address's country
 */
public record Declared(
    String name, String street, String postalCode, String locality, String regionCode) {

  /** Without personal data, so that a log line cannot disclose it. */
  @Override
  public String toString() {
    return "Declared[regionCode=%s]".formatted(regionCode);
  }
}
