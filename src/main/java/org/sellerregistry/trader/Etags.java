package org.sellerregistry.trader;

import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.v1.ErrorReason;

/** Etags of traders: opaque to callers, one for each revision. */
public final class Etags {
  private Etags() {}

  /** The etag of a revision. */
  public static String of(long revision) {
    return "r" + revision;
  }

  /**
   * Makes sure that a caller who gave an etag speaks of this revision.
   *
   * @throws Refusal ETAG_MISMATCH if it does not
   */
  public static void require(String etag, long revision) {
    if (!etag.isEmpty() && !etag.equals(of(revision))) {
      throw Refusal.of(
          ErrorReason.ERROR_REASON_ETAG_MISMATCH,
          "the resource changed since it was read; read it again");
    }
  }
}
