package org.sellerregistry.trader;

import java.util.List;
import org.sellerregistry.v1.SectionKind;

/**
 * A trader as it is stored, its sections not opened yet.
 *
 * @param stored the trader without sections
 * @param sections its sections
 */
public record SealedTrader(StoredTrader stored, List<Section> sections) {

  /** A section's ciphertext and the revision that it was written by; bytes are not copied. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared; read once, on a hot path.
  record Section(SectionKind kind, long revision, byte[] ciphertext) {}
}
