package org.sellerregistry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.util.JsonFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.sellerregistry.demo.SimulatedSources;
import org.sellerregistry.demo.SyntheticTraders;
import org.sellerregistry.server.TestServer;
import org.sellerregistry.v1.Trader;

/** The command {@code verify} with sources that answer, or do not yet. */
class VerifyCommandTest {
  private static final SimulatedSources SOURCES = new SimulatedSources();

  @RegisterExtension
  static final TestServer SERVER =
      TestServer.create(config ->
          config
              .with("JOBS_POLLING_INTERVAL", "1h")
              .with("SOURCES_VIES_ENABLED", "true")
              .with("SOURCES_VIES_BASE", SOURCES.vies().toString())
              .with("SOURCES_VIES_ATTEMPTS", "1"));

  private static List<Trader> unused =
      new SyntheticTraders(5)
          .range(0, 400)
          .filter(it -> it.truth().defect().isEmpty())
          .map(it -> it.record().getTrader())
          .filter(VerifyCommandTest::hasVat)
          .toList();

  @TempDir Path folder;

  private final List<String> imported = new ArrayList<>();

  private static boolean hasVat(Trader trader) {
    return trader.getTax().getVatNumbersList().stream()
        .anyMatch(it -> it.getIdentifier().getScheme().equals("eu.vat"));
  }

  private static Cli.Result run(String... arguments) {
    return new Cli(SERVER.data()).run(arguments);
  }

  @BeforeEach
  void importThree() throws IOException {
    SOURCES.setAvailable(true);
    var lines = new ArrayList<String>();
    for (var trader : unused.subList(0, 3)) {
      SOURCES.know(trader);
      imported.add(trader.getExternalId());
      lines.add(JsonFormat.printer().omittingInsignificantWhitespace().print(trader));
    }
    unused = unused.subList(3, unused.size());
    Cli.imported(SERVER, "shop", folder.resolve("traders.jsonl"), String.join("\n", lines));
  }

  @AfterAll
  static void close() {
    SOURCES.close();
  }

  @Test
  void eachItemIsShownWithTheChecksThatItRestsOn() {
    var shown = run("verify", imported.getFirst(), "-m", "shop");
    assertThat(shown.err()).isEmpty();
    assertThat(shown.out())
        .containsPattern("identity.name +SATISFIED.*SYNTAX PASSED \\S+, VIES PASSED \\(VIES\\)");
  }

  @Test
  void whatWaitsForASourceSaysWhenItIsAskedNext() {
    SOURCES.setAvailable(false);
    assertThat(run("verify", imported.getFirst(), "-m", "shop").out())
        .containsPattern(
            "identity.name +PENDING +SOURCE_UNAVAILABLE.*We are asking the sources about the legal"
                + " name. \\(20\\S+Z\\) \\[VIES\\]");
  }

  @Test
  void watchingEndsWhenEverySourceHasAnswered() throws Exception {
    SOURCES.setAvailable(false);
    assertThat(run("verify", imported.getFirst(), "-m", "shop").code()).isZero();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var watching =
          threads.submit(() -> run("verify", imported.getFirst(), "-m", "shop", "--watch"));
      SOURCES.setAvailable(true);
      SERVER.clock().advance(Duration.ofHours(2));
      SERVER.runDueJobs();
      assertThat(watching.get().out()).containsPattern("identity.name +SATISFIED");
    }
  }

  @Test
  void manyAreVerifiedAtOnceAndCounted() throws IOException {
    var file = Files.write(folder.resolve("ids"), imported);
    var some = run("verify", "--file", file.toString(), "-m", "shop");
    assertThat(some.err()).isEmpty();
    assertThat(some.out())
        .containsPattern("Traders +3\n")
        .containsPattern("Refused +0\n")
        .containsPattern("Waiting for sources +0\n")
        .containsPattern("eu PENDING +3\n");

    var all = json(run("verify", "--all", "-m", "shop", "--concurrency", "2", "-o", "json"));
    assertThat(all.get("traders").getAsInt()).isGreaterThanOrEqualTo(3);
    assertThat(all.get("refused").getAsInt()).isZero();
  }

  @Test
  void whatIsRefusedAmongManyIsNamed() throws IOException {
    var file = Files.writeString(folder.resolve("ids"), imported.getFirst() + "\nnobody\n");
    var result = run("verify", "--file", file.toString(), "-m", "shop");
    assertThat(result.code()).isEqualTo(ExitCodes.SOME_REFUSED);
    assertThat(result.err()).isEqualTo("nobody: There is no trader nobody in marketplaces/shop\n");
    assertThat(result.out()).containsPattern("Traders +2\n").containsPattern("Refused +1\n");
  }

  @Test
  void oneOfTheThreeIsNamed() {
    assertThat(run("verify", "-m", "shop").code()).isEqualTo(ExitCodes.USAGE);
    assertThat(run("verify", "x", "--all", "-m", "shop").code()).isEqualTo(ExitCodes.USAGE);
  }

  private static JsonObject json(Cli.Result result) {
    return JsonParser.parseString(result.out()).getAsJsonObject();
  }
}
