package org.sellerregistry.verification;

import org.sellerregistry.v1.PublicTraderInfo;
import org.sellerregistry.v1.Trader;

/** Lets the loader compose what buyers are shown as the registry does. */
public final class Shown {
  private Shown() {}

  /** What is shown of a trader that was never shown before. */
  public static PublicTraderInfo of(Evaluation evaluation, Trader trader) {
    return PublicInfo.compose(
        evaluation, trader.getName(), trader.getRevision(), PublicTraderInfo.getDefaultInstance());
  }
}
