package org.sellerregistry.cli;

import java.util.concurrent.Callable;
import org.sellerregistry.v1.Access;
import org.sellerregistry.v1.JournalServiceGrpc;
import org.sellerregistry.v1.ListAccessesRequest;
import org.sellerregistry.v1.ListAccessesResponse;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows who was shown data of a trader. */
@Command(
    name = "who-saw",
    description = {
      "Shows who was shown data of a trader: when, by which method, for what, and which sections.",
      "With --output json the key is accesses."
    })
public final class JournalWhoSawCommand implements Callable<Integer> {

  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private TraderReference trader = new TraderReference();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How many at most. Default: 1000.")
  private int limit = 1000;

  @Override
  public Integer call() {
    try (var open = connection.openFor(trader.marketplace())) {
      var name = trader.resolve(open);
      var all = Pages.read(limit, token -> page(open, name, token));
      output.print(
          ListAccessesResponse.newBuilder().addAllAccesses(all),
          () -> JournalTable.ofAccesses(all));
    }
    return ExitCodes.OK;
  }

  private static Pages.Page<Access> page(Connection open, String name, String token) {
    var response =
        open.unary(JournalServiceGrpc::newBlockingStub)
            .listAccesses(
                ListAccessesRequest.newBuilder()
                    .setParent(name)
                    .setPageSize(Pages.SIZE)
                    .setPageToken(token)
                    .build());
    return new Pages.Page<>(response.getAccessesList(), response.getNextPageToken());
  }
}
