package org.sellerregistry.onboarding;

import java.time.Instant;
import org.sellerregistry.trader.Times;
import org.sellerregistry.v1.PublicTraderInfo;

/**
 * What is shown, at a moment.
 *
 * @param shown what is shown
 * @param asOf the moment that the answer speaks of
 */
record Answer(Shown shown, Instant asOf) {
  PublicTraderInfo message() {
    return shown.info().toBuilder().setAsOf(Times.timestamp(asOf)).build();
  }
}
