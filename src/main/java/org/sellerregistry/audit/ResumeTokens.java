package org.sellerregistry.audit;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.v1.ErrorReason;
import org.sellerregistry.v1.WatchRequest;
import org.sellerregistry.vault.InvalidTokenException;
import org.sellerregistry.vault.SealedTokens;

/** Tokens that continue a watch: sealed, and bound to what the watch is of. */
final class ResumeTokens {
  private final SealedTokens seals;

  ResumeTokens(SealedTokens seals) {
    this.seals = seals;
  }

  /** The token that goes on at a sequence number. */
  String next(WatchRequest request, long sequence) {
    var content = ByteBuffer.allocate(Long.BYTES).putLong(sequence).array();
    return seals.seal(purpose(request), content);
  }

  /**
   * Where the request goes on; empty if it has no token.
   *
   * @throws Refusal INVALID_RESUME_TOKEN
   */
  Optional<Long> read(WatchRequest request) {
    if (request.getResumeToken().isEmpty()) {
      return Optional.empty();
    }
    try {
      var content = seals.open(purpose(request), request.getResumeToken());
      return Optional.of(ByteBuffer.wrap(content).getLong());
    } catch (InvalidTokenException e) {
      throw Refusal.of(
              ErrorReason.ERROR_REASON_INVALID_RESUME_TOKEN,
              "The resume token was not made by this server for these filters")
          .cause(e);
    }
  }

  /** The fields are few and of simple types: their bytes are always the same. */
  private static String purpose(WatchRequest request) {
    ByteString filters =
        request.toBuilder().clearResumeToken().clearBeginSequence().build().toByteString();
    return "watch:" + java.util.HexFormat.of().formatHex(filters.toByteArray());
  }
}
