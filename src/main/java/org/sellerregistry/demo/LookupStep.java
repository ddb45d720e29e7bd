package org.sellerregistry.demo;

import java.util.List;
import java.util.stream.Collectors;
import org.sellerregistry.v1.LookupMatch;
import org.sellerregistry.v1.LookupQuery;
import org.sellerregistry.v1.LookupResult;
import org.sellerregistry.v1.LookupTradersRequest;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.TraderView;

/** Finds traders by what is known of them, in one call. */
final class LookupStep {
  private final Session session;
  private final Screen screen;

  LookupStep(Session session, Screen screen) {
    this.session = session;
    this.screen = screen;
  }

  void run(List<LookupQuery> queries) {
    var response =
        session
            .traders()
            .lookupTraders(
                LookupTradersRequest.newBuilder()
                    .setParent(session.parent())
                    .addAllQueries(queries)
                    .setView(TraderView.TRADER_VIEW_FULL)
                    .build());
    for (int i = 0; i < queries.size(); i++) {
      print(queries.get(i), response.getResults(i));
    }
  }

  private void print(LookupQuery query, LookupResult result) {
    screen.line("  " + known(query));
    for (LookupMatch match : result.getMatchesList()) {
      Trader trader = match.getTrader();
      String standings =
          trader.getStandingsList().stream()
              .map(standing -> Labels.of(standing.getState()))
              .collect(Collectors.joining(", "));
      screen.line(
          "    → %s %s %s%s  %s"
              .formatted(
                  trader.getExternalId(),
                  trader.getRegionCode(),
                  standings,
                  match.getFormer() ? " (a former value)" : "",
                  ProductPage.both(trader.getIdentity().getNames(0))));
    }
  }

  private static String known(LookupQuery query) {
    return switch (query.getByCase()) {
      case IDENTIFIER -> query.getIdentifier().getScheme() + " " + query.getIdentifier().getValue();
      case TRADER_NAME -> "name " + query.getTraderName();
      case PHONE -> "telephone " + query.getPhone();
      case NAME, EXTERNAL_ID, STOREFRONT, EMAIL, ACCOUNT, BY_NOT_SET ->
          query.getByCase().toString();
    };
  }
}
