package org.sellerregistry.cli;

import com.google.protobuf.util.JsonFormat;
import io.grpc.StatusRuntimeException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import org.sellerregistry.v1.ExportTradersRequest;
import org.sellerregistry.v1.TraderServiceGrpc;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes all that a marketplace put in to a file. */
@Command(
    name = "export",
    description = {
      "Writes every trader of a marketplace in full, with its storefronts, to a JSON Lines file"
          + " that its owner alone can read and that \"seller-registry import\" takes back.",
      "A connection that was cut is taken up again. The file is there once it is complete.",
      "With --output json the keys are file and traders."
    })
public final class ExportCommand implements Callable<Integer> {

  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private MarketplaceOption marketplace = new MarketplaceOption();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      required = true,
      description = "The file to write; one that exists is replaced.")
  private Path file = Path.of("");

  @Option(
      names = "--give-up-after",
      paramLabel = "DURATION",
      defaultValue = "2m",
      description = "How long to try without any progress. Default: 2m.")
  private Duration giveUpAfter = Duration.ofMinutes(2);

  private final JsonFormat.Printer printer = JsonFormat.printer().omittingInsignificantWhitespace();
  private String behind = "";
  private long traders;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var work = file.resolveSibling(file.getFileName() + ".part");
    try (var open = connection.openFor(marketplace.name());
        var writer = Files.newBufferedWriter(PrivateOutput.create(work))) {
      write(open, writer);
    }
    Files.move(work, file, StandardCopyOption.REPLACE_EXISTING);
    var report = new LinkedHashMap<String, Object>();
    report.put("file", file.toString());
    report.put("traders", traders);
    output.print(
        report,
        () ->
            Table.ofProperties()
                .row("File", file.toString())
                .row("Traders", String.valueOf(traders)));
    return ExitCodes.OK;
  }

  private void write(Connection open, BufferedWriter writer)
      throws IOException, InterruptedException {
    var retries = new RetryPolicy(giveUpAfter, new SecureRandom());
    int failures = 0;
    var waited = Duration.ZERO;
    while (true) {
      long before = traders;
      try {
        stream(open, writer);
        return;
      } catch (StatusRuntimeException e) {
        failures = traders > before ? 1 : failures + 1;
        waited = traders > before ? Duration.ZERO : waited;
        var length = retries.pauseBefore(failures);
        if (!RetryPolicy.mayPass(e) || waited.plus(length).compareTo(giveUpAfter) > 0) {
          throw e;
        }
        waited = waited.plus(length);
        Thread.sleep(length);
      }
    }
  }

  /** Writes what follows the last trader written. */
  private void stream(Connection open, BufferedWriter writer) throws IOException {
    var answers =
        open.stream(TraderServiceGrpc::newBlockingStub)
            .exportTraders(
                ExportTradersRequest.newBuilder()
                    .setParent(marketplace.name())
                    .setPageToken(behind)
                    .build());
    while (answers.hasNext()) {
      var exported = answers.next();
      writer.write(printer.print(exported));
      writer.newLine();
      behind = exported.getPageToken();
      traders++;
    }
  }
}
