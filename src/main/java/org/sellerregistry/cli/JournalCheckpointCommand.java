package org.sellerregistry.cli;

import java.util.Base64;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.sellerregistry.v1.Checkpoint;
import org.sellerregistry.v1.ConsistencyProof;
import org.sellerregistry.v1.GetCheckpointRequest;
import org.sellerregistry.v1.GetConsistencyProofRequest;
import org.sellerregistry.v1.JournalServiceGrpc;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints a checkpoint as it is signed, to be kept elsewhere or cosigned. */
@Command(
    name = "checkpoint",
    description = {
      "Prints a checkpoint of the journal as a signed note (C2SP): keep it, and verify from it"
          + " later.",
      "With --since what is printed is what a C2SP tlog-witness is sent: the former size, the proof"
          + " that the tree begins with that one, and the checkpoint. \"journal cosign\" stores its"
          + " answer.",
      "With --output json these are a line with the contract's ConsistencyProof and one with its"
          + " Checkpoint."
    })
public final class JournalCheckpointCommand implements Callable<Integer> {

  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private LogOption log = new LogOption();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--tree-size",
      paramLabel = "SIZE",
      defaultValue = "0",
      description = "That of a tree of this size, if it was kept. Default: the latest.")
  private long treeSize;

  @Option(
      names = "--kept",
      description = "The latest one that is kept: one a minute is, and those alone are cosigned.")
  private boolean kept;

  @Option(
      names = "--since",
      paramLabel = "SIZE",
      defaultValue = "-1",
      description = "The size of the tree that a witness knows; 0 if it knows none yet.")
  private long since;

  @Override
  public Integer call() {
    try (var open = connection.openAsAuditor()) {
      var journal = open.unary(JournalServiceGrpc::newBlockingStub);
      var checkpoint =
          journal.getCheckpoint(
              GetCheckpointRequest.newBuilder()
                  .setLog(log.message())
                  .setTreeSize(treeSize)
                  .setKept(kept)
                  .build());
      if (since > 0) {
        print(
            journal.getConsistencyProof(
                GetConsistencyProofRequest.newBuilder()
                    .setLog(log.message())
                    .setFirstTreeSize(since)
                    .setSecondTreeSize(checkpoint.getTreeSize())
                    .build()));
      } else if (since == 0) {
        // Every tree begins with the empty one.
        print(ConsistencyProof.getDefaultInstance());
      }
      print(checkpoint);
    }
    return ExitCodes.OK;
  }

  private void print(ConsistencyProof proof) {
    var path =
        proof.getPathList().stream()
            .map(hash -> Base64.getEncoder().encodeToString(hash.toByteArray()) + "\n")
            .collect(Collectors.joining());
    output.lines(proof, "old %d\n%s\n".formatted(since, path));
  }

  private void print(Checkpoint checkpoint) {
    output.lines(checkpoint, checkpoint.getNote());
  }
}
