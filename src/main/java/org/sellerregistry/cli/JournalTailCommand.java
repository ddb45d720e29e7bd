package org.sellerregistry.cli;

import java.util.concurrent.Callable;
import org.sellerregistry.v1.JournalServiceGrpc;
import org.sellerregistry.v1.WatchRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows entries as they come. */
@Command(
    name = "tail",
    description = {
      "Shows the entries of the journal, and then further ones as they come, until it is stopped.",
      "With --output json each line is a response of the contract's Watch."
    })
public final class JournalTailCommand implements Callable<Integer> {

  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private JournalScope scope = new JournalScope();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--begin",
      paramLabel = "SEQUENCE",
      defaultValue = "0",
      description = "The first place to show. Default: 0.")
  private long begin;

  @Option(names = "--method", paramLabel = "METHOD", description = "Only entries of this method.")
  private String method = "";

  @Option(
      names = "--resume",
      paramLabel = "TOKEN",
      description = "Goes on behind the response with this token, of a tail with the same filters.")
  private String resume = "";

  @Option(names = "--until-checkpoint", description = "Ends when all that is there has been shown.")
  private boolean untilCheckpoint;

  @Override
  public Integer call() {
    try (var open = scope.open(connection)) {
      var answers =
          open.stream(JournalServiceGrpc::newBlockingStub)
              .watch(
                  WatchRequest.newBuilder()
                      .setParent(scope.parent())
                      .setLog(scope.log())
                      .setMethod(method)
                      .setResumeToken(resume)
                      .setBeginSequence(begin)
                      .build());
      while (answers.hasNext()) {
        var answer = answers.next();
        output.line(answer, answer.hasEntry() ? JournalTable.line(answer.getEntry()) : "");
        if (untilCheckpoint && answer.hasCheckpoint()) {
          break;
        }
      }
    }
    return ExitCodes.OK;
  }
}
