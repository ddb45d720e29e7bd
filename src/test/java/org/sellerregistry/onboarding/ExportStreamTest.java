package org.sellerregistry.onboarding;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sellerregistry.rpc.ResourceNames;
import org.sellerregistry.storage.TestDatabase;
import org.sellerregistry.v1.ExportTradersRequest;
import org.sellerregistry.v1.ExportTradersResponse;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.TraderServiceGrpc.TraderServiceImplBase;

class ExportStreamTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private final Registry registry = new Registry(DATABASE);

  @Test
  void allTradersComeInTheOrderOfTheirCreationWithTheirStorefronts() {
    var traders = new ArrayList<Trader>();
    for (int i = 0; i < 60; i++) {
      traders.add(registry.create(Samples.sound(i)));
    }
    registry.assign(traders.get(3), "export-1");
    registry.storefronts.release(registry.scope(), "export-1");
    registry.assign(traders.get(3), "export-2");
    registry.create(registry.marketplace(), Samples.sound(0));
    try (var server = new StreamServer(registry)) {
      var all = export(server, "");
      assertThat(all.isCompleted()).isTrue();
      assertThat(all.answers.stream().map(ExportTradersResponse::getTrader))
          .containsExactlyElementsOf(traders);
      assertThat(all.answers.get(3).getStorefrontsList()).hasSize(2);

      var token = all.answers.get(41).getPageToken();
      assertThat(export(server, token).answers.stream().map(ExportTradersResponse::getTrader))
          .containsExactlyElementsOf(traders.subList(42, 60));
      assertThat(export(server, all.answers.getLast().getPageToken()).answers).isEmpty();
      assertThat(Status.fromThrowable(export(server, token + "A").failure()).getCode())
          .isEqualTo(Status.Code.INVALID_ARGUMENT);
    }
  }

  @Test
  void theServerReadsNoFurtherThanTheClientTakes() {
    var endless = new Endless();
    try (var server = new StreamServer(registry, endless)) {
      var client = new SlowClient<ExportTradersRequest, ExportTradersResponse>();
      server.client().exportTraders(request(""), client);
      assertThat(endless.pages.get()).isLessThanOrEqualTo(1);
      for (int taken = 1; taken <= 175; taken++) {
        client.take(1);
        assertThat(client.answers).hasSize(taken);
        assertThat(endless.pages.get()).isLessThanOrEqualTo(1 + taken / 10);
      }
      client.call().cancel("enough", null);
      assertThat(endless.pages.get()).isEqualTo(18);
    }
  }

  private SlowClient<ExportTradersRequest, ExportTradersResponse> export(
      StreamServer server, String token) {
    var client = new SlowClient<ExportTradersRequest, ExportTradersResponse>();
    server.client().exportTraders(request(token), client);
    client.take(1000);
    return client;
  }

  private ExportTradersRequest request(String token) {
    return ExportTradersRequest.newBuilder()
        .setParent(ResourceNames.marketplace(registry.tenant.marketplaceId()))
        .setPageToken(token)
        .build();
  }

  /** Exports traders without end, and counts the pages that were read. */
  private static final class Endless extends TraderServiceImplBase {
    private final AtomicInteger pages = new AtomicInteger();

    @Override
    public void exportTraders(
        ExportTradersRequest request, StreamObserver<ExportTradersResponse> replies) {
      new ExportStream(
              (behind, limit) ->
                  IntStream.range(0, limit).mapToObj(i -> new UUID(pages.get(), i)).toList(),
              this::load,
              UUID::toString,
              Optional.empty(),
              (ServerCallStreamObserver<ExportTradersResponse>) replies)
          .start();
    }

    private List<ExportTradersResponse> load(List<UUID> ids) {
      pages.incrementAndGet();
      return ids.stream()
          .map(id -> Trader.newBuilder().setName(ResourceNames.trader("test", id)).build())
          .map(trader -> ExportTradersResponse.newBuilder().setTrader(trader).build())
          .toList();
    }
  }
}
