package org.sellerregistry.cli;

import java.util.UUID;
import java.util.concurrent.Callable;
import org.sellerregistry.v1.Check;
import org.sellerregistry.v1.CheckMethod;
import org.sellerregistry.v1.CheckResult;
import org.sellerregistry.v1.RecordCheckRequest;
import org.sellerregistry.v1.RecordCheckResponse;
import org.sellerregistry.v1.VerificationServiceGrpc;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Records a check that was made outside the registry. */
@Command(
    name = "record",
    description = {
      "Records a check of an item that was made outside the registry.",
      "DOCUMENT, MANUAL and BANK need --person. With --output json the keys are check and"
          + " standings."
    })
public final class CheckRecordCommand implements Callable<Integer> {

  /** The contract's methods that can be recorded, without their prefix. */
  enum Method {
    DOCUMENT,
    MANUAL,
    REGISTER,
    VIES,
    GLEIF,
    ELECTRONIC_ID,
    BANK,
    POSSESSION
  }

  /** The contract's results without their prefix. */
  enum Outcome {
    PASSED,
    FAILED,
    UNAVAILABLE,
    INCONCLUSIVE
  }

  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private TraderReference trader = new TraderReference();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--item",
      paramLabel = "ID",
      required = true,
      description = "The item's id, which \"seller-registry verify\" shows.")
  private String item = "";

  @Option(
      names = "--item-revision",
      defaultValue = "0",
      paramLabel = "N",
      description = {
        "The revision of the item's content that was seen, as in `trader get -o json`.",
        "The check is refused if the item has changed since. Without it the present content is",
        "meant, whether or not anybody saw it."
      })
  private long itemRevision;

  @Option(
      names = "--method",
      paramLabel = "METHOD",
      required = true,
      description = "One of ${COMPLETION-CANDIDATES}.")
  private Method method = Method.DOCUMENT;

  @Option(
      names = "--result",
      paramLabel = "RESULT",
      required = true,
      description = "One of ${COMPLETION-CANDIDATES}.")
  private Outcome result = Outcome.PASSED;

  @Option(
      names = "--source",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "The source that was asked or the document that was seen.")
  private String source = "";

  @Option(
      names = "--reference",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "The source's own reference.")
  private String reference = "";

  @Option(
      names = "--reason-code",
      paramLabel = "CODE",
      defaultValue = "",
      description = "Why the result is not PASSED, for example NAME_DIFFERS.")
  private String reasonCode = "";

  @Option(
      names = "--note",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "What staff should know about it.")
  private String note = "";

  @Override
  public Integer call() {
    try (var open = connection.openFor(trader.marketplace())) {
      var check =
          Check.newBuilder()
              .setItemId(item)
              .setItemRevision(itemRevision)
              .setMethod(CheckMethod.valueOf("CHECK_METHOD_" + method))
              .setResult(CheckResult.valueOf("CHECK_RESULT_" + result))
              .setSource(source)
              .setReference(reference)
              .setReasonCode(reasonCode)
              .setNote(note);
      var recorded =
          open.unary(VerificationServiceGrpc::newBlockingStub)
              .recordCheck(
                  RecordCheckRequest.newBuilder()
                      .setParent(trader.resolve(open))
                      .setCheck(check)
                      .setRequestId(UUID.randomUUID().toString())
                      .build());
      output.print(recorded, () -> table(recorded));
    }
    return ExitCodes.OK;
  }

  private static Table table(RecordCheckResponse recorded) {
    var table =
        Table.ofProperties()
            .row("Check", recorded.getCheck().getName())
            .row("Result", EnumNames.brief(recorded.getCheck().getResult()));
    recorded
        .getStandingsList()
        .forEach(standing ->
            table.row("Standing, " + standing.getOffering(), EnumNames.brief(standing.getState())));
    return table;
  }
}
