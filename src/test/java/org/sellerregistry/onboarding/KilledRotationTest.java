package org.sellerregistry.onboarding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.sellerregistry.storage.TestDatabase;
import org.sellerregistry.v1.OperationState;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.vault.Keyset;

/**
 * Servers that are ended in the middle of a rotation leave nothing behind that is not gone on with.
 */
class KilledRotationTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private static final int TRADERS = 2_000;
  private static final int BATCH = 20;

  @TempDir Path keys;

  @AfterEach
  void empty() {
    Tables.empty(DATABASE);
  }

  @Test
  void dataKeysAreAllWrappedAnew() throws Exception {
    var replica = new Replica(DATABASE, keys, 500);
    var registry = replica.registry;
    var trader = registry.create(Samples.everyKind(0));
    var before = registry.get(trader);
    KeyRows.insert(registry, TRADERS);
    int all = KeyRows.count(registry, 1);
    var operation = replica.rotateKeys.start(Registry.STAFF, Keyset.WRAPPING, false);

    var process = RotationProcess.start(DATABASE, keys, BATCH);
    while (process.isAlive() && KeyRows.count(registry, 1) > all * 3 / 4) {
      Thread.onSpinWait();
    }
    process.destroyForcibly().waitFor();

    assertThat(KeyRows.count(registry, 1)).as("it was in the middle").isBetween(1, all * 3 / 4);
    assertThat(registry.get(trader)).isEqualTo(before);
    KeyRows.requireReadable(registry, registry.tenant, TRADERS);
    while (replica.job.runStep()) {
      // To the end.
    }
    var ended = Operations.get(registry, operation.getName());
    assertThat(ended.getState()).isEqualTo(OperationState.OPERATION_STATE_SUCCEEDED);
    assertThat(ended.getDoneCount()).isEqualTo(all).isEqualTo(ended.getTotalCount());
    assertThat(KeyRows.epochs(registry)).containsExactly(2);
    assertThat(registry.get(trader)).isEqualTo(before);
    KeyRows.requireReadable(new Replica(DATABASE, keys, 1).registry, registry.tenant, TRADERS);
  }

  @Test
  void lookUpTokensAreAllComputedAnew() throws Exception {
    var replica = new Replica(DATABASE, keys, 500);
    var registry = replica.registry;
    var traders = new ArrayList<Trader>();
    for (int i = 0; i < 150; i++) {
      traders.add(registry.create(Samples.sound(i)));
    }
    var before = TokenRows.of(registry);
    var operation = replica.rotateKeys.start(Registry.STAFF, Keyset.BLIND_INDEX, false);

    var process = RotationProcess.start(DATABASE, keys, BATCH);
    while (process.isAlive() && TokenRows.count(registry, 2) == 0) {
      Thread.onSpinWait();
    }
    process.destroyForcibly().waitFor();

    assertThat(TokenRows.count(registry, 1)).as("it was in the middle").isPositive();
    TokenRows.requireFound(registry, traders);
    while (replica.job.runStep()) {
      // To the end.
    }
    assertThat(Operations.get(registry, operation.getName()).getDoneCount()).isEqualTo(150);
    assertThat(TokenRows.count(registry, 1)).isZero();
    assertThat(TokenRows.of(registry)).isEqualTo(before);
    TokenRows.requireFound(registry, traders);
    TokenRows.requireFound(
        new Registry(registry.transactor, new Replica(DATABASE, keys, 1).registry.vault),
        registry.tenant,
        traders);
  }
}
