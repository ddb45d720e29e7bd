package org.sellerregistry.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.sellerregistry.v1.JournalFinding;
import org.sellerregistry.v1.JournalServiceGrpc;
import org.sellerregistry.v1.JournalVerification;
import org.sellerregistry.v1.VerifyJournalRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Verifies the journal and what it answers for. */
@Command(
    name = "verify",
    description = {
      "Lets the server recompute both trees from their entries, hold every kept checkpoint against"
          + " them, and hold every stored record against the last entry that names it. What does"
          + " not fit is named, and the exit code is 1.",
      "\"journal export\" and journal-verifier.mjs verify the journal without the server."
    })
public final class JournalVerifyCommand implements Callable<Integer> {

  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--from",
      paramLabel = "FILE",
      description =
          "A checkpoint that was kept elsewhere, as a signed note: what it covers must still be"
              + " there. May be given several times.")
  private List<Path> from = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    var request = VerifyJournalRequest.newBuilder();
    for (var file : from) {
      request.addAnchors(Files.readString(file));
    }
    long findings = 0;
    try (var open = connection.openAsOperator()) {
      var answers = open.stream(JournalServiceGrpc::newBlockingStub).verifyJournal(request.build());
      while (answers.hasNext()) {
        var answer = answers.next();
        switch (answer.getEventCase()) {
          case FINDING -> output.line(answer, line(answer.getFinding()));
          case PROGRESS -> output.line(answer, "");
          case SUMMARY -> {
            findings = answer.getSummary().getFindings();
            output.print(answer.getSummary(), () -> table(answer.getSummary()));
          }
          case EVENT_NOT_SET -> {
            // Of a newer server.
          }
        }
      }
    }
    return findings == 0 ? ExitCodes.OK : ExitCodes.FAILED;
  }

  private static String line(JournalFinding finding) {
    return "%s  %s  %s  %s"
        .formatted(
            finding.getKind().name().replaceFirst("^JOURNAL_FINDING_KIND_", ""),
            finding.getResource(),
            finding.getRecord(),
            finding.getText());
  }

  private static Table table(JournalVerification summary) {
    return Table.ofProperties()
        .row("Entries", String.valueOf(summary.getEntries()))
        .row("Pruned", String.valueOf(summary.getPrunedEntries()))
        .row("Checkpoints", String.valueOf(summary.getCheckpoints()))
        .row("Records", String.valueOf(summary.getRecords()))
        .row("Findings", String.valueOf(summary.getFindings()));
  }
}
