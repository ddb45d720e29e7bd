package org.sellerregistry.cli;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.sellerregistry.v1.Audience;
import org.sellerregistry.v1.GetVerificationRequest;
import org.sellerregistry.v1.Verification;
import org.sellerregistry.v1.VerificationServiceGrpc;
import org.sellerregistry.v1.VerifyTraderRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows how traders' verification stands and what to do next. */
@Command(
    name = "verify",
    description = {
      "Makes the automatic checks of a trader again, asks the official sources that the server is"
          + " connected to, and shows of each item that is demanded how it stands, by which checks,"
          + " until when, and what to do next. Record a check of an ITEM by one of the [METHODS]"
          + " with \"seller-registry check record\".",
      "With --output json it is the contract's Verification; with --all or --file the keys are"
          + " traders, refused, waiting and standings."
    })
public final class VerifyCommand implements Callable<Integer> {
  private static final Duration FIRST_LOOK = Duration.ofSeconds(1);
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(15);

  /** For whom the answer is. */
  enum Reader {
    STAFF,
    TRADER
  }

  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private VerifyTargets targets = new VerifyTargets();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(names = "--show", description = "Show how it stands and check nothing anew.")
  private boolean show;

  @Option(
      names = "--for",
      paramLabel = "READER",
      defaultValue = "STAFF",
      description =
          "With --show: what ${COMPLETION-CANDIDATES} may read. The trader is told nothing of"
              + " notes, sources or persons. Default: STAFF.")
  private Reader reader = Reader.STAFF;

  @Option(
      names = "--language",
      paramLabel = "TAG",
      defaultValue = "",
      description = "The language of texts (BCP 47). Default: English.")
  private String language = "";

  @Option(
      names = "--watch",
      description = "Wait until every source has answered, and show what becomes of it.")
  private boolean watch;

  @Option(
      names = "--give-up-after",
      paramLabel = "DURATION",
      defaultValue = "1h",
      description = "With --watch: how long to wait. Default: 1h.")
  private Duration giveUpAfter = Duration.ofHours(1);

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      defaultValue = "8",
      description = "With --all or --file: how many at a time. Default: 8.")
  private int concurrency = 8;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (concurrency < 1) {
      throw new UsageFailure("--concurrency must be at least 1");
    }
    try (var open = connection.openFor(targets.marketplace())) {
      return targets.areMany() ? many(open) : one(open);
    }
  }

  private int one(Connection open) throws InterruptedException {
    var name = targets.resolveOne(open);
    var verification = ask(open, name);
    var wait = FIRST_LOOK;
    var waited = Duration.ZERO;
    while (watch && VerificationTable.isWaiting(verification)) {
      if (waited.compareTo(giveUpAfter) >= 0) {
        print(verification);
        throw new CommandFailure("Not every source has answered in " + giveUpAfter);
      }
      Thread.sleep(wait);
      waited = waited.plus(wait);
      wait = longer(wait);
      verification = look(open, name);
    }
    print(verification);
    return ExitCodes.OK;
  }

  private void print(Verification verification) {
    output.print(verification, () -> VerificationTable.of(verification));
  }

  private int many(Connection open) throws IOException, InterruptedException {
    var traders = targets.many(open);
    var err = spec.commandLine().getErr();
    var run =
        new VerifyMany(
            concurrency,
            new RetryPolicy(giveUpAfter, new SecureRandom()),
            Thread::sleep,
            line -> {
              err.println(Table.harmless(line));
              err.flush();
            });
    var summary =
        run(
            run,
            "Verifying",
            traders,
            trader -> ask(open, TraderReference.resolve(open, targets.marketplace(), trader)));
    var waiting = summary.waiting();
    var wait = FIRST_LOOK;
    for (var waited = Duration.ZERO;
        watch && !waiting.isEmpty() && waited.compareTo(giveUpAfter) < 0;
        waited = waited.plus(wait)) {
      wait = longer(wait);
      Thread.sleep(wait);
      waiting = run(run, "Waiting", waiting, name -> look(open, name)).waiting();
    }
    if (watch && !summary.waiting().isEmpty()) {
      // The standings of those that were waiting have changed since.
      summary = run(run, "Counting", traders, trader -> look(open, resolve(open, trader)));
    }
    summarise(summary);
    return summary.refused() == 0 ? ExitCodes.OK : ExitCodes.SOME_REFUSED;
  }

  private String resolve(Connection open, String trader) {
    return TraderReference.resolve(open, targets.marketplace(), trader);
  }

  private static VerifyMany.Summary run(
      VerifyMany run, String task, List<String> traders, Function<String, Verification> call)
      throws InterruptedException {
    try (var progress = new VerifyProgress(task, traders.size())) {
      return run.run(traders, call, progress::step);
    }
  }

  private static Duration longer(Duration wait) {
    var twice = wait.multipliedBy(2);
    return twice.compareTo(LONGEST_LOOK) > 0 ? LONGEST_LOOK : twice;
  }

  private void summarise(VerifyMany.Summary summary) {
    var report = new LinkedHashMap<String, Object>();
    report.put("traders", summary.traders());
    report.put("refused", summary.refused());
    report.put("waiting", summary.waiting().size());
    report.put("standings", summary.standings());
    output.print(
        report,
        () -> {
          var table =
              Table.ofProperties()
                  .row("Traders", String.valueOf(summary.traders()))
                  .row("Refused", String.valueOf(summary.refused()))
                  .row("Waiting for sources", String.valueOf(summary.waiting().size()));
          summary
              .standings()
              .forEach((offering, states) ->
                  states.forEach(
                      (state, count) -> table.row(offering + " " + state, String.valueOf(count))));
          return table;
        });
  }

  private Verification ask(Connection open, String name) {
    return show || reader == Reader.TRADER
        ? look(open, name)
        : open.unary(VerificationServiceGrpc::newBlockingStub)
            .verifyTrader(
                VerifyTraderRequest.newBuilder().setName(name).setLanguageCode(language).build());
  }

  private Verification look(Connection open, String name) {
    return open.unary(VerificationServiceGrpc::newBlockingStub)
        .getVerification(
            GetVerificationRequest.newBuilder()
                .setName(name)
                .setAudience(Audience.valueOf("AUDIENCE_" + reader))
                .setLanguageCode(language)
                .build());
  }
}
