package org.sellerregistry.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.sellerregistry.v1.PresentElectronicIdRequest;
import org.sellerregistry.v1.PresentElectronicIdResponse;
import org.sellerregistry.v1.VerificationServiceGrpc;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Has a presentation of electronic identification verified. */
@Command(
    name = "present",
    description = {
      "Verifies a presentation of electronic identification and records the checks that follow.",
      "With --output json the keys are checks and standings."
    })
public final class CheckPresentCommand implements Callable<Integer> {
  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private TraderReference trader = new TraderReference();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--item",
      paramLabel = "ID",
      required = true,
      description = "The id of the declared electronic identification.")
  private String item = "";

  @Option(
      names = "--presentation",
      paramLabel = "FILE",
      required = true,
      description = "The SD-JWT or JSON Web Token, in compact form.")
  private Path presentation = Path.of("");

  @Option(
      names = "--nonce",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "The value that the holder or the issuer was asked to sign.")
  private String nonce = "";

  @Override
  public Integer call() {
    try (var open = connection.openFor(trader.marketplace())) {
      var response =
          open.unary(VerificationServiceGrpc::newBlockingStub)
              .presentElectronicId(
                  PresentElectronicIdRequest.newBuilder()
                      .setParent(trader.resolve(open))
                      .setItemId(item)
                      .setPresentation(Files.readString(presentation).strip())
                      .setNonce(nonce)
                      .setRequestId(UUID.randomUUID().toString())
                      .build());
      output.print(response, () -> table(response));
    } catch (IOException e) {
      throw new CommandFailure("The presentation cannot be read: " + e.getMessage(), e);
    }
    return ExitCodes.OK;
  }

  private static Table table(PresentElectronicIdResponse response) {
    var table = Table.ofProperties();
    for (var check : response.getChecksList()) {
      table
          .row("Check", check.getName())
          .row("Of", EnumNames.brief(check.getItemKind()))
          .row("Result", EnumNames.brief(check.getResult()) + " " + check.getReasonCode());
    }
    response
        .getStandingsList()
        .forEach(standing ->
            table.row("Standing, " + standing.getOffering(), EnumNames.brief(standing.getState())));
    return table;
  }
}
