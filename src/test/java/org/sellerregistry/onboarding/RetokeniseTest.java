package org.sellerregistry.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sellerregistry.storage.generated.Tables.EVIDENCE;
import static org.sellerregistry.storage.generated.Tables.KEY_VERSION;
import static org.sellerregistry.storage.generated.Tables.TRADER_SECTION;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.sellerregistry.evidence.EvidenceRows;
import org.sellerregistry.rpc.ResourceNames;
import org.sellerregistry.storage.TestDatabase;
import org.sellerregistry.v1.OperationState;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.vault.Keyset;

/** Look-up tokens are computed anew from what traders declared. */
class RetokeniseTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  @TempDir Path keys;

  @AfterEach
  void empty() {
    Tables.empty(DATABASE);
  }

  @Test
  void presentAndFormerValuesKeepTheirTimes() {
    var replica = new Replica(DATABASE, keys, 500);
    var registry = replica.registry;
    var trader = registry.create(Samples.everyKind(0));
    var first = trader.getIdentity().getPhones(0).getNumber();
    registry.clock.move(Duration.ofDays(1));
    trader = registry.update(Samples.withPhone(trader, "030 100 100"), "identity.phones");
    registry.clock.move(Duration.ofDays(1));
    // National numbers are others in another country.
    trader = registry.update(trader.toBuilder().setRegionCode("AT").build(), "region_code");
    registry.clock.move(Duration.ofDays(1));
    trader = registry.update(trader.toBuilder().clearTax().build(), "tax");
    registry.clock.move(Duration.ofDays(1));
    trader = registry.update(Samples.withPhone(trader, first), "identity.phones");
    var before = TokenRows.of(registry);
    assertThat(TokenRows.countFormer(registry)).isGreaterThan(2);

    var operation = replica.rotate(Keyset.BLIND_INDEX);

    assertThat(operation.getState()).isEqualTo(OperationState.OPERATION_STATE_SUCCEEDED);
    assertThat(TokenRows.count(registry, 1)).isZero();
    assertThat(TokenRows.of(registry)).isEqualTo(before);
    TokenRows.requireFound(registry, List.of(trader));
  }

  @Test
  void everyMarketplaceAndEveryTraderIsReached() {
    var replica = new Replica(DATABASE, keys, 20);
    var registry = replica.registry;
    for (int i = 0; i < 4; i++) {
      var tenant = registry.marketplace();
      for (int trader = 0; trader < i; trader++) {
        registry.create(tenant, Samples.sound(trader));
      }
    }
    var before = TokenRows.of(registry);

    var operation = replica.rotate(Keyset.BLIND_INDEX);

    assertThat(operation.getDoneCount()).isEqualTo(6).isEqualTo(operation.getTotalCount());
    assertThat(TokenRows.count(registry, 1)).isZero();
    assertThat(TokenRows.of(registry)).isEqualTo(before);
  }

  @Test
  void aDamagedTraderKeepsItsTokensAndTheFormerKey() {
    var replica = new Replica(DATABASE, keys, 500);
    var registry = replica.registry;
    var sound = registry.create(Samples.sound(0));
    var damaged = registry.create(Samples.sound(1));
    registry.transactor.write(db ->
        db.update(TRADER_SECTION)
            .set(TRADER_SECTION.CIPHERTEXT, new byte[] {1, 2, 3})
            .where(TRADER_SECTION.TRADER.eq(Registry.id(damaged)))
            .execute());

    var operation = replica.rotate(Keyset.BLIND_INDEX);

    assertThat(operation.getState()).isEqualTo(OperationState.OPERATION_STATE_FAILED);
    assertThat(operation.getFailedCount()).isEqualTo(1);
    assertThat(TokenRows.count(registry, 1)).isPositive();
    TokenRows.requireFound(registry, List.of(sound));
  }

  @Test
  void aDocumentIsStillFoundAsGivenForAnotherTrader() {
    var replica = new Replica(DATABASE, keys, 500);
    var registry = replica.registry;
    var one = registry.create(Samples.sound(0));
    var other = registry.create(Samples.sound(1));
    var document = documentOf(registry, one);
    assertThat(isAnothers(registry, other, document)).isTrue();

    var operation = replica.rotate(Keyset.BLIND_INDEX);

    assertThat(operation.getState()).isEqualTo(OperationState.OPERATION_STATE_SUCCEEDED);
    assertThat(documentVersions(registry)).containsExactly(2);
    assertThat(isAnothers(registry, other, document)).isTrue();
    assertThat(isAnothers(registry, one, document)).isFalse();
    assertThat(isAnothers(registry, one, documentOf(registry, other))).isTrue();
    assertThat(documentVersions(registry)).containsExactly(2);
  }

  @Test
  void damagedEvidenceKeepsItsTokenAndTheFormerKey() {
    var replica = new Replica(DATABASE, keys, 500);
    var registry = replica.registry;
    var one = registry.create(Samples.sound(0));
    var other = registry.create(Samples.sound(1));
    var document = documentOf(registry, one);
    registry.transactor.write(db ->
        db.update(EVIDENCE)
            .set(EVIDENCE.CIPHERTEXT, new byte[] {1, 2, 3})
            .where(EVIDENCE.ID.eq(document))
            .execute());

    var operation = replica.rotate(Keyset.BLIND_INDEX);

    assertThat(operation.getState()).isEqualTo(OperationState.OPERATION_STATE_FAILED);
    assertThat(operation.getFailedCount()).isEqualTo(1);
    assertThat(isAnothers(registry, other, document)).isTrue();
  }

  private static UUID documentOf(Registry registry, Trader trader) {
    return ResourceNames.requireEvidence("name", registry.evidence(trader)).evidence();
  }

  private static boolean isAnothers(Registry registry, Trader trader, UUID document) {
    return registry.transactor.read(db ->
        EvidenceRows.isAnothers(
            db, registry.evidence, registry.tenant, Registry.id(trader), document));
  }

  private static List<Integer> documentVersions(Registry registry) {
    return registry.transactor.read(
        db -> db.selectDistinct(EVIDENCE.TOKEN_VERSION).from(EVIDENCE).fetch(row -> row.value1()));
  }

  @Test
  void otherNormalFormsAreTakenUpByThemselves() {
    var replica = new Replica(DATABASE, keys, 500);
    var registry = replica.registry;
    var trader = registry.create(Samples.sound(0));
    registry.transactor.write(db ->
        db.update(KEY_VERSION)
            .set(KEY_VERSION.NORMAL_FORMS, 0)
            .where(KEY_VERSION.KEYSET.eq(Keyset.BLIND_INDEX.code()))
            .execute());

    replica.epochs.runStep();
    while (replica.job.runStep()) {
      // To the end.
    }

    assertThat(TokenRows.count(registry, 1)).isZero();
    assertThat(TokenRows.count(registry, 2)).isPositive();
    TokenRows.requireFound(registry, List.of(trader));
    replica.epochs.runStep();
    assertThat(replica.job.runStep()).isFalse();
  }
}
