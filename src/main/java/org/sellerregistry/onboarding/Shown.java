package org.sellerregistry.onboarding;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.v1.PublicTraderInfo;

/**
 * Public information as it is kept.
 *
 * @param info the information, without {@code as_of}, by {@link
 *     org.sellerregistry.trader.PublicInfoStore#openUnread}
 * @param negative whether there is no trader, or none in the offering
 * @param due when a standing of the trader is due; null if none ever is
 * @param time when it was read
 */
record Shown(PublicTraderInfo info, boolean negative, @Nullable Instant due, Instant time) {
  /** About what the objects take around the bytes: those of the message, the names, the tables. */
  private static final int OVERHEAD = 1_600;

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
    return new Shown(info.toBuilder().clearAsOf().build(), negative, due, time);
  }

  /** Whether it may answer a caller who knows of a revision of the trader. */
  boolean isGood(Instant now, long atLeastRevision) {
    return (due == null || now.isBefore(due))
        && (atLeastRevision == 0 || (!negative && info.getRevision() >= atLeastRevision));
  }

  int weight() {
    return info.getSerializedSize() + OVERHEAD;
  }
}
