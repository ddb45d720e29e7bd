package org.sellerregistry.cli;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.grpc.StatusException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.sellerregistry.v1.Evidence;
import org.sellerregistry.v1.EvidenceServiceGrpc;
import org.sellerregistry.v1.SectionKind;
import org.sellerregistry.v1.UploadEvidenceOptions;
import org.sellerregistry.v1.UploadEvidenceRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Uploads a document. */
@Command(
    name = "upload",
    description = {
      "Uploads a document that supports what a trader declared: PDF, JPEG, PNG, TIFF, WebP, HEIC,"
          + " XML, or a signed statement (PKCS #7), up to 25 MiB.",
      "With --output json it is the contract's Evidence."
    })
public final class EvidenceUploadCommand implements Callable<Integer> {

  private static final int CHUNK = 256 * 1024;

  /** The contract's sections without their prefix. */
  enum Section {
    IDENTITY,
    IDENTIFICATION,
    PAYMENT,
    REGISTRATION,
    CERTIFICATION,
    TAX,
    PARTIES,
    SIGNALS
  }

  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private TraderReference trader = new TraderReference();
  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(index = "1", paramLabel = "FILE", description = "The document.")
  private Path file = Path.of("");

  @Option(
      names = "--section",
      paramLabel = "SECTION",
      required = true,
      description = {
        "The section that it is kept with, one of ${COMPLETION-CANDIDATES}. It is erased with the",
        "section's data: of several, name the one that is kept shortest."
      })
  private Section section = Section.IDENTITY;

  @Option(
      names = "--item",
      paramLabel = "ID",
      description = "An item that it is about; may be repeated.")
  private List<String> items = new ArrayList<>();

  @Option(
      names = "--language",
      paramLabel = "TAG",
      defaultValue = "",
      description = "The language that it is written in, for example de (BCP 47).")
  private String language = "";

  @Option(
      names = "--note",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "What staff should know about it.")
  private String note = "";

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (var open = connection.openFor(trader.marketplace())) {
      var options =
          UploadEvidenceOptions.newBuilder()
              .setParent(trader.resolve(open))
              .setEvidence(
                  Evidence.newBuilder()
                      .setSection(SectionKind.valueOf("SECTION_KIND_" + section))
                      .addAllItemIds(items)
                      .setLanguageCode(language)
                      .setFileName(String.valueOf(file.getFileName()))
                      .setNote(note))
              .setSha256(sha256())
              .setRequestId(UUID.randomUUID().toString())
              .build();
      var stored = upload(open, options);
      output.print(stored, () -> EvidenceTable.of(stored));
    }
    return ExitCodes.OK;
  }

  private Evidence upload(Connection open, UploadEvidenceOptions options)
      throws IOException, InterruptedException {
    var call = open.stream(EvidenceServiceGrpc::newBlockingV2Stub).uploadEvidence();
    try (var in = Files.newInputStream(file);
        var progress = new TransferProgress("Upload", Files.size(file))) {
      // A call that was refused takes nothing more; its answer is then the reason.
      boolean taken = call.write(UploadEvidenceRequest.newBuilder().setOptions(options).build());
      for (var chunk = in.readNBytes(CHUNK); taken && chunk.length > 0; ) {
        taken =
            call.write(
                UploadEvidenceRequest.newBuilder()
                    .setChunk(UnsafeByteOperations.unsafeWrap(chunk))
                    .build());
        progress.step(chunk.length);
        chunk = in.readNBytes(CHUNK);
      }
      if (taken) {
        call.halfClose();
      }
      var answer = call.read();
      if (answer == null) {
        throw new CommandFailure("The server ended the upload without an answer");
      }
      return answer;
    } catch (StatusException e) {
      throw e.getStatus().asRuntimeException(e.getTrailers());
    }
  }

  private ByteString sha256() throws IOException {
    try (var in = Files.newInputStream(file)) {
      var digest = MessageDigest.getInstance("SHA-256");
      for (var bytes = in.readNBytes(CHUNK); bytes.length > 0; bytes = in.readNBytes(CHUNK)) {
        digest.update(bytes);
      }
      return ByteString.copyFrom(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
