package org.sellerregistry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sellerregistry.demo.SyntheticTrader;
import org.sellerregistry.demo.SyntheticTraders;
import org.sellerregistry.v1.ImportOptions;
import org.sellerregistry.v1.ImportOutcome;
import org.sellerregistry.v1.ImportRecord;
import org.sellerregistry.v1.ImportTradersRequest;
import org.sellerregistry.v1.ImportTradersResponse;
import org.sellerregistry.v1.ListTradersRequest;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.TraderServiceGrpc;

/** A server that is killed in the middle of an import loses nothing and stores nothing twice. */
class KilledImportTest {
  private static final int RECORDS = 120;
  private static final int ANSWERS_BEFORE_THE_KILL = 30;

  @Test
  void theImportFinishesAfterARestartWithNothingLostAndNothingTwice(@TempDir Path data)
      throws Exception {
    var records = new SyntheticTraders(7).range(0, RECORDS).map(SyntheticTrader::record).toList();
    Map<Long, ImportTradersResponse> answered;
    try (var server = ServerProcess.start(data)) {
      server.createMarketplace("shop");
      answered = importUntilKilled(server, records);
    }
    assertThat(answered).hasSizeGreaterThanOrEqualTo(ANSWERS_BEFORE_THE_KILL);

    try (var server = ServerProcess.start(data)) {
      var channel = server.channel("shop");
      var second = importAll(channel, records);
      assertThat(second).hasSize(RECORDS);
      answered.forEach((sequence, answer) ->
          assertThat(second.get(sequence).getOutcome())
              .isEqualTo(ImportOutcome.IMPORT_OUTCOME_UNCHANGED));
      assertThat(second.values())
          .extracting(ImportTradersResponse::getOutcome)
          .containsOnly(
              ImportOutcome.IMPORT_OUTCOME_CREATED, ImportOutcome.IMPORT_OUTCOME_UNCHANGED);

      var stored = list(channel);
      assertThat(stored.stream().map(Trader::getExternalId))
          .containsExactlyInAnyOrderElementsOf(
              records.stream().map(record -> record.getTrader().getExternalId()).toList());
      assertThat(stored).allMatch(trader -> trader.getRevision() == 1);
      channel.shutdownNow();
    }
  }

  private static Map<Long, ImportTradersResponse> importUntilKilled(
      ServerProcess server, List<ImportRecord> records) throws Exception {
    var enough = new CountDownLatch(ANSWERS_BEFORE_THE_KILL);
    var answers = new Answers(enough);
    var channel = server.channel("shop");
    var requests = TraderServiceGrpc.newStub(channel).importTraders(answers);
    send(requests, records);
    enough.await();
    server.kill();
    answers.ended.await();
    channel.shutdownNow();
    return answers.bySequence;
  }

  private static Map<Long, ImportTradersResponse> importAll(
      ManagedChannel channel, List<ImportRecord> records) throws InterruptedException {
    var answers = new Answers(new CountDownLatch(0));
    var requests = TraderServiceGrpc.newStub(channel).importTraders(answers);
    send(requests, records);
    requests.onCompleted();
    answers.ended.await();
    return answers.bySequence;
  }

  private static void send(
      StreamObserver<ImportTradersRequest> requests, List<ImportRecord> records) {
    requests.onNext(
        ImportTradersRequest.newBuilder()
            .setOptions(ImportOptions.newBuilder().setParent("marketplaces/shop"))
            .build());
    long sequence = 0;
    for (var record : records) {
      requests.onNext(
          ImportTradersRequest.newBuilder()
              .setRecord(record.toBuilder().setSequence(++sequence))
              .build());
    }
  }

  private static List<Trader> list(ManagedChannel channel) throws IOException {
    return TraderServiceGrpc.newBlockingStub(channel)
        .listTraders(
            ListTradersRequest.newBuilder()
                .setParent("marketplaces/shop")
                .setPageSize(1000)
                .build())
        .getTradersList();
  }

  private static final class Answers implements StreamObserver<ImportTradersResponse> {
    final Map<Long, ImportTradersResponse> bySequence = new ConcurrentSkipListMap<>();
    final CountDownLatch ended = new CountDownLatch(1);
    private final CountDownLatch enough;

    Answers(CountDownLatch enough) {
      this.enough = enough;
    }

    @Override
    public void onNext(ImportTradersResponse answer) {
      bySequence.put(answer.getSequence(), answer);
      enough.countDown();
    }

    @Override
    public void onError(Throwable cut) {
      ended.countDown();
    }

    @Override
    public void onCompleted() {
      ended.countDown();
    }
  }
}
