package org.sellerregistry.onboarding;

import com.google.protobuf.Message;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.v1.ErrorReason;

/**
 * The room in one reply: a little less than the 4 MiB that gRPC's clients take unless told
 * otherwise. Records are as large as traders make them, and a reply of many is built in memory.
 */
final class ReplyBudget {
  private static final int BYTES = 3_500_000;

  /** Tag and length of an element, at most. */
  private static final int FRAME = 10;

  private long left = BYTES;

  /** Takes the message's room; returns whether there is enough. */
  boolean take(Message message) {
    left -= message.getSerializedSize() + FRAME;
    return left >= 0;
  }

  /**
   * Takes the message's room.
   *
   * @throws Refusal MESSAGE_TOO_LARGE if there is not enough
   */
  void require(Message message) {
    if (!take(message)) {
      throw Refusal.of(
          ErrorReason.ERROR_REASON_MESSAGE_TOO_LARGE,
          "The answer would be larger than a client takes; ask for fewer, or for less of each");
    }
  }
}
