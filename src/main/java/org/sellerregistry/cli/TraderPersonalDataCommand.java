package org.sellerregistry.cli;

import com.google.protobuf.util.JsonFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import org.sellerregistry.v1.AdminServiceGrpc;
import org.sellerregistry.v1.ExportPersonalDataRequest;
import org.sellerregistry.v1.ExportPersonalDataResponse;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes what is held about a trader, for the trader to have it. */
@Command(
    name = "personal-data",
    description = {
      "Writes everything that the registry holds about a trader, and who received what of it and"
          + " when, to a file that its owner alone can read: what a person may ask for (GDPR Art. 15"
          + " and 20). It is one message ExportPersonalDataResponse of the contract, as JSON. The"
          + " documents themselves come with \"seller-registry evidence download\".",
      "The call's purpose is \"subject-access\" unless --purpose says another.",
      "With --output json the keys are file, sections, checks, evidence and accesses."
    })
public final class TraderPersonalDataCommand implements Callable<Integer> {
  private static final String PURPOSE = "subject-access";

  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private TraderReference trader = new TraderReference();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      required = true,
      description = "The file to write; one that exists is replaced.")
  private Path file = Path.of("");

  @Option(
      names = "--notes",
      description =
          "Write the notes of staff too. See to it that they take nothing from the rights of others"
              + " before you hand them over (GDPR Art. 15(4)).")
  private boolean notes;

  @Override
  public Integer call() throws IOException {
    // First: an access that is journalled must not be for a file that cannot be written.
    var work = PrivateOutput.create(file.resolveSibling(file.getFileName() + ".part"));
    ExportPersonalDataResponse whole;
    try {
      whole = read();
      try (var writer = Files.newBufferedWriter(work)) {
        JsonFormat.printer().appendTo(whole, writer);
      }
      Files.move(work, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(work);
    }
    var report = new LinkedHashMap<String, Object>();
    report.put("file", file.toString());
    report.put("sections", whole.getSectionsCount());
    report.put("checks", whole.getChecksCount());
    report.put("evidence", whole.getEvidenceCount());
    report.put("accesses", whole.getAccessesCount());
    output.print(
        report,
        () ->
            Table.ofProperties()
                .row("File", file.toString())
                .row("Sections", String.valueOf(whole.getSectionsCount()))
                .row("Checks", String.valueOf(whole.getChecksCount()))
                .row("Evidence", String.valueOf(whole.getEvidenceCount()))
                .row("Accesses", String.valueOf(whole.getAccessesCount())));
    return ExitCodes.OK;
  }

  private ExportPersonalDataResponse read() {
    var whole = ExportPersonalDataResponse.newBuilder();
    try (var open = connection.openFor(trader.marketplace(), PURPOSE)) {
      var request =
          ExportPersonalDataRequest.newBuilder()
              .setName(trader.resolve(open))
              .setIncludeNotes(notes)
              .build();
      open.stream(AdminServiceGrpc::newBlockingStub)
          .exportPersonalData(request)
          .forEachRemaining(whole::mergeFrom);
    }
    return whole.build();
  }
}
