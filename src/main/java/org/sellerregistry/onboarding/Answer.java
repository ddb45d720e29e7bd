package org.sellerregistry.onboarding;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.InputStream;
import java.time.Instant;
import org.sellerregistry.access.LookupReply;
import org.sellerregistry.trader.Times;
import org.sellerregistry.v1.PublicAvailability;
import org.sellerregistry.v1.PublicTraderInfo;

/**
 * What is shown, at a moment. The two parts, one behind the other, are the message: where bytes of
 * messages are joined, so are their fields.
 *
 * @param kept what is kept of it, as it goes out
 * @param rest what is not
 */
record Answer(ByteString kept, PublicTraderInfo rest) implements LookupReply {
  static Answer of(PublicTraderInfo message) {
    return new Answer(ByteString.EMPTY, message);
  }

  /**
   * @param asOf the moment that the answer speaks of
   */
  static Answer of(Shown shown, Instant asOf) {
    return new Answer(
        shown.bytes(), PublicTraderInfo.newBuilder().setAsOf(Times.timestamp(asOf)).build());
  }

  PublicTraderInfo message() {
    try {
      return kept.isEmpty()
          ? rest
          : PublicTraderInfo.newBuilder().mergeFrom(kept).mergeFrom(rest).build();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("what was written cannot be read", e);
    }
  }

  /** What goes out. */
  InputStream stream() {
    return new AnswerStream(kept, rest);
  }

  /** There is no trader, which is never kept. */
  @Override
  public boolean isMiss() {
    return rest.getAvailability() == PublicAvailability.PUBLIC_AVAILABILITY_NO_TRADER;
  }
}
