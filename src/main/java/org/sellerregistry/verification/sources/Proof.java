package org.sellerregistry.verification.sources;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/**
 * What shows later that the source was asked and what it said.
 *
 * @param source the source, for people
 * @param time when the answer arrived
 * @param sha256 the digest of the answer's bytes (of all pages, one after the other), in
 *     hexadecimal digits. An answer can be guessed from few words, so the digest counts as personal
 *     data
 * @param reference the source's own reference of the consultation; empty if it gives none
 */
public record Proof(String source, Instant time, String sha256, String reference) {
  /** The longest reference that a check can hold. */
  private static final int LONGEST_REFERENCE = 200;

  static Proof of(String source, Instant time, List<byte[]> bodies, String reference) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      bodies.forEach(digest::update);
      return new Proof(
          source,
          time,
          HexFormat.of().formatHex(digest.digest()),
          SourceText.clean(reference, LONGEST_REFERENCE));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
