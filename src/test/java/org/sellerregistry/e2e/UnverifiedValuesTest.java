package org.sellerregistry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.FieldMask;
import com.google.protobuf.Timestamp;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sellerregistry.access.Answers;
import org.sellerregistry.server.TestServer;
import org.sellerregistry.trader.Item;
import org.sellerregistry.trader.Sections;
import org.sellerregistry.trader.Times;
import org.sellerregistry.v1.CheckMethod;
import org.sellerregistry.v1.CheckResult;
import org.sellerregistry.v1.EndContractRequest;
import org.sellerregistry.v1.GetPublicTraderInfoRequest;
import org.sellerregistry.v1.ItemKind;
import org.sellerregistry.v1.NameKind;
import org.sellerregistry.v1.Phone;
import org.sellerregistry.v1.PublicAvailability;
import org.sellerregistry.v1.StandingState;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.UpdateTraderRequest;

/** A trader that wants a value shown to buyers which nobody has verified. */
class UnverifiedValuesTest {
  @RegisterExtension static final TestServer SERVER = TestServer.create();

  private static final String FIRST = "+33 1 42 68 53 00";
  private static final String SECOND = "+33 1 42 68 53 11";

  @Test
  void aVerifiedTradingNameIsNoVerifiedLegalName() {
    var shop = shop();
    var wanted = Sellers.complete("kind-changed").toBuilder();
    wanted
        .getIdentityBuilder()
        .addNamesBuilder()
        .setKind(NameKind.NAME_KIND_TRADING)
        .setFull("Boutique");
    var trader = shop.checkAll(shop.create(wanted.build()));

    update(
        shop,
        trader.getName(),
        it ->
            it.getIdentityBuilder()
                .removeNames(0)
                .getNamesBuilder(0)
                .setKind(NameKind.NAME_KIND_LEGAL));

    assertThat(shop.shown(trader.getName()).getNamesList())
        .noneMatch(name ->
            name.getKind() == NameKind.NAME_KIND_LEGAL && name.getFull().equals("Boutique"));
  }

  @Test
  void idsSwappedBetweenItemsCarryNoVerification() {
    var shop = shop();
    var trader = withTwoPhones(shop, "swapped");
    update(
        shop,
        trader.getName(),
        it -> {
          var phones = it.getIdentityBuilder();
          var meta = phones.getPhones(0).getMeta();
          phones.getPhonesBuilder(0).setMeta(phones.getPhones(1).getMeta());
          phones.getPhonesBuilder(1).setMeta(meta).setNumber("+33 1 42 68 53 99");
        });

    // Held: what was verified stays for the time being, nothing else is shown.
    assertThat(phones(shop, trader)).containsExactly(FIRST, SECOND);
    var swapped = shop.get(trader.getName());
    shop.check(swapped, item(swapped, 0));
    assertThat(phones(shop, trader)).containsExactly(FIRST);
  }

  @Test
  void aVerifiedIdOnNewContentAndAnUnverifiedItemBesideItAreNotShown() {
    var shop = shop();
    var trader = withTwoPhones(shop, "moved-id");
    update(
        shop,
        trader.getName(),
        it -> {
          it.getIdentityBuilder().getPhonesBuilder(0).setNumber("+33 1 42 68 53 98");
          it.getIdentityBuilder().addPhonesBuilder().setNumber("+33 1 42 68 53 97");
        });

    assertThat(phones(shop, trader)).containsExactly(SECOND);
  }

  @Test
  void anotherOrderChangesNothing() {
    var shop = shop();
    var trader = withTwoPhones(shop, "reordered");
    update(
        shop,
        trader.getName(),
        it -> {
          var first = it.getIdentity().getPhones(0);
          it.getIdentityBuilder().removePhones(0).addPhones(first);
        });

    assertThat(phones(shop, trader)).containsExactly(SECOND, FIRST);
    assertThat(state(shop, trader)).isEqualTo(StandingState.STANDING_STATE_ELIGIBLE);
  }

  @Test
  void aCheckOfAFormerRevisionIsRefused() {
    var shop = shop();
    var trader = shop.create(Sellers.complete("stale"));
    var stale = item(trader, 0);
    update(
        shop,
        trader.getName(),
        it -> it.getIdentityBuilder().getPhonesBuilder(0).setNumber(SECOND));

    var refused =
        Answers.refused(() ->
            shop.record(
                trader,
                stale,
                CheckMethod.CHECK_METHOD_POSSESSION,
                CheckResult.CHECK_RESULT_PASSED));

    assertThat(refused.reason()).isEqualTo("ITEM_CHANGED");
  }

  @Test
  void aCheckThatMeetsAChangeNeverVerifiesTheNewContent() {
    var shop = shop();
    var name = shop.checkAll(shop.create(Sellers.complete("race"))).getName();
    for (int round = 0; round < 10; round++) {
      var before = shop.get(name);
      var number = "+33 1 42 68 54 0" + round;
      var change =
          CompletableFuture.runAsync(() ->
              update(
                  shop, name, it -> it.getIdentityBuilder().getPhonesBuilder(0).setNumber(number)));
      var check =
          CompletableFuture.runAsync(() -> {
            try {
              shop.check(before, item(before, 0));
            } catch (StatusRuntimeException e) {
              assertThat(
                      Answers.refused(
                              () -> {
                                throw e;
                              })
                          .reason())
                  .isEqualTo("ITEM_CHANGED");
            }
          });
      CompletableFuture.allOf(change, check).join();
      assertThat(phones(shop, before)).doesNotContain(number);
    }
  }

  @Test
  void aCertificationOfTheFutureCountsForNothing() {
    var shop = shop();
    var wanted = Sellers.complete("future").toBuilder();
    wanted
        .getCertificationBuilder()
        .getSelfCertificationsBuilder(0)
        .setCertifyTime(Timestamp.newBuilder().setSeconds(200_000_000_000L));
    var trader = shop.checkAll(shop.create(wanted.build()));

    assertThat(state(shop, trader)).isEqualTo(StandingState.STANDING_STATE_PENDING);
  }

  @Test
  void anEndedContractStaysClosed() {
    var shop = shop();
    var trader = shop.checkAll(shop.create(Sellers.complete("ended")));
    var _ =
        shop.traders.endContract(EndContractRequest.newBuilder().setName(trader.getName()).build());

    for (var reason :
        List.of(
            Answers.refused(() -> update(shop, trader.getName(), it -> it.setRegionCode("BE"))),
            Answers.refused(() -> shop.check(trader, item(trader, 0))))) {
      assertThat(reason.reason()).isEqualTo("CONTRACT_ENDED");
    }
    assertThat(shop.shown(trader.getName()).getAvailability())
        .isEqualTo(PublicAvailability.PUBLIC_AVAILABILITY_CLOSED);
  }

  @Test
  void thePastIsNotRewritten() {
    var shop = shop();
    var trader = withTwoPhones(shop, "past");
    var then = Times.timestamp(SERVER.clock().instant().plusSeconds(1));
    SERVER.clock().advance(java.time.Duration.ofMinutes(1));
    update(shop, trader.getName(), it -> it.getIdentityBuilder().clearPhones().clearNames());

    var shown =
        shop.traders.getPublicTraderInfo(
            GetPublicTraderInfoRequest.newBuilder()
                .setName(trader.getName())
                .setOffering("eu")
                .setAsOf(then)
                .build());
    assertThat(shown.getPhonesList()).extracting(Phone::getNumber).containsExactly(FIRST, SECOND);
    var tomorrow = Times.timestamp(SERVER.clock().instant().plusSeconds(86_400));
    assertThat(
            Answers.refused(
                    () -> {
                      var _ =
                          shop.traders.getPublicTraderInfo(
                              GetPublicTraderInfoRequest.newBuilder()
                                  .setName(trader.getName())
                                  .setOffering("eu")
                                  .setAsOf(tomorrow)
                                  .build());
                    })
                .fields())
        .containsExactly("as_of");
  }

  private static Shop shop() {
    return new Shop(SERVER.marketplace("shop", "reviewer@shop.example"), "shop");
  }

  private static Trader withTwoPhones(Shop shop, String externalId) {
    var wanted = Sellers.complete(externalId).toBuilder();
    wanted.getIdentityBuilder().addPhonesBuilder().setNumber(SECOND);
    return shop.checkAll(shop.create(wanted.build()));
  }

  private static Item item(Trader trader, int index) {
    return Sections.items(trader).stream()
        .filter(it -> it.kind() == ItemKind.ITEM_KIND_PHONE)
        .skip(index)
        .findFirst()
        .orElseThrow();
  }

  private static List<String> phones(Shop shop, Trader trader) {
    return shop.shown(trader.getName()).getPhonesList().stream().map(Phone::getNumber).toList();
  }

  private static StandingState state(Shop shop, Trader trader) {
    return shop.get(trader.getName()).getStandings(0).getState();
  }

  private static void update(Shop shop, String name, Consumer<Trader.Builder> change) {
    var wanted = shop.get(name).toBuilder();
    change.accept(wanted);
    var _ =
        shop.traders.updateTrader(
            UpdateTraderRequest.newBuilder()
                .setTrader(wanted)
                .setUpdateMask(FieldMask.newBuilder().addPaths("identity").addPaths("region_code"))
                .build());
  }
}
