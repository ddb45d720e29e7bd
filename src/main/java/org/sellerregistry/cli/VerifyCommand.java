package org.sellerregistry.cli;

import com.google.protobuf.util.Timestamps;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.sellerregistry.v1.Audience;
import org.sellerregistry.v1.GetVerificationRequest;
import org.sellerregistry.v1.NextAction;
import org.sellerregistry.v1.Requirement;
import org.sellerregistry.v1.Verification;
import org.sellerregistry.v1.VerificationServiceGrpc;
import org.sellerregistry.v1.VerifyTraderRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows how a trader's verification stands and what to do next. */
@Command(
    name = "verify",
    description = {
      "Makes the automatic checks of a trader again and shows what is demanded of it, how that"
          + " stands, and what to do next. Record a check of an ITEM by one of the [METHODS] with"
          + " \"seller-registry check record\".",
      "With --output json it is the contract's Verification."
    })
public final class VerifyCommand implements Callable<Integer> {

  /** For whom the answer is. */
  enum Reader {
    STAFF,
    TRADER
  }

  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private TraderReference trader = new TraderReference();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(names = "--show", description = "Show how it stands and check nothing anew.")
  private boolean show;

  @Option(
      names = "--for",
      defaultValue = "STAFF",
      description =
          "With --show: what ${COMPLETION-CANDIDATES} may read. The trader is told nothing of"
              + " notes, sources or persons. Default: STAFF.")
  private Reader reader = Reader.STAFF;

  @Option(
      names = "--language",
      paramLabel = "TAG",
      defaultValue = "",
      description = "The language of texts (BCP 47). Default: English.")
  private String language = "";

  @Override
  public Integer call() {
    try (var open = connection.openFor(trader.marketplace())) {
      var name = trader.resolve(open);
      var stub = open.unary(VerificationServiceGrpc::newBlockingStub);
      var verification =
          show || reader == Reader.TRADER
              ? stub.getVerification(
                  GetVerificationRequest.newBuilder()
                      .setName(name)
                      .setAudience(Audience.valueOf("AUDIENCE_" + reader))
                      .setLanguageCode(language)
                      .build())
              : stub.verifyTrader(
                  VerifyTraderRequest.newBuilder().setName(name).setLanguageCode(language).build());
      output.print(verification, () -> table(verification));
    }
    return ExitCodes.OK;
  }

  private static Table table(Verification verification) {
    var table = Table.of("OFFERING", "REQUIREMENT", "STATE", "WHY", "ITEM", "DUE", "NEXT");
    for (var offering : verification.getOfferingsList()) {
      var standing = offering.getStanding();
      table.row(standing.getOffering(), "", EnumNames.brief(standing.getState()), "", "", "", "");
      for (var requirement : offering.getRequirementsList()) {
        table.row(
            standing.getOffering(),
            requirement.getCode(),
            EnumNames.brief(requirement.getState()),
            requirement.getReasonCode().isEmpty() ? "-" : requirement.getReasonCode(),
            requirement.getItemIdsCount() == 0
                ? "-"
                : String.join(" ", requirement.getItemIdsList()),
            requirement.hasDueTime() ? Timestamps.toString(requirement.getDueTime()) : "-",
            next(requirement));
      }
    }
    return table;
  }

  private static String next(Requirement requirement) {
    return requirement.getNextActionsList().stream()
        .limit(1)
        .map(VerifyCommand::action)
        .collect(Collectors.joining());
  }

  private static String action(NextAction action) {
    var text =
        action.getMessage().isEmpty()
            ? EnumNames.brief(action.getBy()) + ": " + action.getCode()
            : action.getMessage();
    return action.getMethodsCount() == 0 ? text : text + " " + methods(action);
  }

  private static String methods(NextAction action) {
    return action.getMethodsList().stream()
        .map(EnumNames::brief)
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
