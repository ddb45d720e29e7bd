package org.sellerregistry.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.google.type.Date;
import com.nimbusds.jose.jwk.ECKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.rpc.ResourceNames;
import org.sellerregistry.storage.TestDatabase;
import org.sellerregistry.v1.Audience;
import org.sellerregistry.v1.Check;
import org.sellerregistry.v1.CheckResult;
import org.sellerregistry.v1.ElectronicId;
import org.sellerregistry.v1.GetVerificationRequest;
import org.sellerregistry.v1.ItemKind;
import org.sellerregistry.v1.NameKind;
import org.sellerregistry.v1.PresentElectronicIdRequest;
import org.sellerregistry.v1.PresentElectronicIdResponse;
import org.sellerregistry.v1.Requirement;
import org.sellerregistry.v1.RequirementState;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.TraderType;
import org.sellerregistry.v1.Verification;
import org.sellerregistry.verification.electronicid.IdIssuer;
import org.sellerregistry.verification.electronicid.IdSettings;
import org.sellerregistry.verification.electronicid.Wallet;

/** Traders, issuers and credentials are synthetic. */
class PresentElectronicIdTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  @TempDir Path folder;

  private final ECKey key = Wallet.key("one");
  private Registry registry;

  @BeforeEach
  void start() {
    var keys = folder.resolve("jwks.json");
    Wallet.publish(keys, key);
    registry =
        new Registry(
            DATABASE,
            new IdSettings(
                Wallet.AUDIENCE,
                Duration.ofMinutes(10),
                List.of(new IdIssuer(Wallet.ISSUER, keys.toUri(), "sub", "", true))));
  }

  @Test
  void aPresentationIdentifiesANaturalPersonAndItsLegalName() {
    var trader = registry.create(person("Erika Müster"));
    var response = present(trader, wallet().present());
    assertThat(response.getChecksList())
        .extracting(Check::getItemKind, Check::getResult)
        .containsExactly(
            tuple(ItemKind.ITEM_KIND_ELECTRONIC_ID, CheckResult.CHECK_RESULT_PASSED),
            tuple(ItemKind.ITEM_KIND_NAME, CheckResult.CHECK_RESULT_PASSED));
    assertThat(state(trader, "identification.document"))
        .isEqualTo(RequirementState.REQUIREMENT_STATE_SATISFIED);
    assertThat(state(trader, "identity.name"))
        .isEqualTo(RequirementState.REQUIREMENT_STATE_SATISFIED);
    // It counts as long as the credential.
    registry.clock.move(Duration.ofDays(2));
    assertThat(state(trader, "identification.document"))
        .isEqualTo(RequirementState.REQUIREMENT_STATE_EXPIRED);
  }

  @Test
  void somebodyElsesPresentationFailsAndTheRightOneMendsIt() {
    var trader = registry.create(person("Erika Müster"));
    assertThat(reason(trader, wallet().disclosing("sub", "synthetic-subject-2").present()))
        .isEqualTo("SUBJECT_DIFFERS");
    assertThat(reason(trader, wallet().disclosing("birthdate", "1974-08-13").present()))
        .isEqualTo("BIRTH_DATE_DIFFERS");
    assertThat(
            reason(
                trader,
                wallet()
                    .disclosing("given_name", "Max")
                    .disclosing("family_name", "Other")
                    .present()))
        .isEqualTo("NAME_DIFFERS");
    assertThat(state(trader, "identification.document"))
        .isEqualTo(RequirementState.REQUIREMENT_STATE_FAILED);
    assertThat(reason(trader, wallet().disclosing("given_name", "Erika Anna").present()))
        .isEqualTo("NAME_CLOSE");
    assertThat(state(trader, "identification.document"))
        .isEqualTo(RequirementState.REQUIREMENT_STATE_FAILED);
    assertThat(reason(trader, wallet().present())).isEmpty();
    assertThat(state(trader, "identification.document"))
        .isEqualTo(RequirementState.REQUIREMENT_STATE_SATISFIED);
  }

  @Test
  void aPresentationFromAnIssuerOtherThanDeclaredFails() {
    var wanted = person("Erika Müster").toBuilder();
    wanted.getIdentificationBuilder().getElectronicIdsBuilder(0).setIssuer("Somebody");
    assertThat(reason(registry.create(wanted.build()), wallet().present()))
        .isEqualTo("ISSUER_DIFFERS");
  }

  @Test
  void anEntityIsIdentifiedByThoseWhoActForIt() {
    var wanted = person("Synthetic Ltd").toBuilder().setType(TraderType.TRADER_TYPE_LEGAL_ENTITY);
    wanted.getPartiesBuilder().getPartiesBuilder(0).setFullName("Erika Müster");
    var trader = registry.create(wanted.build());
    assertThat(present(trader, wallet().present()).getChecksList())
        .singleElement()
        .satisfies(it -> assertThat(it.getResult()).isEqualTo(CheckResult.CHECK_RESULT_PASSED));
    assertThat(state(trader, "identity.name"))
        .isEqualTo(RequirementState.REQUIREMENT_STATE_PENDING);
  }

  @Test
  void theSameCallRecordsOnceAndTheReplyIsTheSame() {
    var trader = registry.create(person("Erika Müster"));
    var request =
        request(trader, wallet().present()).setRequestId(UUID.randomUUID().toString()).build();
    var first = call(request);
    var before = Tables.rows(registry);
    assertThat(call(request)).isEqualTo(first);
    assertThat(Tables.rows(registry)).isEqualTo(before);
    assertThatThrownBy(() -> call(request.toBuilder().setNonce("other").build()))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("REQUEST_ID_REUSED");
  }

  @Test
  void onlyADeclaredElectronicIdentificationIsPresented() {
    var trader = registry.create(person("Erika Müster"));
    var name = trader.getIdentity().getNames(0).getMeta().getId();
    assertThatThrownBy(() -> call(request(trader, wallet().present()).setItemId(name).build()))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("INVALID_FIELD");
    assertThatThrownBy(() -> call(request(trader, wallet().present()).setItemRevision(9).build()))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("ITEM_CHANGED");
  }

  @Test
  void ofThePresentationOnlyTheDigestIsKept() {
    var trader = registry.create(person("Erika Müster"));
    var check = present(trader, wallet().present()).getChecks(0);
    assertThat(check.getReference()).matches("sha256:[0-9a-f]{64}");
    assertThat(check.getSource()).isEqualTo(Wallet.ISSUER);
    assertThat(check.getNote()).isEmpty();
  }

  private Wallet wallet() {
    return new Wallet(key, registry.clock.instant());
  }

  private String reason(Trader trader, String presentation) {
    registry.clock.move(Duration.ofSeconds(1));
    return present(trader, presentation).getChecks(0).getReasonCode();
  }

  private PresentElectronicIdResponse present(Trader trader, String presentation) {
    return call(request(trader, presentation).build());
  }

  private PresentElectronicIdResponse call(PresentElectronicIdRequest request) {
    return registry.present.present(
        registry.scope(),
        ResourceNames.requireTrader("parent", request.getParent()).trader(),
        request);
  }

  private static PresentElectronicIdRequest.Builder request(Trader trader, String presentation) {
    return PresentElectronicIdRequest.newBuilder()
        .setParent(trader.getName())
        .setItemId(trader.getIdentification().getElectronicIds(0).getMeta().getId())
        .setPresentation(presentation)
        .setNonce(Wallet.NONCE);
  }

  private RequirementState state(Trader trader, String code) {
    Verification verification =
        Replies.of(
            registry,
            replies ->
                registry.verificationService.getVerification(
                    GetVerificationRequest.newBuilder()
                        .setName(trader.getName())
                        .setAudience(Audience.AUDIENCE_STAFF)
                        .build(),
                    replies));
    return verification.getOfferings(0).getRequirementsList().stream()
        .filter(it -> it.getCode().equals(code))
        .map(Requirement::getState)
        .findFirst()
        .orElseThrow();
  }

  private static Trader person(String name) {
    var trader =
        Trader.newBuilder()
            .setExternalId("synthetic-eid-" + UUID.randomUUID())
            .setType(TraderType.TRADER_TYPE_NATURAL_PERSON)
            .setRegionCode("DE")
            .addOfferings("eu");
    trader.getIdentityBuilder().addNamesBuilder().setKind(NameKind.NAME_KIND_LEGAL).setFull(name);
    trader
        .getIdentificationBuilder()
        .addElectronicIds(
            ElectronicId.newBuilder()
                .setScheme("synthetic PID")
                .setIssuer(Wallet.ISSUER)
                .setSubject("synthetic-subject-1"));
    trader
        .getTaxBuilder()
        .addBirthsBuilder()
        .setDate(Date.newBuilder().setYear(1974).setMonth(8).setDay(12));
    trader
        .getPartiesBuilder()
        .addPartiesBuilder()
        .setRoleValue(1)
        .setFullName("Somebody Synthetic");
    return trader.build();
  }
}
