package org.sellerregistry.verification;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.sellerregistry.trader.StoredTrader;
import org.sellerregistry.trader.Times;
import org.sellerregistry.v1.Check;

/** When the next change to a trader or its checks happens. */
public final class CheckTimes {
  private CheckTimes() {}

  /** Later than every earlier change and check of the trader, whatever the clock says. */
  public static Instant next(StoredTrader trader, List<Check> checks, InstantSource clock) {
    var latest = trader.updateTime();
    for (var check : checks) {
      var checked = Times.instant(check.getCheckTime());
      latest = checked.isAfter(latest) ? checked : latest;
    }
    return Times.after(latest, clock.instant());
  }
}
