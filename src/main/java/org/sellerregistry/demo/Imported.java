package org.sellerregistry.demo;

import org.sellerregistry.v1.ImportTradersResponse;
import org.sellerregistry.v1.Trader;

/** A trader that was sent to the server, and what the server answered. */
record Imported(SyntheticTrader sent, ImportTradersResponse answer) {
  /** The resource name. */
  String name() {
    return answer.getTrader();
  }

  /** What the marketplace sent, which it knows by itself. */
  Trader record() {
    return sent.record().getTrader();
  }

  /** The name of one of its storefronts. */
  String storefront(Session session) {
    return session.parent() + "/storefronts/" + sent.record().getStorefronts(0).getStorefrontId();
  }
}
