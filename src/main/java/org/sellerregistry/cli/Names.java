package org.sellerregistry.cli;

/** Resource names, which people may shorten to their last part. */
final class Names {

  private Names() {}

  /** The full name of a marketplace. */
  static String marketplace(String idOrName) {
    return idOrName.contains("/") ? idOrName : "marketplaces/" + idOrName;
  }

  /** The full name of a grant. */
  static String grant(String idOrName) {
    return idOrName.contains("/") ? idOrName : "grants/" + idOrName;
  }

  /** The full name of an operation. */
  static String operation(String idOrName) {
    return idOrName.contains("/") ? idOrName : "operations/" + idOrName;
  }

  /** The full name of a marketplace's storefront. */
  static String storefront(String marketplace, String idOrName) {
    return idOrName.startsWith("marketplaces/")
        ? idOrName
        : marketplace + "/storefronts/" + idOrName;
  }

  /** The last part of a name. */
  static String last(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }
}
