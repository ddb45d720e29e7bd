package org.sellerregistry.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.sellerregistry.v1.AddCosignatureRequest;
import org.sellerregistry.v1.Checkpoint;
import org.sellerregistry.v1.JournalServiceGrpc;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Adds what witnesses signed to a checkpoint. */
@Command(
    name = "cosign",
    description = {
      "Adds the cosignatures of witnesses to a checkpoint that was kept, and prints it with them.",
      "Witnesses are those that the server's journal.witnesses names. A cosignature of another one,"
          + " or of another checkpoint, is refused with INVALID_FIELD; a size that no checkpoint was"
          + " kept of with RESOURCE_NOT_FOUND.",
      "With --output json it is the contract's Checkpoint."
    })
public final class JournalCosignCommand implements Callable<Integer> {
  private static final String SIGNATURE = "\u2014 ";

  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private LogOption log = new LogOption();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--tree-size",
      paramLabel = "SIZE",
      required = true,
      description = "The size in the checkpoint that was cosigned, its second line.")
  private long treeSize;

  @Parameters(
      paramLabel = "FILE",
      description = "A witness's answer: one or more signature lines of a signed note (C2SP).")
  private Path file = Path.of("");

  @Override
  public Integer call() throws IOException {
    var lines = lines();
    var cosigned = Checkpoint.getDefaultInstance();
    try (var open = connection.openAsOperator()) {
      for (var line : lines) {
        cosigned =
            open.unary(JournalServiceGrpc::newBlockingStub)
                .addCosignature(
                    AddCosignatureRequest.newBuilder()
                        .setLog(log.message())
                        .setTreeSize(treeSize)
                        .setCosignature(line)
                        .build());
      }
    }
    output.lines(cosigned, cosigned.getNote());
    return ExitCodes.OK;
  }

  private List<String> lines() throws IOException {
    try {
      var lines = Files.readAllLines(file).stream().filter(line -> !line.isBlank()).toList();
      if (!lines.isEmpty() && lines.stream().allMatch(line -> line.startsWith(SIGNATURE))) {
        return lines;
      }
    } catch (CharacterCodingException e) {
      // No text at all.
    }
    throw new CommandFailure(
        "%s has to hold signature lines and nothing else: each begins with \"%s\""
            .formatted(file, SIGNATURE));
  }
}
