package org.sellerregistry.onboarding;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sellerregistry.access.CallScope;
import org.sellerregistry.access.Caller;
import org.sellerregistry.storage.TestDatabase;
import org.sellerregistry.v1.Check;
import org.sellerregistry.v1.CheckMethod;
import org.sellerregistry.v1.CheckResult;
import org.sellerregistry.v1.ErrorReason;
import org.sellerregistry.v1.GetVerificationRequest;
import org.sellerregistry.v1.ItemKind;
import org.sellerregistry.v1.NextAction;
import org.sellerregistry.v1.RecordCheckRequest;
import org.sellerregistry.v1.Requirement;
import org.sellerregistry.v1.RequirementState;
import org.sellerregistry.v1.StandingState;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.Verification;
import org.sellerregistry.vault.RetentionClass;

class RecordCheckTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private final Registry registry = new Registry(DATABASE);
  private final Trader trader = registry.create(Samples.sound(0));
  private final String phone = Samples.item(trader, ItemKind.ITEM_KIND_PHONE).id();

  @Test
  void itIsStoredWithWhatWasSaidAndByWhom() {
    var wanted =
        passed(CheckMethod.CHECK_METHOD_MANUAL)
            .setReference("synthetic-reference")
            .setNote("Synthetic note");
    var check = registry.check(trader, wanted).getCheck();
    assertThat(check)
        .isEqualTo(
            wanted
                .setName(check.getName())
                .setItemRevision(1)
                .setItemKind(ItemKind.ITEM_KIND_PHONE)
                .setPrincipal(Registry.STAFF.principal())
                .setPerson(Registry.STAFF.person())
                .setCheckTime(check.getCheckTime())
                .build());
    assertThat(stored()).contains(check);
  }

  @Test
  void theLastOneMakesTheTraderEligible() {
    var methods = List.copyOf(Samples.methods(trader).entrySet());
    for (int i = 0; i < methods.size(); i++) {
      var standing =
          registry.pass(trader, methods.get(i).getKey(), methods.get(i).getValue()).getStandings(0);
      assertThat(standing.getState())
          .isEqualTo(
              i == methods.size() - 1
                  ? StandingState.STANDING_STATE_ELIGIBLE
                  : StandingState.STANDING_STATE_PENDING);
    }
  }

  @Test
  void whatTheRegistryMakesItselfIsRefused() {
    for (var method :
        List.of(
            CheckMethod.CHECK_METHOD_SYNTAX,
            CheckMethod.CHECK_METHOD_CROSS_FIELD,
            CheckMethod.CHECK_METHOD_SELF_CERTIFICATION)) {
      assertRefused(ErrorReason.ERROR_REASON_INVALID_FIELD, passed(method));
    }
  }

  @Test
  void aPersonsJudgementNeedsAPerson() {
    var system =
        CallScope.of(new Caller("spiffe://test.example/x", "", "", List.of()), registry.tenant);
    for (var method : CheckMethod.values()) {
      boolean needsPerson =
          List.of(
                  CheckMethod.CHECK_METHOD_DOCUMENT,
                  CheckMethod.CHECK_METHOD_MANUAL,
                  CheckMethod.CHECK_METHOD_BANK)
              .contains(method);
      if (needsPerson) {
        Refusals.assertRefused(
            ErrorReason.ERROR_REASON_PERSON_REQUIRED,
            () ->
                registry.recordCheck.record(system, Registry.id(trader), request(passed(method))));
      }
    }
    var register = request(passed(CheckMethod.CHECK_METHOD_POSSESSION));
    assertThat(registry.recordCheck.record(system, Registry.id(trader), register).hasCheck())
        .isTrue();
  }

  @Test
  void aCheckOfFormerContentIsRefused() {
    registry.update(Samples.withPhone(trader, "+4930100100"), "identity.phones");
    assertRefused(
        ErrorReason.ERROR_REASON_ITEM_CHANGED,
        passed(CheckMethod.CHECK_METHOD_MANUAL).setItemRevision(1));
    assertThat(
            registry
                .check(trader, passed(CheckMethod.CHECK_METHOD_MANUAL).setItemRevision(2))
                .getCheck()
                .getItemRevision())
        .isEqualTo(2);
  }

  @Test
  void itemsThatTheTraderDoesNotHoldAreUnknown() {
    var other = registry.create(Samples.sound(1));
    for (var item :
        List.of(UUID.randomUUID().toString(), Samples.item(other, ItemKind.ITEM_KIND_PHONE).id())) {
      assertRefused(
          ErrorReason.ERROR_REASON_UNKNOWN_ITEM,
          Samples.check(item, CheckMethod.CHECK_METHOD_MANUAL, CheckResult.CHECK_RESULT_PASSED)
              .setItemRevision(1));
    }
    registry.update(trader.toBuilder().clearIdentity().build(), "identity");
    assertRefused(
        ErrorReason.ERROR_REASON_UNKNOWN_ITEM,
        passed(CheckMethod.CHECK_METHOD_MANUAL).setItemRevision(1));
  }

  @Test
  void whatDidNotPassSaysWhyAndWhatPassedEndsInTheFuture() {
    assertRefused(
        ErrorReason.ERROR_REASON_INVALID_FIELD,
        passed(CheckMethod.CHECK_METHOD_MANUAL).setResult(CheckResult.CHECK_RESULT_FAILED));
    assertRefused(
        ErrorReason.ERROR_REASON_INVALID_FIELD,
        passed(CheckMethod.CHECK_METHOD_MANUAL)
            .setExpireTime(Samples.time(registry.clock.instant())));
  }

  @Test
  void anExpiryFinerThanIsStoredIsAnsweredAsItIsStored() {
    var expire = Samples.time(registry.clock.instant().plusSeconds(60).plusNanos(789));
    var response =
        registry.check(trader, passed(CheckMethod.CHECK_METHOD_MANUAL).setExpireTime(expire));
    assertThat(stored()).contains(response.getCheck());
    assertThat(response.getStandingsList()).isEqualTo(registry.get(trader).getStandingsList());
    assertThat(response.getCheck().getExpireTime())
        .isEqualTo(Timestamp.newBuilder(expire).setNanos(expire.getNanos() - 789).build());
  }

  @Test
  void whatPassedIsSaidOfOneContent() {
    var unseen =
        RecordCheckRequest.newBuilder()
            .setParent(trader.getName())
            .setCheck(passed(CheckMethod.CHECK_METHOD_MANUAL))
            .build();
    Refusals.assertRefused(
        ErrorReason.ERROR_REASON_INVALID_FIELD,
        () -> registry.recordCheck.record(registry.scope(), Registry.id(trader), unseen));
    assertThat(
            registry
                .fail(trader, phone, CheckMethod.CHECK_METHOD_MANUAL)
                .getCheck()
                .getItemRevision())
        .isEqualTo(1);
  }

  @Test
  void theEvidenceIsTheTradersOwn() {
    var own = registry.evidence(trader);
    var check = registry.check(trader, passed(CheckMethod.CHECK_METHOD_DOCUMENT).addEvidence(own));
    assertThat(check.getCheck().getEvidenceList()).containsExactly(own);
    assertThat(stored()).contains(check.getCheck());

    var other = registry.create(Samples.sound(2));
    var others = registry.evidence(other);
    for (var name :
        List.of(
            others,
            trader.getName() + others.substring(others.indexOf("/evidence/")),
            own.replace(registry.tenant.marketplaceId(), "elsewhere"))) {
      assertRefused(
          ErrorReason.ERROR_REASON_RESOURCE_NOT_FOUND,
          passed(CheckMethod.CHECK_METHOD_DOCUMENT).addEvidence(own).addEvidence(name));
    }
    registry.transactor.write(db -> {
      registry.vault.shred(
          db,
          registry.tenant.id(),
          Registry.id(trader),
          RetentionClass.IDENTIFICATION,
          registry.clock.instant());
      return 0;
    });
    assertRefused(
        ErrorReason.ERROR_REASON_TRADER_ERASED,
        passed(CheckMethod.CHECK_METHOD_DOCUMENT).addEvidence(own));
  }

  @Test
  void evidenceThatIsAboutOtherItemsSupportsNothing() {
    var document = Samples.item(trader, ItemKind.ITEM_KIND_DOCUMENT).id();
    var ofDocument = registry.evidence(trader, document);
    assertRefused(
        ErrorReason.ERROR_REASON_INVALID_FIELD,
        passed(CheckMethod.CHECK_METHOD_DOCUMENT).addEvidence(ofDocument));

    var ofBoth = registry.evidence(trader, document, phone);
    var check =
        registry.check(trader, passed(CheckMethod.CHECK_METHOD_DOCUMENT).addEvidence(ofBoth));
    assertThat(check.getCheck().getEvidenceList()).containsExactly(ofBoth);
  }

  @Test
  void anIdentityDocumentPassesOnlyWithItsCopy() {
    var document = Samples.item(trader, ItemKind.ITEM_KIND_DOCUMENT).id();
    assertThat(identification().getItems(0).getReasonCode()).isEqualTo("AWAITING_CHECK");
    registry.check(
        trader,
        Samples.check(
            document, CheckMethod.CHECK_METHOD_DOCUMENT, CheckResult.CHECK_RESULT_PASSED));
    assertThat(identification().getState()).isEqualTo(RequirementState.REQUIREMENT_STATE_PENDING);
    assertThat(identification().getNextActionsList())
        .extracting(NextAction::getCode)
        .containsExactly("RECORD_CHECK", "UPLOAD_EVIDENCE");
    assertThat(identification().getNextActions(0).getEvidenceMethodsList())
        .containsExactly(CheckMethod.CHECK_METHOD_DOCUMENT);
    assertThat(identification().getItems(0).getReasonCode()).isEqualTo("EVIDENCE_MISSING");

    registry.pass(trader, document, CheckMethod.CHECK_METHOD_DOCUMENT);
    assertThat(identification().getState()).isEqualTo(RequirementState.REQUIREMENT_STATE_SATISFIED);
    assertThat(identification().getItemRevisionsList()).containsExactly(1L);
  }

  private Requirement identification() {
    return Replies.<Verification>of(
            registry,
            replies ->
                registry.verificationService.getVerification(
                    GetVerificationRequest.newBuilder().setName(trader.getName()).build(), replies))
        .getOfferings(0)
        .getRequirementsList()
        .stream()
        .filter(requirement -> requirement.getCode().equals("identification.document"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aTraderOfAnotherMarketplaceIsNotFound() {
    var elsewhere = CallScope.of(Registry.STAFF, registry.marketplace());
    Refusals.assertRefused(
        ErrorReason.ERROR_REASON_RESOURCE_NOT_FOUND,
        () ->
            registry.recordCheck.record(
                elsewhere,
                Registry.id(trader),
                request(passed(CheckMethod.CHECK_METHOD_POSSESSION))));
  }

  private List<Check> stored() {
    return registry
        .verify
        .verify(registry.tenant, Registry.STAFF, Registry.id(trader))
        .orElseThrow()
        .checks();
  }

  private Check.Builder passed(CheckMethod method) {
    return Samples.check(phone, method, CheckResult.CHECK_RESULT_PASSED);
  }

  private RecordCheckRequest request(Check.Builder check) {
    return RecordCheckRequest.newBuilder()
        .setParent(trader.getName())
        .setCheck(check.setItemRevision(1))
        .build();
  }

  private void assertRefused(ErrorReason reason, Check.Builder check) {
    var before = Tables.rows(registry);
    Refusals.assertRefused(reason, () -> registry.check(trader, check));
    assertThat(Tables.rows(registry)).isEqualTo(before);
  }
}
