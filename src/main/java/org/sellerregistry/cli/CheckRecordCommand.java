package org.sellerregistry.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.google.protobuf.MessageOrBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.sellerregistry.v1.Audience;
import org.sellerregistry.v1.Check;
import org.sellerregistry.v1.CheckMethod;
import org.sellerregistry.v1.CheckResult;
import org.sellerregistry.v1.GetVerificationRequest;
import org.sellerregistry.v1.RecordCheckRequest;
import org.sellerregistry.v1.RecordCheckResponse;
import org.sellerregistry.v1.Verification;
import org.sellerregistry.v1.VerificationServiceGrpc;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Records a check that was made outside the registry. */
@Command(
    name = "record",
    description = {
      "Records a check of an item that was made outside the registry.",
      "DOCUMENT, MANUAL and BANK need --person. What passed and does not satisfy what is demanded of"
          + " the item is said. With --output json the keys are checks, standings and"
          + " notSatisfied (itemId, requirement, why)."
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
      description = {
        "The item's id, which \"seller-registry verify\" shows. May be repeated: the same is",
        "recorded of each."
      })
  private List<String> items = new ArrayList<>();

  @Option(
      names = "--evidence",
      paramLabel = "ID",
      description = {
        "The UUID of a document that was looked at, which \"seller-registry evidence list\" shows.",
        "May be repeated."
      })
  private List<String> evidence = new ArrayList<>();

  @Option(
      names = "--item-revision",
      defaultValue = "0",
      paramLabel = "N",
      description = {
        "The revision of the item's content that was seen, as in `verify -o json`; for one item.",
        "The check is refused if the item has changed since. Without it the present one is read",
        "and shown: a change since you looked then passes unseen."
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
    var distinct = new LinkedHashSet<>(items);
    if (itemRevision != 0 && distinct.size() > 1) {
      throw new UsageFailure("--item-revision goes with one --item");
    }
    try (var open = connection.openFor(trader.marketplace())) {
      var name = trader.resolve(open);
      var revisions = itemRevision == 0 ? ItemRevisions.read(open, name) : Map.<String, Long>of();
      for (var item : distinct) {
        // Before any is recorded: a mistyped id must not leave half of them done.
        if (itemRevision == 0 && !revisions.containsKey(item)) {
          throw new CommandFailure("the trader has no item " + item);
        }
      }
      var recorded = new ArrayList<RecordCheckResponse>();
      for (var item : distinct) {
        recorded.add(record(open, name, item, revisions.getOrDefault(item, itemRevision)));
      }
      var standings = recorded.getLast().getStandingsList();
      var report = new LinkedHashMap<String, Object>();
      report.put("checks", recorded.stream().map(it -> parsed(it.getCheck())).toList());
      report.put("standings", standings.stream().map(CheckRecordCommand::parsed).toList());
      var shortfalls =
          result == Outcome.PASSED
              ? Counting.shortfalls(verification(open, name), distinct, method())
              : List.<Counting.Shortfall>of();
      report.put("notSatisfied", shortfalls.stream().map(Counting.Shortfall::asMap).toList());
      output.print(report, () -> table(recorded, shortfalls));
    }
    return ExitCodes.OK;
  }

  private CheckMethod method() {
    return CheckMethod.valueOf("CHECK_METHOD_" + method);
  }

  private static Verification verification(Connection open, String name) {
    return open.unary(VerificationServiceGrpc::newBlockingStub)
        .getVerification(
            GetVerificationRequest.newBuilder()
                .setName(name)
                .setAudience(Audience.AUDIENCE_STAFF)
                .build());
  }

  private RecordCheckResponse record(Connection open, String name, String item, long revision) {
    var check =
        Check.newBuilder()
            .setItemId(item)
            .setItemRevision(revision)
            .setMethod(method())
            .setResult(CheckResult.valueOf("CHECK_RESULT_" + result))
            .setSource(source)
            .setReference(reference)
            .setReasonCode(reasonCode)
            .setNote(note)
            .addAllEvidence(
                evidence.stream().map(id -> name + "/evidence/" + Names.last(id)).toList());
    return open.unary(VerificationServiceGrpc::newBlockingStub)
        .recordCheck(
            RecordCheckRequest.newBuilder()
                .setParent(name)
                .setCheck(check)
                .setRequestId(UUID.randomUUID().toString())
                .build());
  }

  private static JsonElement parsed(MessageOrBuilder message) {
    return JsonParser.parseString(OutputOptions.json(message));
  }

  private static Table table(
      List<RecordCheckResponse> recorded, List<Counting.Shortfall> shortfalls) {
    var table = Table.ofProperties();
    for (var one : recorded) {
      var check = one.getCheck();
      table
          .row("Check", check.getName())
          .row("Item", "%s, revision %d".formatted(check.getItemId(), check.getItemRevision()))
          .row("Result", EnumNames.brief(check.getResult()));
      for (var item : shortfalls) {
        if (item.itemId().equals(check.getItemId())) {
          table.row("Not satisfied", (item.requirement() + " " + item.why()).strip());
        }
      }
    }
    recorded
        .getLast()
        .getStandingsList()
        .forEach(standing ->
            table.row("Standing, " + standing.getOffering(), EnumNames.brief(standing.getState())));
    return table;
  }
}
