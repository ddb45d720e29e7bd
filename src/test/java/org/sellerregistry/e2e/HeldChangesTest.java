package org.sellerregistry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.FieldMask;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sellerregistry.access.RawCall;
import org.sellerregistry.server.TestServer;
import org.sellerregistry.trader.Sections;
import org.sellerregistry.v1.CheckMethod;
import org.sellerregistry.v1.CheckResult;
import org.sellerregistry.v1.ItemKind;
import org.sellerregistry.v1.Name;
import org.sellerregistry.v1.NameKind;
import org.sellerregistry.v1.PublicAvailability;
import org.sellerregistry.v1.StandingState;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.UpdateTraderRequest;

/** A trader that uses the time in which a change is verified to stay for ever. */
class HeldChangesTest {
  @RegisterExtension static final TestServer SERVER = TestServer.create();

  @Test
  void changingToAndFroDoesNotWinTime() {
    var shop = shop();
    var name = eligible(shop, "oscillating").getName();
    for (int day = 0; day < 9; day++) {
      var number = "+33 1 42 68 53 0" + (1 + day % 2);
      update(shop, name, it -> it.getIdentityBuilder().getPhonesBuilder(0).setNumber(number));
      SERVER.clock().advance(Duration.ofDays(1));
    }
    assertThat(state(shop, name)).isEqualTo(StandingState.STANDING_STATE_ELIGIBLE);

    // Back to the very value that was verified once: it has to pass again.
    update(
        shop,
        name,
        it -> it.getIdentityBuilder().getPhonesBuilder(0).setNumber("+33 1 42 68 53 00"));
    SERVER.clock().advance(Duration.ofDays(1).plusSeconds(1));

    assertHidden(shop, name);
  }

  @Test
  void aTradingNameTurnedIntoTheLegalOneBeginsNoSecondHold() {
    var shop = shop();
    var name = withTradingName(shop, "second-hold").getName();
    update(shop, name, it -> it.getIdentityBuilder().getNamesBuilder(0).setFull("Autre Société"));
    SERVER.clock().advance(Duration.ofDays(9));

    update(
        shop,
        name,
        it ->
            it.getIdentityBuilder()
                .getNamesBuilder(1)
                .setKind(NameKind.NAME_KIND_LEGAL)
                .setFull("Troisième Société"));
    update(shop, name, it -> it.getIdentityBuilder().removeNames(0));
    SERVER.clock().advance(Duration.ofDays(2));

    assertHidden(shop, name);
  }

  @Test
  void aDeadlineThatNobodyNoticedIsNotSkippedByALateCheck() {
    var shop = shop();
    var name = eligible(shop, "unnoticed").getName();
    update(shop, name, it -> it.getIdentityBuilder().getPhonesBuilder(0).setNumber("+33142685301"));
    SERVER.clock().advance(Duration.ofDays(5));
    update(shop, name, it -> it.getIdentityBuilder().getEmailsBuilder(0).setAddress("c@s.example"));
    var trader = shop.get(name);
    SERVER.clock().advance(Duration.ofDays(6));

    // The telephone's time was over yesterday, and eligibility does not begin with a held address.
    shop.check(trader, shop.item(trader, ItemKind.ITEM_KIND_PHONE));
    assertHidden(shop, name);
    shop.check(trader, shop.item(trader, ItemKind.ITEM_KIND_EMAIL));
    assertThat(state(shop, name)).isEqualTo(StandingState.STANDING_STATE_ELIGIBLE);
  }

  @Test
  void importingTheChangesDoesNotWinTime() {
    var shop = shop();
    var name = eligible(shop, "importing").getName();
    for (int day = 0; day < 10; day++) {
      var changed = Sellers.complete("importing").toBuilder();
      changed.getIdentityBuilder().getNamesBuilder(0).setFull("Société du jour " + day);
      importOne(changed.build());
      SERVER.clock().advance(Duration.ofDays(1).plusSeconds(1));
    }

    assertHidden(shop, name);
  }

  @Test
  void leavingAndJoiningAnOfferingEndsTheHold() {
    var shop = shop();
    var name = eligible(shop, "leaving").getName();
    update(shop, name, it -> it.getIdentityBuilder().getPhonesBuilder(0).setNumber("+33142685301"));
    assertThat(state(shop, name)).isEqualTo(StandingState.STANDING_STATE_ELIGIBLE);

    mask(shop, shop.get(name).toBuilder().clearOfferings().build(), "offerings");
    assertThat(shop.shown(name).getAvailability())
        .isEqualTo(PublicAvailability.PUBLIC_AVAILABILITY_NOT_OFFERED);
    mask(shop, shop.get(name).toBuilder().addOfferings("eu").build(), "offerings");

    assertHidden(shop, name);
  }

  @Test
  void anotherCountryOrTypeNeitherEndsNorRenewsAHold() {
    var shop = shop();
    var name = eligible(shop, "moving").getName();
    update(shop, name, it -> it.getIdentityBuilder().getEmailsBuilder(0).setAddress("b@s.example"));
    SERVER.clock().advance(Duration.ofDays(9));

    mask(shop, shop.get(name).toBuilder().setRegionCode("BE").build(), "region_code");
    mask(shop, shop.get(name).toBuilder().setTypeValue(1).build(), "type");
    assertThat(state(shop, name)).isEqualTo(StandingState.STANDING_STATE_ELIGIBLE);
    SERVER.clock().advance(Duration.ofDays(2));

    assertHidden(shop, name);
  }

  @Test
  void takingAwayAndBringingBackIsNoChangeOfAVerifiedValue() {
    var shop = shop();
    var trader = eligible(shop, "away-and-back");
    var phone = trader.getIdentity().getPhones(0).toBuilder().clearMeta().build();
    update(shop, trader.getName(), it -> it.getIdentityBuilder().clearPhones());
    assertHidden(shop, trader.getName());

    update(shop, trader.getName(), it -> it.getIdentityBuilder().addPhones(phone));

    assertHidden(shop, trader.getName());
  }

  @Test
  void aWholeSectionTakenAwayHidesTheTrader() {
    var shop = shop();
    var trader = eligible(shop, "emptied");
    mask(shop, trader.toBuilder().clearRegistration().build(), "registration");

    assertHidden(shop, trader.getName());
  }

  @Test
  void aTradingNameFoundWrongIsNotShownWhileTheLegalOneIsHeld() {
    var shop = shop();
    var trader = withTradingName(shop, "wrong-trading-name");
    assertThat(names(shop, trader)).hasSize(2);
    update(
        shop,
        trader.getName(),
        it -> it.getIdentityBuilder().getNamesBuilder(0).setFull("Autre Société"));
    assertThat(names(shop, trader)).contains("Société Synthétique wrong-trading-name");

    shop.record(
        trader,
        Sections.items(trader).get(1),
        CheckMethod.CHECK_METHOD_MANUAL,
        CheckResult.CHECK_RESULT_FAILED);

    assertThat(names(shop, trader)).containsExactly("Société Synthétique wrong-trading-name");
  }

  private static List<String> names(Shop shop, Trader trader) {
    return shop.shown(trader.getName()).getNamesList().stream().map(Name::getFull).toList();
  }

  private static Shop shop() {
    return new Shop(SERVER.marketplace("shop", "reviewer@shop.example"), "shop");
  }

  private static Trader eligible(Shop shop, String externalId) {
    return shop.checkAll(shop.create(Sellers.complete(externalId)));
  }

  private static Trader withTradingName(Shop shop, String externalId) {
    var wanted = Sellers.complete(externalId).toBuilder();
    wanted
        .getIdentityBuilder()
        .addNamesBuilder()
        .setKind(NameKind.NAME_KIND_TRADING)
        .setFull("Boutique " + externalId);
    var trader = shop.checkAll(shop.create(wanted.build()));
    assertThat(shop.item(trader, ItemKind.ITEM_KIND_NAME).content())
        .isEqualTo(trader.getIdentity().getNames(0));
    return trader;
  }

  private static void update(Shop shop, String name, Consumer<Trader.Builder> change) {
    var wanted = shop.get(name).toBuilder();
    change.accept(wanted);
    mask(shop, wanted.build(), "identity");
  }

  private static void mask(Shop shop, Trader wanted, String path) {
    var _ =
        shop.traders.updateTrader(
            UpdateTraderRequest.newBuilder()
                .setTrader(wanted)
                .setUpdateMask(FieldMask.newBuilder().addPaths(path))
                .build());
  }

  private static void importOne(Trader trader) {
    assertThat(
            Requests.isStored(
                RawCall.send(
                    SERVER.marketplace("shop"),
                    "sellerregistry.v1.TraderService/ImportTraders",
                    Requests.options("marketplaces/shop").toByteArray(),
                    Requests.record(trader).build().toByteArray())))
        .isTrue();
  }

  private static StandingState state(Shop shop, String name) {
    return shop.get(name).getStandings(0).getState();
  }

  private static void assertHidden(Shop shop, String name) {
    assertThat(state(shop, name)).isEqualTo(StandingState.STANDING_STATE_PENDING);
    var shown = shop.shown(name);
    assertThat(shown.getAvailability()).isEqualTo(PublicAvailability.PUBLIC_AVAILABILITY_PENDING);
    assertThat(shown.getNamesCount() + shown.getPhonesCount() + shown.getEmailsCount()).isZero();
  }
}
