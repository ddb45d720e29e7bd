package org.sellerregistry.cli;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import org.sellerregistry.v1.GetCheckpointRequest;
import org.sellerregistry.v1.GetInclusionProofRequest;
import org.sellerregistry.v1.JournalServiceGrpc;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Proves that an entry is in the journal. */
@Command(
    name = "prove",
    description = {
      "Prints the proof that an entry is in the journal, with the signed checkpoint that it leads"
          + " to.",
      "With --output json the keys are sequence, leafHash, treeSize, rootHash, path (hashes in"
          + " Base64), checkpoint and verifierKey."
    })
public final class JournalProveCommand implements Callable<Integer> {

  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private JournalScope scope = new JournalScope();
  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(paramLabel = "SEQUENCE", description = "The entry's place in its log.")
  private long sequence;

  @Override
  public Integer call() {
    try (var open = scope.open(connection)) {
      var journal = open.unary(JournalServiceGrpc::newBlockingStub);
      var checkpoint =
          journal.getCheckpoint(GetCheckpointRequest.newBuilder().setLog(scope.log()).build());
      var proof =
          journal.getInclusionProof(
              GetInclusionProofRequest.newBuilder()
                  .setLog(scope.log())
                  .setSequence(sequence)
                  .setTreeSize(checkpoint.getTreeSize())
                  .build());
      var path = proof.getPathList().stream().map(JournalProveCommand::base64).toList();
      var report = new LinkedHashMap<String, Object>();
      report.put("sequence", sequence);
      report.put("leafHash", base64(proof.getLeafHash()));
      report.put("treeSize", proof.getTreeSize());
      report.put("rootHash", base64(proof.getRootHash()));
      report.put("path", path);
      report.put("checkpoint", checkpoint.getNote());
      report.put("verifierKey", checkpoint.getVerifierKey());
      output.print(
          report,
          () -> {
            var table =
                Table.ofProperties()
                    .row("Leaf", base64(proof.getLeafHash()))
                    .row("Tree of", String.valueOf(proof.getTreeSize()))
                    .row("Root", base64(proof.getRootHash()));
            path.forEach(hash -> table.row("Path", hash));
            checkpoint.getNote().lines().forEach(line -> table.row("Checkpoint", line));
            return table.row("Key", checkpoint.getVerifierKey());
          });
    }
    return ExitCodes.OK;
  }

  private static String base64(com.google.protobuf.ByteString hash) {
    return Base64.getEncoder().encodeToString(hash.toByteArray());
  }
}
