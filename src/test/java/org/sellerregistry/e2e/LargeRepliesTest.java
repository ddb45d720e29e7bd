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
import org.sellerregistry.v1.BatchGetPublicTraderInfoRequest;
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

  /** A letter of four bytes. */
  private static final String WIDE = "\ud835\udc00";

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

  @Test
  void publicInformationThatDoesNotFitTogetherIsRefused() {
    var reviewed = new Shop(SERVER.marketplace("wordy", "reviewer@wordy.example"), "wordy");
    var wanted = Sellers.complete("wordy").toBuilder();
    var name = wanted.getIdentityBuilder().getNamesBuilder(0).setFull(WIDE.repeat(300)).build();
    var address = wanted.getIdentity().getAddresses(0).toBuilder().setLatin(WIDE.repeat(600));
    for (int i = 1; i < 20; i++) {
      wanted.getIdentityBuilder().addNames(name.toBuilder().setLatin(i + WIDE.repeat(290)));
      wanted.getIdentityBuilder().addAddresses(address.setPostalCode("7500" + i));
    }
    var trader = reviewed.checkAll(reviewed.create(wanted.build()));
    var request =
        BatchGetPublicTraderInfoRequest.newBuilder().setParent(reviewed.parent()).setOffering("eu");

    assertThat(reviewed.shown(trader.getName()).getNamesCount()).isEqualTo(20);
    assertThat(
            reviewed
                .traders
                .batchGetPublicTraderInfo(request.addNames(trader.getName()).build())
                .getInfosCount())
        .isEqualTo(1);
    request.addAllNames(Collections.nCopies(99, trader.getName()));
    assertThat(
            Answers.outcome(() -> {
              var _ = reviewed.traders.batchGetPublicTraderInfo(request.build());
            }))
        .isEqualTo("RESOURCE_EXHAUSTED MESSAGE_TOO_LARGE");
  }

  /** Within every limit of the contract. */
  private static Trader large(String externalId) {
    var trader = Sellers.complete(externalId).toBuilder();
    trader.getIdentityBuilder().getNamesBuilder(0).setFull(NAME);
    for (int i = 0; i < 50; i++) {
      var party =
          trader
              .getPartiesBuilder()
              .addPartiesBuilder()
              .setRole(PartyRole.PARTY_ROLE_BENEFICIAL_OWNER)
              .setFullName(WIDE.repeat(300))
              .setAddress(WIDE.repeat(600));
      for (int number = 0; number < 10; number++) {
        party.addIdentifiers(
            TypedIdentifier.newBuilder()
                .setScheme("register")
                .setIssuer(WIDE.repeat(120))
                .setValue(WIDE.repeat(120)));
      }
    }
    return trader.build();
  }
}
