package org.sellerregistry.demo;

import java.util.List;

/**
 * A town.
 *
 * @param postalCode the template of its postal codes, see {@link NumberTemplate}; empty for none
 * @param area state, province or county
 * @param court the register court, or what else the register's numbers need of the place
 */
record City(Text name, String postalCode, Text area, String court) {

  /** Reads {@code name; postal code; area; court}. */
  static City parse(String line) {
    List<String> parts = CountryFile.split(line, ";");
    return new City(Text.parse(parts.get(0)), parts.get(1), Text.parse(parts.get(2)), parts.get(3));
  }
}
