package org.sellerregistry.access;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.v1.ErrorReason;

/** The etag of a resource's revision: changes with each, and means nothing to a client. */
final class Etags {
  private Etags() {}

  static String of(UUID resource, long revision) {
    var bytes = ByteBuffer.allocate(3 * Long.BYTES);
    bytes.putLong(resource.getMostSignificantBits()).putLong(resource.getLeastSignificantBits());
    bytes.putLong(revision);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  /**
   * Passes an etag that is empty, which means unconditionally, or of the revision.
   *
   * @throws Refusal ETAG_MISMATCH
   */
  static void requireMatch(String given, UUID resource, long revision) {
    if (!given.isEmpty() && !given.equals(of(resource, revision))) {
      throw Refusal.of(
          ErrorReason.ERROR_REASON_ETAG_MISMATCH, "The resource changed since the etag was given");
    }
  }
}
