package org.sellerregistry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sellerregistry.access.Answers;
import org.sellerregistry.server.TestServer;
import org.sellerregistry.v1.BatchGetTradersRequest;
import org.sellerregistry.v1.ListTradersRequest;
import org.sellerregistry.v1.LookupQuery;
import org.sellerregistry.v1.LookupTradersRequest;
import org.sellerregistry.v1.PartyRole;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.TraderView;
import org.sellerregistry.v1.TypedIdentifier;

/** Many of the largest records asked for at once neither fill the server nor break the client. */
class LargeRepliesTest {
  @RegisterExtension static final TestServer SERVER = TestServer.create();

  private static final String NAME = "Société Volumineuse";
  private static final List<String> TRADERS = new ArrayList<>();

  private static Shop shop;

  @BeforeAll
  static void fill() {
    shop = new Shop(SERVER.marketplace("shop"), "shop");
    for (int i = 0; i < 8; i++) {
      TRADERS.add(shop.create(large("large-" + i)).getName());
    }
  }

  @Test
  void aListIsCutIntoPagesThatAClientTakes() {
    var request =
        ListTradersRequest.newBuilder()
            .setParent(shop.parent())
            .setPageSize(1000)
            .setView(TraderView.TRADER_VIEW_FULL);
    var found = new ArrayList<String>();
    int pages = 0;
    do {
      var page = shop.traders.listTraders(request.build());
      assertThat(page.getTradersCount()).isPositive();
      page.getTradersList().forEach(trader -> found.add(trader.getName()));
      request.setPageToken(page.getNextPageToken());
      pages++;
    } while (!request.getPageToken().isEmpty());

    assertThat(found).isEqualTo(TRADERS);
    assertThat(pages).isGreaterThan(1);
  }

  @Test
  void tradersThatDoNotFitTogetherAreRefusedAndServedInASmallerView() {
    for (var names : List.of(TRADERS, Collections.nCopies(100, TRADERS.getFirst()))) {
      var request = BatchGetTradersRequest.newBuilder().setParent(shop.parent()).addAllNames(names);

      assertThat(
              Answers.outcome(() -> {
                var _ =
                    shop.traders.batchGetTraders(
                        request.setView(TraderView.TRADER_VIEW_FULL).build());
              }))
          .isEqualTo("RESOURCE_EXHAUSTED MESSAGE_TOO_LARGE");
      assertThat(
              shop.traders
                  .batchGetTraders(request.setView(TraderView.TRADER_VIEW_BASIC).build())
                  .getTradersCount())
          .isEqualTo(names.size());
    }
  }

  @Test
  void lookupsThatFindTooMuchAreRefusedAndServedInASmallerView() {
    var byName = LookupQuery.newBuilder().setTraderName(NAME).build();
    var oneByOne = LookupQuery.newBuilder().setExternalId("large-0").build();
    for (var queries : List.of(List.of(byName), Collections.nCopies(50, oneByOne))) {
      var request =
          LookupTradersRequest.newBuilder().setParent(shop.parent()).addAllQueries(queries);

      assertThat(
              Answers.outcome(() -> {
                var _ =
                    shop.traders.lookupTraders(
                        request.setView(TraderView.TRADER_VIEW_FULL).build());
              }))
          .isEqualTo("RESOURCE_EXHAUSTED MESSAGE_TOO_LARGE");
      assertThat(shop.traders.lookupTraders(request.clearView().build()).getResultsList())
          .hasSize(queries.size())
          .allMatch(result -> result.getMatchesCount() > 0);
    }
  }

  /** Within every limit of the contract. */
  private static Trader large(String externalId) {
    var trader = Sellers.complete(externalId).toBuilder();
    trader.getIdentityBuilder().getNamesBuilder(0).setFull(NAME);
    var wide = "\ud835\udc00";
    for (int i = 0; i < 50; i++) {
      var party =
          trader
              .getPartiesBuilder()
              .addPartiesBuilder()
              .setRole(PartyRole.PARTY_ROLE_BENEFICIAL_OWNER)
              .setFullName(wide.repeat(300))
              .setAddress(wide.repeat(600));
      for (int number = 0; number < 10; number++) {
        party.addIdentifiers(
            TypedIdentifier.newBuilder()
                .setScheme("register")
                .setIssuer(wide.repeat(120))
                .setValue(wide.repeat(120)));
      }
    }
    return trader.build();
  }
}
