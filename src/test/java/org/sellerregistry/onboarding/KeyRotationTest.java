package org.sellerregistry.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.sellerregistry.storage.generated.Tables.KEY_RING_READER;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.sellerregistry.storage.Ids;
import org.sellerregistry.storage.TestDatabase;
import org.sellerregistry.v1.KeyRotationPhase;
import org.sellerregistry.v1.KeyState;
import org.sellerregistry.v1.LookupQuery;
import org.sellerregistry.v1.LookupTradersRequest;
import org.sellerregistry.v1.OperationState;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.vault.Binding;
import org.sellerregistry.vault.KeyRing;
import org.sellerregistry.vault.KeyRingException;
import org.sellerregistry.vault.Keyset;
import org.sellerregistry.vault.RecordDamagedException;
import org.sellerregistry.vault.RetentionClass;
import org.sellerregistry.vault.SigningKey;
import org.sellerregistry.vault.StaleKeyRingException;
import org.sellerregistry.vault.Vault;

/** Keys are replaced while the registry is used, and what is old opens nowhere afterwards. */
class KeyRotationTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private static final int MANY = 3_000;

  @TempDir Path keys;

  @AfterEach
  void empty() {
    Tables.empty(DATABASE);
  }

  @Test
  void nothingIsLostUnderLoadWithTwoServers() throws Exception {
    var one = replica();
    var other = replica();
    KeyRows.insert(one.registry, MANY);
    var traders = new ArrayList<Trader>();
    for (int i = 0; i < 10; i++) {
      traders.add(one.registry.create(Samples.sound(i)));
    }
    var before = traders.stream().map(one.registry::get).toList();

    var stop = new AtomicBoolean();
    var load = new ArrayList<Future<List<Trader>>>();
    try (var threads = Executors.newFixedThreadPool(4)) {
      for (int worker = 0; worker < 2; worker++) {
        load.add(threads.submit(writing(worker == 0 ? one : other, worker, stop)));
        load.add(threads.submit(reading(worker == 0 ? other : one, one.registry, before, stop)));
      }
      for (var keyset : Keyset.values()) {
        var operation = one.rotateKeys.start(Registry.STAFF, keyset, false);
        while (Replica.isRunning(Operations.get(one.registry, operation.getName()))) {
          var _ = one.job.runStep();
          var _ = other.job.runStep();
          var _ = one.sequencer.sequence();
          var _ = other.sequencer.sequence();
        }
        assertThat(Operations.get(one.registry, operation.getName()).getState())
            .isEqualTo(OperationState.OPERATION_STATE_SUCCEEDED);
      }
      stop.set(true);
    }
    var made = new ArrayList<Trader>();
    for (var each : load) {
      made.addAll(each.get());
    }

    assertThat(made).isNotEmpty();
    assertThat(KeyRows.epochs(one.registry)).containsExactly(2);
    var restarted = replica();
    KeyRows.requireReadable(restarted.registry, one.registry.tenant, MANY);
    assertThat(made).allSatisfy(trader -> found(one.registry, trader));
    assertThat(before).allSatisfy(trader -> found(one.registry, trader));
    assertThat(traders.stream().map(one.registry::get)).containsExactlyElementsOf(before);
  }

  /** Creates traders of its own until it is told to stop. */
  private static Callable<List<Trader>> writing(Replica replica, int worker, AtomicBoolean stop) {
    return () -> {
      var made = new ArrayList<Trader>();
      for (int i = 0; !stop.get() || made.size() < 3; i++) {
        var trader = Samples.sound(20 + i % 100).toBuilder();
        var id = "load-" + worker + "-" + i;
        trader
            .setExternalId(id)
            .getIdentityBuilder()
            .getEmailsBuilder(0)
            .setAddress(id + "@a.example");
        made.add(replica.registry.create(replica.registry.tenant, trader.build()));
      }
      return made.stream().filter(it -> worker == 0).toList();
    };
  }

  private static Callable<List<Trader>> reading(
      Replica replica, Registry home, List<Trader> known, AtomicBoolean stop) {
    return () -> {
      while (!stop.get()) {
        for (var trader : known) {
          var found =
              replica.registry.lookUp.lookUp(
                  home.tenant,
                  LookupTradersRequest.newBuilder().addQueries(emailOf(trader)).build());
          assertThat(found.getResults(0).getMatchesCount()).isGreaterThanOrEqualTo(1);
        }
      }
      return List.of();
    };
  }

  private static LookupQuery emailOf(Trader trader) {
    return LookupQuery.newBuilder()
        .setEmail(trader.getIdentity().getEmails(0).getAddress())
        .build();
  }

  private static void found(Registry registry, Trader trader) {
    var request = LookupTradersRequest.newBuilder().addQueries(emailOf(trader)).build();
    assertThat(registry.lookUp.lookUp(registry.tenant, request).getResults(0).getMatchesList())
        .anyMatch(match -> match.getTrader().getName().equals(trader.getName()));
  }

  @Test
  void aKeyIsUsedOnceEveryServerKnowsIt() {
    var replica = replica();
    var operation = replica.rotateKeys.start(Registry.STAFF, Keyset.WRAPPING, false);
    var silent = UUID.randomUUID();
    reader(replica, silent, 0);

    assertThat(replica.job.runStep()).isTrue();
    assertThat(replica.job.runStep()).isFalse();
    assertThat(phase(replica, operation.getName()))
        .isEqualTo(KeyRotationPhase.KEY_ROTATION_PHASE_PROMOTE);
    assertThat(Operations.keys(replica.registry).getReadEverywhere()).isFalse();

    reader(replica, silent, 100);
    while (replica.job.runStep()) {
      // To the end.
    }
    assertThat(phase(replica, operation.getName()))
        .isEqualTo(KeyRotationPhase.KEY_ROTATION_PHASE_DONE);
  }

  @Test
  void aServerWithoutTheNewKeyWritesNothing() {
    var stale = new Registry(DATABASE.transactor(), new Vault(KeyRing.ephemeral()));
    var current = replica();
    current.rotate(Keyset.WRAPPING);

    assertThatExceptionOfType(StaleKeyRingException.class)
        .isThrownBy(() -> stale.create(Samples.sound(0)));
  }

  @Test
  void aFormerCheckpointKeyIsThereUntilBothHaveSigned() {
    var replica = replica();
    var _ = replica.sequencer.sequence();
    var operation = replica.rotate(Keyset.CHECKPOINTS);
    assertThat(operation.getPhase()).isEqualTo(KeyRotationPhase.KEY_ROTATION_PHASE_MOVE);
    assertThat(replica.registry.vault.signingKeys().all()).hasSize(2);

    var _ = replica.sequencer.sequence();
    while (replica.job.runStep()) {
      // To the end.
    }
    assertThat(Operations.get(replica.registry, operation.getName()).getState())
        .isEqualTo(OperationState.OPERATION_STATE_SUCCEEDED);
    assertThat(replica.registry.vault.signingKeys().all())
        .singleElement()
        .returns(2, SigningKey::version);
  }

  @Test
  void aSecondRotationIsTheOneThatRuns() {
    var one = replica();
    var other = replica();
    var first = one.rotateKeys.start(Registry.STAFF, Keyset.WRAPPING, false);

    assertThat(other.rotateKeys.start(Registry.STAFF, Keyset.WRAPPING, true)).isEqualTo(first);
    assertThat(other.rotateKeys.start(Registry.STAFF, Keyset.SEALED_TOKENS, false).getName())
        .isNotEqualTo(first.getName());
  }

  @Test
  void damagedDataKeysAreFoundAndKeepTheFormerKeyUntilTheLossIsAccepted() {
    var replica = replica();
    var registry = replica.registry;
    var swapped = List.of(registry.create(Samples.sound(0)), registry.create(Samples.sound(1)));
    var sound = registry.create(Samples.sound(2));
    KeyRows.swap(registry, swapped.get(0), swapped.get(1));

    var failed = replica.rotate(Keyset.WRAPPING);

    assertThat(failed.getState()).isEqualTo(OperationState.OPERATION_STATE_FAILED);
    assertThat(failed.getReasonCode()).isEqualTo("RECORDS_DAMAGED");
    assertThat(failed.getFailedCount()).isEqualTo(2);
    assertThat(Operations.keys(registry).getDamagedDataKeys()).isEqualTo(2);
    assertThat(registry.get(sound)).isNotNull();
    for (var trader : swapped) {
      assertThatExceptionOfType(RecordDamagedException.class)
          .isThrownBy(() -> registry.get(trader));
    }

    var accepted = replica.rotate(Keyset.WRAPPING, true);
    assertThat(accepted.getState()).isEqualTo(OperationState.OPERATION_STATE_SUCCEEDED);
    assertThat(registry.get(sound)).isNotNull();
  }

  @Test
  void whatIsRestoredFromADumpOpensNoMoreAfterTheEpoch() {
    var replica = replica();
    var registry = replica.registry;
    var trader = registry.create(Samples.everyKind(0));
    var id = Registry.id(trader);
    var dump = KeyRows.dump(registry, id);
    registry.transactor.write(db -> {
      registry.vault.shred(
          db, registry.tenant.id(), id, RetentionClass.IDENTIFICATION, Instant.EPOCH);
      return true;
    });
    assertThat(registry.get(trader).hasIdentification()).as("at once").isFalse();
    assertThat(registry.get(trader).hasTax()).isTrue();

    KeyRows.restore(registry, id, dump);
    assertThat(registry.get(trader).hasIdentification()).as("a backup in the epoch").isTrue();

    KeyRows.shredAgain(registry, id, RetentionClass.IDENTIFICATION);
    replica.rotate(Keyset.WRAPPING);
    var after = new Registry(DATABASE.transactor(), new Vault(KeyRing.openOrCreate(keys)));
    assertThat(registry.get(trader).hasTax()).isTrue();
    KeyRows.restore(registry, id, dump);
    for (var each : List.of(registry, after)) {
      var keysOfDump = each.transactor.read(db -> each.vault.load(db, registry.tenant.id(), id));
      for (var retentionClass : RetentionClass.values()) {
        if (keysOfDump.has(retentionClass)) {
          assertThatExceptionOfType(RecordDamagedException.class)
              .isThrownBy(() ->
                  keysOfDump.open(
                      retentionClass,
                      Binding.section(registry.tenant.id(), id, 1, 1),
                      new byte[] {1}))
              .withMessageContaining("does not unwrap");
        }
      }
    }
    assertThatExceptionOfType(KeyRingException.class)
        .as("a server does not start on such a database")
        .isThrownBy(() -> replica());
  }

  @Test
  void anEpochEndsByTheCalendar() {
    var replica = replica();
    var clock = replica.registry.clock;
    var status = Operations.keys(replica.registry);
    var begin = Samples.instant(status.getVersions(status.getVersionsCount() - 1).getCreateTime());
    assertThat(Samples.instant(status.getNextEpochTime())).isEqualTo(begin.plus(Replica.EPOCH));
    assertThat(Samples.instant(status.getErasedEverywhereTime()))
        .isEqualTo(begin.plus(Replica.EPOCH).plus(Duration.ofDays(1)));

    clock.move(Replica.EPOCH.minusSeconds(1));
    replica.epochs.runStep();
    assertThat(replica.job.runStep()).isFalse();
    clock.move(Duration.ofSeconds(1));
    replica.epochs.runStep();
    while (replica.job.runStep()) {
      // To the end.
    }

    assertThat(Operations.keys(replica.registry).getVersionsList())
        .filteredOn(key -> key.getState() == KeyState.KEY_STATE_DESTROYED)
        .extracting(key -> key.getKeyset().name())
        .containsExactly("KEYSET_WRAPPING");
    assertThat(Operations.keys(replica.registry).getVersionsList())
        .filteredOn(key -> key.getState() == KeyState.KEY_STATE_RETIRED)
        .extracting(key -> key.getKeyset().name())
        .containsExactlyInAnyOrder("KEYSET_REQUEST_DIGESTS", "KEYSET_SEALED_TOKENS");
    replica.epochs.runStep();
    assertThat(replica.job.runStep()).as("one epoch, one rotation").isFalse();
  }

  private Replica replica() {
    return new Replica(DATABASE, keys, 200);
  }

  private static KeyRotationPhase phase(Replica replica, String operation) {
    return Operations.get(replica.registry, operation).getPhase();
  }

  private static void reader(Replica replica, UUID server, long generation) {
    replica.registry.transactor.write(db ->
        db.execute(
            "replace into " + KEY_RING_READER.getName() + " values (?, ?, utc_timestamp(6))",
            Ids.toBytes(server),
            generation));
  }
}
