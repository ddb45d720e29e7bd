package org.sellerregistry.cli;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import java.util.concurrent.Callable;
import org.sellerregistry.v1.AdminServiceGrpc;
import org.sellerregistry.v1.GetKeyStatusRequest;
import org.sellerregistry.v1.KeyStatus;
import org.sellerregistry.v1.KeyVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows how the keys stand. */
@Command(
    name = "status",
    description = {
      "Shows which keys there are, when the epoch ends, and from when on what is erased now can be"
          + " restored from no backup.",
      "With --output json it is the contract's KeyStatus."
    })
public final class KeysStatusCommand implements Callable<Integer> {

  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Override
  public Integer call() {
    try (var open = connection.openAsOperator()) {
      var status =
          open.unary(AdminServiceGrpc::newBlockingStub)
              .getKeyStatus(GetKeyStatusRequest.getDefaultInstance());
      output.print(status, () -> table(status));
    }
    return ExitCodes.OK;
  }

  private static Table table(KeyStatus status) {
    var table =
        Table.ofProperties()
            .row("Epoch ends", moment(status.hasNextEpochTime(), status.getNextEpochTime()))
            .row(
                "Erased now is gone",
                moment(status.hasErasedEverywhereTime(), status.getErasedEverywhereTime()))
            .row("Former data keys", Long.toString(status.getFormerDataKeys()))
            .row("Damaged data keys", Long.toString(status.getDamagedDataKeys()))
            .row(
                "Servers",
                status.getServers()
                    + (status.getReadEverywhere()
                        ? ", all know the keys"
                        : ", not all up to date"));
    for (var key : status.getVersionsList()) {
      table.row(
          key.getKeyset().name().replaceFirst("^KEYSET_", "") + " " + key.getVersion(),
          key.getState().name().replaceFirst("^KEY_STATE_", "")
              + " since "
              + Timestamps.toString(since(key)));
    }
    return table;
  }

  private static Timestamp since(KeyVersion key) {
    if (key.hasDestroyTime()) {
      return key.getDestroyTime();
    }
    return key.hasRetireTime() ? key.getRetireTime() : key.getCreateTime();
  }

  private static String moment(boolean known, Timestamp time) {
    return known ? Timestamps.toString(time) : "when an operator rotates the keys";
  }
}
