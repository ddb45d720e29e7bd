package org.sellerregistry.cli;

import com.google.protobuf.FieldMask;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.v1.AdminServiceGrpc;
import org.sellerregistry.v1.Marketplace;
import org.sellerregistry.v1.UpdateMarketplaceRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Changes a marketplace. */
@Command(name = "update", description = "Changes what the options name of a marketplace.")
public final class MarketplaceUpdateCommand implements Callable<Integer> {

  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(paramLabel = "MARKETPLACE", description = "Its id or name.")
  private String marketplace = "";

  @Option(names = "--display-name", paramLabel = "NAME", description = "What people call it.")
  private @Nullable String displayName;

  @Option(
      names = "--offering",
      paramLabel = "OFFERING",
      split = ",",
      description = "The offerings of traders that name none.")
  private @Nullable List<String> offerings;

  @Option(
      names = "--anonymous-public-info",
      arity = "1",
      paramLabel = "true|false",
      description = "Whether public trader information is readable without credentials.")
  private @Nullable Boolean anonymousPublicInfo;

  @Option(
      names = "--etag",
      paramLabel = "ETAG",
      defaultValue = "",
      description = "Change it only if it still has this etag.")
  private String etag = "";

  @Override
  public Integer call() {
    var changed = Marketplace.newBuilder().setName(Names.marketplace(marketplace)).setEtag(etag);
    var mask = FieldMask.newBuilder();
    if (displayName != null) {
      changed.setDisplayName(displayName);
      mask.addPaths("display_name");
    }
    if (offerings != null) {
      changed.addAllDefaultOfferings(offerings);
      mask.addPaths("default_offerings");
    }
    if (anonymousPublicInfo != null) {
      changed.setAnonymousPublicInfo(anonymousPublicInfo);
      mask.addPaths("anonymous_public_info");
    }
    if (mask.getPathsCount() == 0) {
      throw new UsageFailure("Nothing to change: name at least one option");
    }
    try (var open = connection.openAsOperator()) {
      var updated =
          open.unary(AdminServiceGrpc::newBlockingStub)
              .updateMarketplace(
                  UpdateMarketplaceRequest.newBuilder()
                      .setMarketplace(changed)
                      .setUpdateMask(mask)
                      .build());
      output.print(updated, () -> MarketplaceTable.of(updated));
    }
    return ExitCodes.OK;
  }
}
