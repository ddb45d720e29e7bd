package org.sellerregistry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sellerregistry.access.Answers;
import org.sellerregistry.server.TestServer;
import org.sellerregistry.v1.CreateTraderRequest;
import org.sellerregistry.v1.UpdateTraderRequest;

/** A client that uses one request id for several things. */
class ReusedRequestIdTest {
  @RegisterExtension static final TestServer SERVER = TestServer.create();

  private static Shop own;

  @BeforeAll
  static void open() {
    own = new Shop(SERVER.marketplace("own", "one@own.example"), "own");
  }

  @Test
  void ofOneRequestIdWithDifferentBodiesAtOnceOneIsServed() {
    var id = UUID.randomUUID().toString();
    var calls = new ArrayList<CompletableFuture<String>>();
    for (int i = 0; i < 8; i++) {
      var request =
          CreateTraderRequest.newBuilder()
              .setParent("marketplaces/own")
              .setTrader(Sellers.complete("body-" + i))
              .setRequestId(id)
              .build();
      calls.add(
          CompletableFuture.supplyAsync(() ->
              Answers.outcome(() -> {
                var _ = own.traders.createTrader(request);
              })));
    }
    var outcomes = calls.stream().map(CompletableFuture::join).toList();

    assertThat(outcomes).filteredOn("OK"::equals).hasSize(1);
    assertThat(outcomes).filteredOn("INVALID_ARGUMENT REQUEST_ID_REUSED"::equals).hasSize(7);
  }

  @Test
  void aRequestIdOfACreationIsNoneOfAnUpdate() {
    var id = UUID.randomUUID().toString();
    var trader =
        own.traders.createTrader(
            CreateTraderRequest.newBuilder()
                .setParent("marketplaces/own")
                .setTrader(Sellers.complete("twice"))
                .setRequestId(id)
                .build());

    assertThat(
            Answers.refused(
                    () -> {
                      var _ =
                          own.traders.updateTrader(
                              UpdateTraderRequest.newBuilder()
                                  .setTrader(trader.toBuilder().setRegionCode("BE"))
                                  .setRequestId(id)
                                  .build());
                    })
                .reason())
        .isEqualTo("REQUEST_ID_REUSED");
    assertThat(own.get(trader.getName()).getRegionCode()).isEqualTo("FR");
  }
}
