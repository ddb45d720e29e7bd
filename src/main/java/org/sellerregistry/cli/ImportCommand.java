package org.sellerregistry.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.cli.source.RecordSource;
import org.sellerregistry.cli.source.Records;
import org.sellerregistry.v1.ImportOptions;
import org.sellerregistry.v1.TraderServiceGrpc;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Creates and changes many traders from a file. */
@Command(
    name = "import",
    description = {
      "Creates and changes traders from a file, matched by external_id.",
      "A CSV file has a header; a mapping says which column becomes which field. \"seller-registry"
          + " mapping\" prints the one that is used otherwise and explains how they are written. A"
          + " JSON Lines file has a trader, an import record or a line of an export in each line.",
      "A connection that was cut is taken up again. Importing a file twice changes nothing.",
      "With --output json the keys are records, created, updated, unchanged, refused and complete."
    })
public final class ImportCommand implements Callable<Integer> {

  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private MarketplaceOption marketplace = new MarketplaceOption();
  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(paramLabel = "FILE", description = "The records.")
  private Path file = Path.of("");

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "csv or jsonl. Default: by the file's name, else csv.")
  private Records.@Nullable FileFormat format;

  @Option(names = "--mapping", paramLabel = "MAPPING", description = "Which column is which field.")
  private @Nullable Path mapping;

  @Option(names = "--validate-only", description = "Say what would happen and store nothing.")
  private boolean validateOnly;

  @Option(
      names = "--refused",
      paramLabel = "FILE",
      description = "Write down refused records as CSV: row, external_id, status, reason, message.")
  private @Nullable Path refused;

  @Option(
      names = "--streams",
      paramLabel = "N",
      defaultValue = "4",
      description = "How many streams to import over. Default: 4.")
  private int streams = 4;

  @Option(
      names = "--give-up-after",
      paramLabel = "DURATION",
      defaultValue = "2m",
      description = "How long to try without any progress. Default: 2m.")
  private Duration giveUpAfter = Duration.ofMinutes(2);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (streams < 1) {
      throw new UsageFailure("--streams must be at least 1");
    }
    var err = spec.commandLine().getErr();
    try (var source = Records.open(file, format, mapping);
        var open = connection.openFor(marketplace.name());
        var ledger = new ImportLedger(refused, err::println)) {
      if (!source.unused().isEmpty()) {
        err.println(
            Table.harmless(
                "columns not used by the mapping: " + String.join(", ", source.unused())));
      }
      try (var progress = new ImportProgress(file.getFileName().toString(), Files.size(file))) {
        run(source, open, ledger, progress);
      } finally {
        ledger.finish();
        err.flush();
        summarise(ledger.counts());
      }
      return ledger.counts().refused() == 0 ? ExitCodes.OK : ExitCodes.SOME_REFUSED;
    }
  }

  private void run(
      RecordSource source, Connection open, ImportLedger ledger, ImportProgress progress)
      throws InterruptedException {
    var options =
        ImportOptions.newBuilder()
            .setParent(marketplace.name())
            .setValidateOnly(validateOnly)
            .build();
    var retries = new RetryPolicy(giveUpAfter, new SecureRandom());
    var lanes =
        IntStream.range(0, streams)
            .mapToObj(lane ->
                new ImportLane(
                    open.stream(TraderServiceGrpc::newStub),
                    options,
                    ledger,
                    retries,
                    Thread::sleep))
            .toList();
    new ImportRun(lanes, ledger, progress).run(source);
  }

  private void summarise(ImportLedger.Counts counts) {
    var report = new LinkedHashMap<String, Object>();
    report.put("records", counts.records());
    report.put("created", counts.created());
    report.put("updated", counts.updated());
    report.put("unchanged", counts.unchanged());
    report.put("refused", counts.refused());
    report.put("complete", counts.areComplete());
    output.print(
        report,
        () ->
            Table.ofProperties()
                .row("Records", String.valueOf(counts.records()))
                .row(validateOnly ? "Would create" : "Created", String.valueOf(counts.created()))
                .row(validateOnly ? "Would change" : "Updated", String.valueOf(counts.updated()))
                .row("Unchanged", String.valueOf(counts.unchanged()))
                .row("Refused", String.valueOf(counts.refused())));
  }
}
