package org.sellerregistry.vault;

/** The tables that hold ciphertexts. The codes are part of what ciphertexts are bound to. */
public enum Table {
  TRADER_SECTION(1),
  STOREFRONT(2),
  ITEM_CHECK(3),
  PUBLIC_INFO(4),
  /** The documents themselves are bound to it too, although they lie in the document store. */
  EVIDENCE(25);

  private final int code;

  Table(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
