package org.sellerregistry.cli;

import java.util.regex.Pattern;
import org.sellerregistry.v1.LookupQuery;
import org.sellerregistry.v1.LookupTradersRequest;
import org.sellerregistry.v1.TraderServiceGrpc;
import org.sellerregistry.v1.TraderView;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The trader that a command is about. */
final class TraderReference {

  private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  @Mixin private MarketplaceOption marketplace = new MarketplaceOption();

  @Parameters(
      paramLabel = "TRADER",
      description = "Its name, its UUID, or the marketplace's external id of it.")
  private String trader = "";

  String marketplace() {
    return marketplace.name();
  }

  /** Its full resource name; asks the server for that of an external id. */
  String resolve(Connection open) {
    return resolve(open, marketplace(), trader);
  }

  static String resolve(Connection open, String marketplace, String trader) {
    if (trader.startsWith("marketplaces/")) {
      return trader;
    }
    if (UUID.matcher(trader).matches()) {
      return marketplace + "/traders/" + trader;
    }
    var matches =
        open.unary(TraderServiceGrpc::newBlockingStub)
            .lookupTraders(
                LookupTradersRequest.newBuilder()
                    .setParent(marketplace)
                    .addQueries(LookupQuery.newBuilder().setExternalId(trader))
                    .setView(TraderView.TRADER_VIEW_BASIC)
                    .build())
            .getResults(0)
            .getMatchesList();
    if (matches.isEmpty()) {
      throw new NotThere("There is no trader %s in %s".formatted(trader, marketplace));
    }
    return matches.getFirst().getTrader().getName();
  }
}
