package org.sellerregistry.vault;

/**
 * The keysets of a key ring.
 *
 * <p>The codes are stored and equal the numbers of the contract's {@code Keyset}.
 */
public enum Keyset {
  /** Wraps data keys. Its versions are the epochs: what was erased in one is gone after it. */
  WRAPPING(1),
  /** Makes the tokens that traders are looked up by. */
  BLIND_INDEX(2),
  /** Makes the digests of requests. */
  REQUEST_DIGESTS(3),
  /** Seals what callers hand back, such as page tokens. */
  SEALED_TOKENS(4),
  /** Signs the journal's checkpoints. */
  CHECKPOINTS(5);

  private final int code;

  Keyset(int code) {
    this.code = code;
  }

  /** The number that is stored. */
  public int code() {
    return code;
  }

  /**
   * The keyset of a stored number.
   *
   * @throws IllegalArgumentException for a number of no keyset
   */
  public static Keyset of(int code) {
    for (var each : values()) {
      if (each.code == code) {
        return each;
      }
    }
    throw new IllegalArgumentException("No keyset has code " + code);
  }
}
