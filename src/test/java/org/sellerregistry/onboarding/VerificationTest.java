package org.sellerregistry.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sellerregistry.storage.generated.Tables.TRADER_SECTION;

import com.google.type.Date;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sellerregistry.rpc.ResourceNames;
import org.sellerregistry.storage.TestDatabase;
import org.sellerregistry.v1.ActionBy;
import org.sellerregistry.v1.Audience;
import org.sellerregistry.v1.CheckEligibilityRequest;
import org.sellerregistry.v1.CheckMethod;
import org.sellerregistry.v1.CheckResult;
import org.sellerregistry.v1.Eligibility;
import org.sellerregistry.v1.GetVerificationRequest;
import org.sellerregistry.v1.ItemKind;
import org.sellerregistry.v1.PublicAvailability;
import org.sellerregistry.v1.Requirement;
import org.sellerregistry.v1.RequirementState;
import org.sellerregistry.v1.StandingState;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.Verification;
import org.sellerregistry.v1.VerifyTraderRequest;

class VerificationTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private final Registry registry = new Registry(DATABASE);

  @Test
  void staffAreToldWhatIsWrongAndWhichCheckWouldDo() {
    var trader = registry.create(Samples.sound(0).toBuilder().clearPayment().build());
    var requirements = requirements(verification(trader, Audience.AUDIENCE_STAFF, ""));
    var account = requirements.get("payment.account");
    assertThat(account.getState()).isEqualTo(RequirementState.REQUIREMENT_STATE_MISSING);
    assertThat(account.getReason()).isEqualTo("We do not have the payment account yet.");
    assertThat(account.getNextActions(0).getCode()).isEqualTo("PROVIDE_ITEM");
    assertThat(account.getNextActions(0).getBy()).isEqualTo(ActionBy.ACTION_BY_TRADER);
    var phone = requirements.get("identity.phone").getNextActions(0);
    assertThat(phone.getCode()).isEqualTo("RECORD_CHECK");
    assertThat(phone.getMethodsList())
        .containsExactly(
            CheckMethod.CHECK_METHOD_POSSESSION,
            CheckMethod.CHECK_METHOD_DOCUMENT,
            CheckMethod.CHECK_METHOD_MANUAL);
  }

  @Test
  void theTraderIsNotToldOfNotesSourcesOrPersons() {
    var trader = registry.create(Samples.sound(1));
    var phone = Samples.item(trader, ItemKind.ITEM_KIND_PHONE).id();
    registry.check(
        trader,
        Samples.check(phone, CheckMethod.CHECK_METHOD_MANUAL, CheckResult.CHECK_RESULT_FAILED)
            .setNote("Synthetic note"));
    var staff = verification(trader, Audience.AUDIENCE_STAFF, "en");
    assertThat(staff.toString()).contains("Synthetic note", "Synthetic source", "reviewer-7");
    var told = verification(trader, Audience.AUDIENCE_TRADER, "en");
    assertThat(told.toString())
        .doesNotContain("Synthetic note", "Synthetic source", "reviewer-7", "CHECK_METHOD");
    var requirement = requirements(told).get("identity.phone");
    assertThat(requirement.getState()).isEqualTo(RequirementState.REQUIREMENT_STATE_FAILED);
    assertThat(requirement.getNextActions(0).getCode()).isEqualTo("CORRECT_ITEM");
  }

  @Test
  void textsAreInTheLanguageAskedForElseInEnglish() {
    var trader = registry.create(Samples.sound(2).toBuilder().clearPayment().build());
    assertThat(reason(trader, "de-AT")).isNotEqualTo(reason(trader, "en")).isNotEmpty();
    assertThat(reason(trader, "xx")).isEqualTo(reason(trader, "en"));
    assertThat(reason(trader, "no tag!")).isEqualTo(reason(trader, "en"));
  }

  @Test
  void whatBecameOverdueIsToldWithTheChecksThatItBrought() {
    var sample = Samples.sound(3).toBuilder();
    sample
        .getIdentificationBuilder()
        .getDocumentsBuilder(0)
        .clearMrzLines()
        .setExpireDate(Date.newBuilder().setYear(2026).setMonth(3).setDay(20));
    var trader = registry.verifyAll(registry.create(sample.build()));
    assertThat(Samples.state(trader)).isEqualTo(StandingState.STANDING_STATE_ELIGIBLE);
    registry.clock.move(Duration.ofDays(30));
    var verification = verification(trader, Audience.AUDIENCE_STAFF, "");
    var document = requirements(verification).get("identification.document");
    assertThat(document.getState()).isEqualTo(RequirementState.REQUIREMENT_STATE_FAILED);
    assertThat(document.getReasonCode()).isEqualTo("DOCUMENT_EXPIRED");
    assertThat(verification.getOfferings(0).getStanding().getState())
        .isEqualTo(StandingState.STANDING_STATE_PENDING);
    assertThat(verification(trader, Audience.AUDIENCE_STAFF, "")).isEqualTo(verification);
  }

  @Test
  void verifyingAgainChangesNothing() {
    var trader = registry.verifyAll(registry.create(Samples.sound(4)));
    var before = Tables.rows(registry);
    Verification verified =
        Replies.of(
            registry,
            replies ->
                registry.verificationService.verifyTrader(
                    VerifyTraderRequest.newBuilder().setName(trader.getName()).build(), replies));
    assertThat(verified.getOfferings(0).getRequirementsList())
        .allMatch(it -> it.getState() == RequirementState.REQUIREMENT_STATE_SATISFIED);
    assertThat(Tables.rows(registry)).isEqualTo(before);
  }

  @Test
  void eligibilityIsThatOfTheTraderOrOfTheStorefrontsOwner() {
    var trader = registry.verifyAll(registry.create(Samples.sound(5)));
    var shop = ResourceNames.storefront(registry.tenant.marketplaceId(), "eligible-1");
    assertThat(eligibility(shop, "eu").getAvailability())
        .isEqualTo(PublicAvailability.PUBLIC_AVAILABILITY_NO_TRADER);
    registry.assign(trader, "eligible-1");
    for (var name : new String[] {shop, trader.getName()}) {
      var eligibility = eligibility(name, "eu");
      assertThat(eligibility.getEligible()).isTrue();
      assertThat(eligibility.getTrader()).isEqualTo(trader.getName());
      assertThat(eligibility(name, "us").getEligible()).isFalse();
      assertThat(eligibility(name, "us").getAvailability())
          .isEqualTo(PublicAvailability.PUBLIC_AVAILABILITY_NOT_OFFERED);
    }
    registry.update(Samples.withPhone(trader, "+4930100100"), "identity.phones");
    assertThat(eligibility(shop, "eu").getEligible()).isTrue();
    registry.clock.move(Duration.ofDays(11));
    assertThat(eligibility(shop, "eu").getEligible()).isFalse();
  }

  @Test
  void aDamagedTraderKeepsNoOtherFromTheSweep() {
    var damaged = registry.verifyAll(registry.create(Samples.sound(6)));
    var sound = registry.verifyAll(registry.create(Samples.sound(7)));
    registry.update(Samples.withPhone(damaged, "+4930100101"), "identity.phones");
    registry.clock.move(Duration.ofHours(1));
    registry.update(Samples.withPhone(sound, "+4930100102"), "identity.phones");
    registry.transactor.write(db ->
        db.update(TRADER_SECTION)
            .set(TRADER_SECTION.CIPHERTEXT, new byte[] {1, 2, 3})
            .where(TRADER_SECTION.MARKETPLACE.eq(registry.tenant.id()))
            .and(TRADER_SECTION.TRADER.eq(Registry.id(damaged)))
            .execute());
    registry.clock.move(Duration.ofDays(11));
    assertThat(registry.dueStandings.sweep()).isPositive();
    assertThat(Samples.state(registry.get(sound))).isEqualTo(StandingState.STANDING_STATE_PENDING);
  }

  private String reason(Trader trader, String language) {
    return requirements(verification(trader, Audience.AUDIENCE_TRADER, language))
        .get("payment.account")
        .getReason();
  }

  private Verification verification(Trader trader, Audience audience, String language) {
    var request =
        GetVerificationRequest.newBuilder()
            .setName(trader.getName())
            .setAudience(audience)
            .setLanguageCode(language)
            .build();
    return Replies.of(
        registry, replies -> registry.verificationService.getVerification(request, replies));
  }

  private Eligibility eligibility(String name, String offering) {
    var request = CheckEligibilityRequest.newBuilder().setName(name).setOffering(offering).build();
    return Replies.of(
        registry, replies -> registry.verificationService.checkEligibility(request, replies));
  }

  private static Map<String, Requirement> requirements(Verification verification) {
    return verification.getOfferings(0).getRequirementsList().stream()
        .collect(Collectors.toMap(Requirement::getCode, it -> it));
  }
}
