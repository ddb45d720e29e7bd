package org.sellerregistry.trader;

/**
 * Something that a trader can be looked up by, in normal form.
 *
 * @param kind what it is
 * @param scheme of a typed number; empty for the other kinds
 * @param issuer that the number is relative to; empty if none
 * @param normal the form in which equal values are equal strings
 */
public record LookupKey(Kind kind, String scheme, String issuer, String normal) {

  /**
   * Whether nothing is left of the value, as of one of punctuation alone: such values would all be
   * equal, and so they find nobody.
   */
  public boolean isEmpty() {
    return normal.isEmpty();
  }

  /** Kinds of keys. The code is stored, the name goes into the token. */
  public enum Kind {
    IDENTIFIER(1),
    NAME(2),
    EMAIL(3),
    PHONE(4),
    ACCOUNT(5),
    DOCUMENT(6),
    SIGNAL(7);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    /** The number that is stored. */
    public int code() {
      return code;
    }
  }
}
