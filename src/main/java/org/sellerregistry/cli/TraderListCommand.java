package org.sellerregistry.cli;

import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.v1.ListTradersRequest;
import org.sellerregistry.v1.ListTradersResponse;
import org.sellerregistry.v1.StandingState;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.TraderFilter;
import org.sellerregistry.v1.TraderServiceGrpc;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists traders. */
@Command(
    name = "list",
    description = {
      "Lists the traders of a marketplace in the order of their creation.",
      "With --output json they are under the key traders."
    })
public final class TraderListCommand implements Callable<Integer> {

  /** The contract's states without their prefix. */
  enum State {
    PENDING,
    ELIGIBLE,
    RESTRICTED,
    REFUSED,
    CLOSED
  }

  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private MarketplaceOption marketplace = new MarketplaceOption();
  @Mixin private ViewOption view = new ViewOption();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--offering",
      paramLabel = "OFFERING",
      defaultValue = "",
      description = "Those of this offering.")
  private String offering = "";

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = "Those with this standing in it: ${COMPLETION-CANDIDATES}.")
  private @Nullable State state;

  @Option(
      names = "--region-code",
      paramLabel = "COUNTRY",
      defaultValue = "",
      description = "Those established there (ISO 3166-1 alpha-2).")
  private String regionCode = "";

  @Option(
      names = "--updated-since",
      paramLabel = "TIME",
      description = "Those changed at or after the moment; a date stands for its begin in UTC.")
  private @Nullable Instant updatedSince;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "How many at most. Default: 100.")
  private int limit = 100;

  @Override
  public Integer call() {
    var filter = TraderFilter.newBuilder().setOffering(offering).setRegionCode(regionCode);
    if (state != null) {
      filter.setState(StandingState.valueOf("STANDING_STATE_" + state));
    }
    if (updatedSince != null) {
      filter.setUpdatedSince(Times.timestamp(updatedSince));
    }
    var request =
        ListTradersRequest.newBuilder()
            .setParent(marketplace.name())
            .setFilter(filter)
            .setView(view.get())
            .setPageSize(Math.min(limit, Pages.SIZE))
            .build();
    try (var open = connection.openFor(marketplace.name())) {
      var all = Pages.read(limit, token -> page(open, request, token));
      output.print(ListTradersResponse.newBuilder().addAllTraders(all), () -> TraderTable.of(all));
    }
    return ExitCodes.OK;
  }

  private static Pages.Page<Trader> page(
      Connection open, ListTradersRequest request, String token) {
    var response =
        open.unary(TraderServiceGrpc::newBlockingStub)
            .listTraders(request.toBuilder().setPageToken(token).build());
    return new Pages.Page<>(response.getTradersList(), response.getNextPageToken());
  }
}
