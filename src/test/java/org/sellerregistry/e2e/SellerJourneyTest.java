package org.sellerregistry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.FieldMask;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sellerregistry.server.TestServer;
import org.sellerregistry.trader.Times;
import org.sellerregistry.v1.AssignStorefrontRequest;
import org.sellerregistry.v1.Audience;
import org.sellerregistry.v1.ChangeKind;
import org.sellerregistry.v1.CheckEligibilityRequest;
import org.sellerregistry.v1.CheckMethod;
import org.sellerregistry.v1.CheckResult;
import org.sellerregistry.v1.GetPublicTraderInfoRequest;
import org.sellerregistry.v1.GetTraderRequest;
import org.sellerregistry.v1.ItemKind;
import org.sellerregistry.v1.ListTraderRevisionsRequest;
import org.sellerregistry.v1.PublicAvailability;
import org.sellerregistry.v1.RequirementState;
import org.sellerregistry.v1.StandingState;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.TraderView;
import org.sellerregistry.v1.UpdateTraderRequest;

/** What a seller goes through, from its application to a change of its name. */
class SellerJourneyTest {
  @RegisterExtension static final TestServer SERVER = TestServer.create();

  private static Shop shop() {
    return new Shop(SERVER.marketplace("shop", "reviewer@shop.example"), "shop");
  }

  @Test
  void aSellerWithAWrongRegisterNumberReadsWhatToCorrectAndIsEligibleAfterIt() {
    var shop = shop();
    var wanted = Sellers.complete("wrong-number").toBuilder();
    wanted
        .getRegistrationBuilder()
        .getRegisterEntriesBuilder(0)
        .getIdentifierBuilder()
        .setValue("552 008 444");
    var trader = shop.create(wanted.build());

    var failed =
        shop.requirement(
            trader.getName(), "registration.register_entry", Audience.AUDIENCE_TRADER, "en");
    assertThat(failed.getState()).isEqualTo(RequirementState.REQUIREMENT_STATE_FAILED);
    assertThat(failed.getReasonCode()).isEqualTo("CHECKSUM");
    assertThat(failed.getReason()).contains("check digits");
    assertThat(failed.getNextActions(0).getCode()).isEqualTo("CORRECT_ITEM");
    assertThat(failed.getChecksList()).isEmpty();
    assertThat(
            shop.requirement(
                    trader.getName(),
                    "registration.register_entry",
                    Audience.AUDIENCE_TRADER,
                    "de-AT")
                .getReason())
        .contains("Prüfziffern");

    shop.checkAll(trader);
    assertThat(shop.shown(trader.getName()).getAvailability())
        .isEqualTo(PublicAvailability.PUBLIC_AVAILABILITY_PENDING);
    assertThat(shop.shown(trader.getName()).getNamesList()).isEmpty();

    var corrected = shop.get(trader.getName()).toBuilder();
    corrected
        .getRegistrationBuilder()
        .getRegisterEntriesBuilder(0)
        .getIdentifierBuilder()
        .setValue("552 008 443");
    var updated = update(shop, corrected.build(), "registration", ChangeKind.CHANGE_KIND_CORRECTED);
    assertThat(updated.getStandings(0).getState()).isEqualTo(StandingState.STANDING_STATE_PENDING);
    shop.check(updated, shop.item(updated, ItemKind.ITEM_KIND_REGISTER_ENTRY));

    var eligible = shop.get(trader.getName());
    assertThat(eligible.getStandings(0).getState())
        .isEqualTo(StandingState.STANDING_STATE_ELIGIBLE);
    var shown = shop.shown(trader.getName());
    assertThat(shown.getAvailability()).isEqualTo(PublicAvailability.PUBLIC_AVAILABILITY_AVAILABLE);
    assertThat(shown.getRegisterEntries(0).getIdentifier().getValue()).isEqualTo("552 008 443");
    assertThat(shown.getSelfCertificationsCount()).isEqualTo(1);
  }

  @Test
  void aChangedNameIsHeldUntilItPassesAndEveryDayStaysReadable() {
    var shop = shop();
    var trader = shop.checkAll(shop.create(Sellers.complete("renamed")));
    var storefront = shop.parent() + "/storefronts/renamed-store";
    var _ =
        shop.traders.assignStorefront(
            AssignStorefrontRequest.newBuilder()
                .setName(storefront)
                .setTrader(trader.getName())
                .setUrl("https://shop.example/renamed")
                .build());
    var purchase = SERVER.clock().instant().plusSeconds(60);
    SERVER.clock().advance(Duration.ofHours(1));

    var renamed = trader.toBuilder();
    renamed.getIdentityBuilder().getNamesBuilder(0).setFull("Nouvelle Société Synthétique");
    var updated = update(shop, renamed.build(), "identity.names", ChangeKind.CHANGE_KIND_REPLACED);

    assertThat(updated.getStandings(0).getState()).isEqualTo(StandingState.STANDING_STATE_ELIGIBLE);
    assertThat(
            shop.requirement(trader.getName(), "identity.name", Audience.AUDIENCE_STAFF, "")
                .getState())
        .isEqualTo(RequirementState.REQUIREMENT_STATE_HELD);
    assertThat(shop.shown(storefront).getNames(0).getFull())
        .isEqualTo("Société Synthétique renamed");

    shop.check(updated, shop.item(updated, ItemKind.ITEM_KIND_NAME));
    assertThat(shop.shown(storefront).getNames(0).getFull())
        .isEqualTo("Nouvelle Société Synthétique");

    SERVER.clock().advance(Duration.ofHours(1));
    var then = Times.timestamp(purchase);
    assertThat(
            shop.traders
                .getPublicTraderInfo(
                    GetPublicTraderInfoRequest.newBuilder()
                        .setName(storefront)
                        .setOffering("eu")
                        .setAsOf(then)
                        .build())
                .getNames(0)
                .getFull())
        .isEqualTo("Société Synthétique renamed");
    assertThat(
            shop.traders
                .getTrader(
                    GetTraderRequest.newBuilder()
                        .setName(trader.getName())
                        .setView(TraderView.TRADER_VIEW_FULL)
                        .setAsOf(then)
                        .build())
                .getIdentity())
        .isEqualTo(trader.getIdentity());
    var history =
        shop.traders
            .listTraderRevisions(
                ListTraderRevisionsRequest.newBuilder().setName(trader.getName()).build())
            .getRevisionsList();
    assertThat(history).hasSize(2);
    assertThat(history.getFirst().getPerson()).isEqualTo("reviewer@shop.example");
  }

  @Test
  void aHeldChangeThatFailsOrIsNeverCheckedHidesTheSeller() {
    var shop = shop();
    var trader = shop.checkAll(shop.create(Sellers.complete("changed")));
    var changed = trader.toBuilder();
    changed.getIdentityBuilder().getPhonesBuilder(0).setNumber("+33 1 42 68 53 01");
    var updated = update(shop, changed.build(), "identity.phones", ChangeKind.CHANGE_KIND_REPLACED);
    assertThat(eligible(shop, trader)).isTrue();

    SERVER.clock().advance(Duration.ofDays(11));

    assertThat(eligible(shop, trader)).isFalse();
    assertThat(shop.shown(trader.getName()).getAvailability())
        .isEqualTo(PublicAvailability.PUBLIC_AVAILABILITY_PENDING);
    shop.record(
        updated,
        shop.item(updated, ItemKind.ITEM_KIND_PHONE),
        CheckMethod.CHECK_METHOD_POSSESSION,
        CheckResult.CHECK_RESULT_PASSED);
    assertThat(eligible(shop, trader)).isTrue();
    shop.record(
        updated,
        shop.item(updated, ItemKind.ITEM_KIND_PHONE),
        CheckMethod.CHECK_METHOD_MANUAL,
        CheckResult.CHECK_RESULT_FAILED);
    assertThat(eligible(shop, trader)).isFalse();
  }

  private static boolean eligible(Shop shop, Trader trader) {
    return shop.verification
        .checkEligibility(
            CheckEligibilityRequest.newBuilder()
                .setName(trader.getName())
                .setOffering("eu")
                .build())
        .getEligible();
  }

  private static Trader update(Shop shop, Trader trader, String path, ChangeKind kind) {
    return shop.traders.updateTrader(
        UpdateTraderRequest.newBuilder()
            .setTrader(trader)
            .setUpdateMask(FieldMask.newBuilder().addPaths(path))
            .setChangeKind(kind)
            .build());
  }
}
