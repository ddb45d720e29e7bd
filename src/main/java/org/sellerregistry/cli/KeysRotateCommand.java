package org.sellerregistry.cli;

import java.util.concurrent.Callable;
import org.sellerregistry.v1.AdminServiceGrpc;
import org.sellerregistry.v1.Keyset;
import org.sellerregistry.v1.RotateKeysRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Begins to replace a key. */
@Command(
    name = "rotate",
    description = {
      "Begins to replace a key of the key ring; calls go on meanwhile. `operation get` says how far"
          + " it has come. Rotating WRAPPING ends the epoch: what was erased in it can be restored"
          + " from no backup any more.",
      "With --output json it is the contract's Operation."
    })
public final class KeysRotateCommand implements Callable<Integer> {

  /** The keysets without their prefix. */
  enum RotatedKeyset {
    WRAPPING,
    BLIND_INDEX,
    REQUEST_DIGESTS,
    SEALED_TOKENS,
    CHECKPOINTS
  }

  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--keyset",
      paramLabel = "KEYSET",
      defaultValue = "WRAPPING",
      description =
          "WRAPPING: the data keys (the default); BLIND_INDEX: look-up; REQUEST_DIGESTS: repeated"
              + " requests; SEALED_TOKENS: page tokens; CHECKPOINTS: the journal's signatures.")
  private RotatedKeyset keyset = RotatedKeyset.WRAPPING;

  @Option(
      names = "--accept-loss",
      description = "Destroy the former key even if something made with it is damaged.")
  private boolean acceptLoss;

  @Override
  public Integer call() {
    try (var open = connection.openAsOperator()) {
      var operation =
          open.unary(AdminServiceGrpc::newBlockingStub)
              .rotateKeys(
                  RotateKeysRequest.newBuilder()
                      .setKeyset(Keyset.valueOf("KEYSET_" + keyset))
                      .setAcceptLoss(acceptLoss)
                      .build());
      output.print(operation, () -> OperationTable.of(operation));
    }
    return ExitCodes.OK;
  }
}
