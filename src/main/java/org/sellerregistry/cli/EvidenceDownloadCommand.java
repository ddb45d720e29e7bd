package org.sellerregistry.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import org.sellerregistry.v1.DownloadEvidenceRequest;
import org.sellerregistry.v1.Evidence;
import org.sellerregistry.v1.EvidenceServiceGrpc;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Downloads a document. */
@Command(
    name = "download",
    description = {
      "Writes a document to a file that its owner alone can read. The file is there once all of it"
          + " has come and was found to be what was uploaded. Each download is journalled.",
      "With --output json it is the contract's Evidence."
    })
public final class EvidenceDownloadCommand implements Callable<Integer> {

  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private TraderReference trader = new TraderReference();
  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(
      index = "1",
      paramLabel = "EVIDENCE",
      description = "Its UUID, which \"seller-registry evidence list\" shows.")
  private String evidence = "";

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      required = true,
      description = "The file to write; one that exists is replaced.")
  private Path file = Path.of("");

  @Override
  public Integer call() throws IOException {
    var work = file.resolveSibling(file.getFileName() + ".part");
    try (var open = connection.openFor(trader.marketplace())) {
      var name = trader.resolve(open) + "/evidence/" + Names.last(evidence);
      Evidence downloaded;
      try (var out = Files.newOutputStream(PrivateOutput.create(work))) {
        downloaded = download(open, name, out);
      } catch (IOException | RuntimeException e) {
        Files.deleteIfExists(work);
        throw e;
      }
      Files.move(work, file, StandardCopyOption.REPLACE_EXISTING);
      output.print(downloaded, () -> EvidenceTable.of(downloaded).row("File", file.toString()));
    }
    return ExitCodes.OK;
  }

  private static Evidence download(Connection open, String name, OutputStream out)
      throws IOException {
    var answers =
        open.stream(EvidenceServiceGrpc::newBlockingStub)
            .downloadEvidence(DownloadEvidenceRequest.newBuilder().setName(name).build());
    var evidence = answers.next().getEvidence();
    try (var progress = new TransferProgress("Download", evidence.getSize())) {
      while (answers.hasNext()) {
        var chunk = answers.next().getChunk();
        chunk.writeTo(out);
        progress.step(chunk.size());
      }
    }
    return evidence;
  }
}
