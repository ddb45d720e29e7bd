package org.sellerregistry.evidence;

import java.time.Duration;

/**
 * What documents and their transfers may use.
 *
 * @param maxSize the longest document, in bytes
 * @param perTrader how many documents one trader may have
 * @param idleTime how long a client may send or take nothing
 * @param transferTime how long a transfer may take as a whole
 */
public record EvidenceLimits(
    long maxSize, int perTrader, Duration idleTime, Duration transferTime) {
  /** The contract's limit, beyond which a server cannot be set. */
  public static final long LARGEST = 26_214_400;

  public EvidenceLimits {
    if (maxSize < 1 || maxSize > LARGEST) {
      throw new IllegalArgumentException("A document has 1 to %d bytes".formatted(LARGEST));
    }
  }
}
