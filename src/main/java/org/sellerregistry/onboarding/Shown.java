package org.sellerregistry.onboarding;

import com.google.protobuf.ByteString;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.v1.PublicTraderInfo;

/**
 * Public information as it is kept.
 *
 * @param bytes the information as it goes out, without {@code as_of}
 * @param revision the trader's revision that it rests on; 0 if the trader is not in the offering
 * @param due when a standing of the trader is due; null if none ever is
 * @param time when it was read
 */
record Shown(ByteString bytes, long revision, @Nullable Instant due, Instant time) {
  /** About what the objects take around the bytes: those of the message, the names, the tables. */
  private static final int OVERHEAD = 700;

  static Shown of(PublicTraderInfo info, @Nullable Instant due, Instant time) {
    boolean negative =
        switch (info.getAvailability()) {
          case PUBLIC_AVAILABILITY_NO_TRADER, PUBLIC_AVAILABILITY_NOT_OFFERED -> true;
          case PUBLIC_AVAILABILITY_AVAILABLE,
              PUBLIC_AVAILABILITY_PENDING,
              PUBLIC_AVAILABILITY_RESTRICTED,
              PUBLIC_AVAILABILITY_REFUSED,
              PUBLIC_AVAILABILITY_CLOSED,
              PUBLIC_AVAILABILITY_ERASED,
              PUBLIC_AVAILABILITY_UNSPECIFIED,
              UNRECOGNIZED ->
              false;
        };
    var bytes = info.toBuilder().clearAsOf().build().toByteString();
    return new Shown(bytes, negative ? 0 : info.getRevision(), due, time);
  }

  /** Whether it may answer a caller who knows of a revision of the trader. */
  boolean isGood(Instant now, long atLeastRevision) {
    return (due == null || now.isBefore(due)) && revision >= atLeastRevision;
  }

  int weight() {
    return bytes.size() + OVERHEAD;
  }
}
