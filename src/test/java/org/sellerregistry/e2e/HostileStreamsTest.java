package org.sellerregistry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Context;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sellerregistry.access.Answers;
import org.sellerregistry.server.TestServer;
import org.sellerregistry.v1.ExportTradersRequest;
import org.sellerregistry.v1.ExportTradersResponse;
import org.sellerregistry.v1.ImportOutcome;
import org.sellerregistry.v1.ImportTradersRequest;
import org.sellerregistry.v1.Signal;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.TraderServiceGrpc;

/**
 * Streams out of order, cut, too large or never read leave complete records and a server at work.
 */
class HostileStreamsTest {
  @RegisterExtension static final TestServer SERVER = TestServer.create();

  private static final String INCOMPLETE =
      """
      SELECT COUNT(*) FROM trader t
      WHERE NOT EXISTS (SELECT 1 FROM trader_revision r WHERE r.trader = t.id)
         OR NOT EXISTS (SELECT 1 FROM trader_section s WHERE s.trader = t.id)
         OR NOT EXISTS (SELECT 1 FROM standing s WHERE s.trader = t.id)
         OR NOT EXISTS (SELECT 1 FROM public_info p WHERE p.trader = t.id)
         OR NOT EXISTS (SELECT 1 FROM lookup_token k WHERE k.trader = t.id)
      """;

  @Test
  void recordsBeforeOptionsAreRefused() {
    var client = open("shop");
    client.send(record("before-options"));

    // Which marketplace is meant is not known yet.
    assertRefused(client, "INVALID_FIELD", "options.parent");
    assertThat(stored("before-options")).isFalse();
  }

  @Test
  void optionsAreTakenOnceWhateverMarketplaceTheyName() throws InterruptedException {
    var _ = SERVER.marketplace("other");
    for (var second : List.of("marketplaces/shop", "marketplaces/other")) {
      var client = open("shop");
      client.send(Requests.options("marketplaces/shop"));
      var id = "twice-" + second.length() + second.hashCode();
      assertThat(client.ask(record(id)).getOutcome())
          .isEqualTo(ImportOutcome.IMPORT_OUTCOME_CREATED);
      client.send(Requests.options(second));

      assertRefused(client, "INVALID_FIELD", "options");
      assertThat(stored(id)).isTrue();
    }
  }

  @Test
  void aMessageThatIsNeitherOptionsNorRecordIsRefused() {
    var client = open("shop");
    client.send(ImportTradersRequest.getDefaultInstance());

    assertRefused(client, "INVALID_FIELD", "message");
  }

  @Test
  void optionsOfAnotherMarketplaceAreNotFound() {
    var _ = SERVER.marketplace("other");
    var client = open("shop");
    client.send(Requests.options("marketplaces/other"));
    client.send(record("intruder"));

    assertThat(
            Answers.refused(
                    () -> {
                      throw client.refusal();
                    })
                .reason())
        .isEqualTo("RESOURCE_NOT_FOUND");
  }

  @Test
  void aStreamWithoutAMessageEndsWithoutOne() {
    var client = open("shop");
    client.requests().onCompleted();

    assertThat(client.end().getCode()).isEqualTo(Status.Code.OK);
  }

  @Test
  void oneBadRecordKeepsNoGoodOneOut() throws InterruptedException {
    var client = open("shop");
    client.send(Requests.options("marketplaces/shop"));
    var bad = Sellers.complete("bad").toBuilder();
    bad.getIdentityBuilder().getNamesBuilder(0).setFull("x".repeat(301));
    var unknown =
        Sellers.complete("unknown").toBuilder().setUnknownFields(Mutations.unknown()).build();

    assertThat(client.ask(record("good-1")).getOutcome())
        .isEqualTo(ImportOutcome.IMPORT_OUTCOME_CREATED);
    for (var refused : List.of(bad.build(), unknown, Trader.getDefaultInstance())) {
      var answer = client.ask(Requests.record(refused).build());
      assertThat(answer.getOutcome()).isEqualTo(ImportOutcome.IMPORT_OUTCOME_REFUSED);
      assertThat(answer.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT.value());
      assertThat(answer.getStatus().toString()).doesNotContain("xxxx");
    }
    assertThat(client.ask(record("good-2")).getOutcome())
        .isEqualTo(ImportOutcome.IMPORT_OUTCOME_CREATED);
    client.requests().onCompleted();
    assertThat(client.end().isOk()).isTrue();
    assertThat(stored("bad")).isFalse();
  }

  @Test
  void aRecordOfMoreStorefrontsThanOneTransactionTakesIsRefused() throws InterruptedException {
    var client = open("shop");
    client.send(Requests.options("marketplaces/shop"));
    var record = Requests.record(Sellers.complete("many-stores"));
    for (int i = 0; i < 1_000; i++) {
      record.getRecordBuilder().addStorefrontsBuilder().setStorefrontId("many-" + i);
    }

    assertThat(client.ask(record.build()).getOutcome())
        .isEqualTo(ImportOutcome.IMPORT_OUTCOME_REFUSED);
    assertThat(stored("many-stores")).isFalse();
    client.requests().onCompleted();
  }

  @Test
  void aRecordThatIsTooLargeEndsTheStreamBehindCompleteOnes()
      throws InterruptedException, SQLException {
    var client = open("shop");
    client.send(Requests.options("marketplaces/shop"));
    var _ = client.ask(record("before-large"));
    var large = Sellers.complete("large").toBuilder();
    large.getSignalsBuilder().addSignals(signal("x".repeat(6_000_000)));
    client.send(Requests.record(large.build()).build());

    assertThat(client.end().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(stored("before-large")).isTrue();
    assertThat(stored("large")).isFalse();
    assertComplete();
  }

  @Test
  void aCancelledStreamLeavesCompleteRecords() throws InterruptedException, SQLException {
    for (int i = 0; i < 5; i++) {
      var client = open("shop");
      client.send(Requests.options("marketplaces/shop"));
      var _ = client.ask(record("cut-" + i + "-0"));
      client.send(record("cut-" + i + "-1"));
      client.send(record("cut-" + i + "-2"));
      client.requests().cancel("synthetic", null);
      assertThat(client.end().getCode()).isEqualTo(Status.Code.CANCELLED);
      assertThat(stored("cut-" + i + "-0")).isTrue();
      assertComplete();
    }
  }

  @Test
  void aClientThatReadsNoAnswersIsNotReadFromEither() throws InterruptedException {
    var client = open("shop");
    client.send(Requests.options("marketplaces/shop"));
    var bad = Sellers.complete("never-read").toBuilder();
    for (int i = 0; i < 20; i++) {
      bad.getIdentityBuilder().addPhonesBuilder().setNumber("1");
    }
    int most = 50_000;
    int sent = client.sendWhileReady(Requests.record(bad.build()).build(), most);

    assertThat(sent).isLessThan(most);
    // The others are served meanwhile.
    assertThat(stored("never-read")).isFalse();
    client.requests().onCompleted();
    client.requests().request(sent);
    for (int i = 0; i < sent; i++) {
      assertThat(client.answer().getOutcome()).isEqualTo(ImportOutcome.IMPORT_OUTCOME_REFUSED);
    }
    assertThat(client.end().isOk()).isTrue();
  }

  @Test
  void anExportThatIsNotReadWaitsAndGoesOn() throws Exception {
    var shop = new Shop(SERVER.marketplace("large"), "large");
    int count = 30;
    for (int i = 0; i < count; i++) {
      var trader = Sellers.complete("large-" + i).toBuilder();
      for (int number = 0; number < 200; number++) {
        trader.getSignalsBuilder().addSignals(signal((i + "-" + number + "-").repeat(30)));
      }
      var _ = shop.create(trader.build());
    }
    var export = new Export();
    var cut = Context.current().withCancellation();
    cut.run(() ->
        TraderServiceGrpc.newStub(SERVER.marketplace("large"))
            .exportTraders(
                ExportTradersRequest.newBuilder().setParent(shop.parent()).build(), export));
    assertThat(export.take().getTrader().getExternalId()).isEqualTo("large-0");

    // The others are served meanwhile.
    assertThat(shop.create(Sellers.complete("late")).getName()).isNotEmpty();
    for (int i = 1; i < count; i++) {
      assertThat(export.take().getTrader().getExternalId()).isEqualTo("large-" + i);
    }
    cut.cancel(null);
    assertThat(export.end.get(30, TimeUnit.SECONDS).getCode()).isEqualTo(Status.Code.CANCELLED);
  }

  /** Takes one trader after the other when asked to. */
  private static final class Export
      implements ClientResponseObserver<ExportTradersRequest, ExportTradersResponse> {
    private final LinkedBlockingQueue<ExportTradersResponse> taken = new LinkedBlockingQueue<>();
    private final CompletableFuture<Status> end = new CompletableFuture<>();
    private final CompletableFuture<ClientCallStreamObserver<ExportTradersRequest>> call =
        new CompletableFuture<>();

    ExportTradersResponse take() throws InterruptedException {
      call.join().request(1);
      var next = taken.poll(30, TimeUnit.SECONDS);
      assertThat(next).as("ended with %s", end).isNotNull();
      return next;
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<ExportTradersRequest> stream) {
      stream.disableAutoRequestWithInitial(0);
      call.complete(stream);
    }

    @Override
    public void onNext(ExportTradersResponse trader) {
      taken.add(trader);
    }

    @Override
    public void onError(Throwable failure) {
      end.complete(Status.fromThrowable(failure));
    }

    @Override
    public void onCompleted() {
      end.complete(Status.OK);
    }
  }

  private static ImportClient open(String marketplace) {
    return ImportClient.open(SERVER.marketplace(marketplace));
  }

  private static ImportTradersRequest record(String externalId) {
    return Requests.record(Sellers.complete(externalId)).build();
  }

  private static Signal signal(String value) {
    return Signal.newBuilder().setKind("device").setValue(value).build();
  }

  private static boolean stored(String externalId) {
    var shop = new Shop(SERVER.marketplace("shop"), "shop");
    return shop.traders
            .lookupTraders(Requests.lookup(shop.parent(), it -> it.setExternalId(externalId)))
            .getResults(0)
            .getMatchesCount()
        == 1;
  }

  private static void assertComplete() throws SQLException {
    try (var tables = new TableState(SERVER.database())) {
      assertThat(tables.count(INCOMPLETE)).isZero();
    }
  }

  private static void assertRefused(ImportClient client, String reason, String field) {
    var refused =
        Answers.refused(() -> {
          throw client.refusal();
        });
    assertThat(refused.reason()).isEqualTo(reason);
    assertThat(refused.fields()).containsExactly(field);
  }
}
