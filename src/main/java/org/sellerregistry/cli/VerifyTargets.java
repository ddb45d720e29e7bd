package org.sellerregistry.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.v1.ListTradersRequest;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.TraderServiceGrpc;
import org.sellerregistry.v1.TraderView;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One trader, those of a file, or all of a marketplace. */
final class VerifyTargets {

  /** One of the three. */
  static final class Which {
    @Parameters(
        paramLabel = "TRADER",
        arity = "0..1",
        description = "Its name, its UUID, or the marketplace's external id of it.")
    private String trader = "";

    @Option(names = "--all", description = "Every trader of the marketplace.")
    private boolean all;

    @Option(
        names = "--file",
        paramLabel = "FILE",
        description = "Those of a file, one TRADER a line.")
    private @Nullable Path file;
  }

  @Mixin private MarketplaceOption marketplace = new MarketplaceOption();

  @ArgGroup(multiplicity = "1")
  private Which which = new Which();

  String marketplace() {
    return marketplace.name();
  }

  boolean areMany() {
    return which.all || which.file != null;
  }

  /** The full resource name of the one; asks the server for that of an external id. */
  String resolveOne(Connection open) {
    return TraderReference.resolve(open, marketplace(), which.trader);
  }

  /** What the many are called: names, UUIDs or external ids. */
  List<String> many(Connection open) throws IOException {
    if (which.file != null) {
      return Files.readAllLines(which.file).stream()
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .toList();
    }
    var request =
        ListTradersRequest.newBuilder()
            .setParent(marketplace())
            .setView(TraderView.TRADER_VIEW_BASIC)
            .setPageSize(Pages.SIZE)
            .build();
    return Pages.read(Integer.MAX_VALUE, token -> page(open, request, token));
  }

  private static Pages.Page<String> page(
      Connection open, ListTradersRequest request, String token) {
    var response =
        open.unary(TraderServiceGrpc::newBlockingStub)
            .listTraders(request.toBuilder().setPageToken(token).build());
    return new Pages.Page<>(
        response.getTradersList().stream().map(Trader::getName).toList(),
        response.getNextPageToken());
  }
}
