package org.sellerregistry.onboarding;

import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.sellerregistry.custody.Epochs;
import org.sellerregistry.custody.RotateKeys;
import org.sellerregistry.custody.RotationJob;
import org.sellerregistry.journal.Checkpoints;
import org.sellerregistry.journal.Journal;
import org.sellerregistry.journal.Sequencer;
import org.sellerregistry.storage.TestDatabase;
import org.sellerregistry.trader.LookupKeys;
import org.sellerregistry.trader.Retokenise;
import org.sellerregistry.v1.Operation;
import org.sellerregistry.v1.OperationState;
import org.sellerregistry.vault.KeyRing;
import org.sellerregistry.vault.Keyset;
import org.sellerregistry.vault.Vault;

/** One of several servers on a database and on a key ring that is kept in a folder. */
final class Replica {
  static final Duration EPOCH = Duration.ofDays(30);
  private static final int SEQUENCED = 1000;

  final Registry registry;
  final RotateKeys rotateKeys;
  final RotationJob job;
  final Epochs epochs;
  final Sequencer sequencer;

  Replica(TestDatabase database, Path keyRing, int batch) {
    this(database, new Vault(KeyRing.openOrCreate(keyRing)), batch);
  }

  Replica(TestDatabase database, Vault vault, int batch) {
    registry = new Registry(database.transactor(), vault);
    var transactor = registry.transactor;
    var journal = new Journal();
    var rotation = vault.rotation();
    rotateKeys =
        new RotateKeys(
            transactor, rotation, journal, registry.ids, registry.clock, LookupKeys.NORMAL_FORMS);
    job =
        new RotationJob(
            transactor,
            rotation,
            new Retokenise(vault, registry.tokens, registry.evidence, journal, registry.clock),
            journal,
            registry.clock,
            UUID.randomUUID(),
            batch);
    sequencer =
        new Sequencer(transactor, new Checkpoints(vault.signingKeys()), registry.clock, SEQUENCED);
    epochs = new Epochs(transactor, rotation, rotateKeys, registry.clock, EPOCH);
    transactor.write(db -> {
      vault.requireKeyRingOf(db);
      rotation.register(db, LookupKeys.NORMAL_FORMS, registry.clock.instant());
      return true;
    });
  }

  Operation rotate(Keyset keyset) {
    return rotate(keyset, false);
  }

  /** Rotates to the end, whatever that is. */
  Operation rotate(Keyset keyset, boolean acceptLoss) {
    var started = rotateKeys.start(Registry.STAFF, keyset, acceptLoss);
    while (job.runStep()) {
      // To the end.
    }
    return Operations.get(registry, started.getName());
  }

  static boolean isRunning(Operation operation) {
    return operation.getState() == OperationState.OPERATION_STATE_RUNNING;
  }
}
