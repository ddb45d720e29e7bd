package org.sellerregistry.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.sellerregistry.journal.VerifyTree.Finding;
import org.sellerregistry.storage.TestDatabase;
import org.sellerregistry.v1.CheckpointKeyChange;
import org.sellerregistry.v1.JournalEntry;
import org.sellerregistry.vault.KeyRing;
import org.sellerregistry.vault.KeyRotation;
import org.sellerregistry.vault.Keyset;
import org.sellerregistry.vault.SigningKeys;
import org.sellerregistry.vault.Vault;

/** Another key begins to sign checkpoints, and the former one is good for none that comes later. */
class CheckpointKeysTest {
  @RegisterExtension
  static final TestDatabase DATABASE =
      TestDatabase.migrated().with(config -> config.withConnections(12, 4));

  private static final UUID TRADER = UUID.fromString("01900000-0000-7000-8000-000000000001");

  @TempDir Path folder;
  private Server one;
  private Server other;

  /** One of the servers on a database and a key ring. */
  private record Server(Vault vault, JournalFixture journal) {
    static Server open(Path keys) {
      var vault = new Vault(KeyRing.openOrCreate(keys));
      var checkpoints = new Checkpoints(vault.signingKeys());
      return new Server(vault, new JournalFixture(DATABASE.transactor(), checkpoints));
    }

    KeyRotation rotation() {
      return vault.rotation();
    }

    SigningKeys keys() {
      return vault.signingKeys();
    }

    /** Reads the key ring, as its background work does every other second. */
    void readKeyRing() {
      journal.transactor.write(db -> {
        rotation().report(db, UUID.randomUUID());
        return true;
      });
    }
  }

  @BeforeEach
  void begin() {
    one = Server.open(folder.resolve("keys"));
    other = Server.open(folder.resolve("keys"));
    append(one, 1, 5);
    one.journal.sequence();
  }

  @AfterEach
  void empty() throws SQLException {
    execute(
        "DELETE FROM journal_pending",
        "DELETE FROM journal_entry",
        "DELETE FROM journal_tile",
        "DELETE FROM journal_checkpoint",
        "DELETE FROM journal_key",
        "UPDATE journal_log SET size = 0, frontier = '', note = ''",
        "UPDATE journal_sequencer SET gaps = '', scan_time = '2000-01-01'");
  }

  @Test
  void theChangeIsAnEntryAndItsCheckpointsAreSignedByBoth() throws Exception {
    var former = one.keys().current().publicKey();
    promote(2);
    append(one, 6, 8);
    one.journal.sequence();
    var next = one.keys().current().publicKey();

    var entry = one.journal.leaves().get(5).entry().orElseThrow();
    assertThat(entry)
        .returns("AdminService.RotateKeys", JournalEntry::getMethod)
        .returns("registry", JournalEntry::getPrincipal)
        .returns(
            CheckpointKeyChange.newBuilder()
                .setFormerPublicKey(former)
                .setPublicKey(next)
                .setRegistrySize(6)
                .setAccessSize(0)
                .build(),
            JournalEntry::getCheckpointKeyChange);
    for (var log : Log.values()) {
      var note = one.journal.reader.checkpoint(log, log == Log.REGISTRY ? 6 : 0).orElseThrow();
      for (var key : List.of(former, next)) {
        var verifier = one.journal.checkpoints.verifierKey(log, key).toString();
        assertThat(IndependentNote.open(note.toString(), verifier)).isEqualTo(note.text());
      }
    }
    var last = one.journal.reader.checkpoint(Log.REGISTRY);
    assertThat(last.signatures()).hasSize(1);
    assertThat(one.journal.checkpoints.verifierKey(Log.REGISTRY, next).verifies(last)).isTrue();
    assertThat(one.journal.verify()).isEmpty();

    retire(2);
    assertThat(one.journal.verify()).as("the former key is destroyed").isEmpty();
    var keys = one.journal.reader.keys();
    var checkpoints = one.journal.checkpoints;
    assertThat(checkpoints.verifierKey(Log.REGISTRY, 5, keys).publicKey()).isEqualTo(former);
    assertThat(checkpoints.verifierKey(Log.REGISTRY, 6, keys).publicKey()).isEqualTo(next);
    assertThat(checkpoints.verifierKey(Log.ACCESS, 7, keys).publicKey()).isEqualTo(next);
  }

  @Test
  void manyKeysInARowAreGoodForTheirSizesAlone() {
    for (int version = 2; version <= 5; version++) {
      promote(version);
      one.journal.sequence();
      retire(version);
    }
    append(one, 6, 9);
    one.journal.sequence();

    assertThat(one.journal.reader.keys().keys())
        .extracting(KeyHistory.Key::registrySize)
        .containsExactly(0L, 6L, 7L, 8L, 9L);
    assertThat(one.journal.verify()).isEmpty();
  }

  @Test
  void aCheckpointKeepsItsCosignatures() throws Exception {
    var witness = new Witness("witness.example/w1");
    var note = one.journal.reader.checkpoint(Log.REGISTRY, 5).orElseThrow();
    var line = witness.cosign(note.text(), 1_679_315_147L);
    var _ = one.journal.reader.cosign(Log.REGISTRY, 5, List.of(witness.key()), line);
    var signed =
        one.journal.checkpoints.sign(
            Log.REGISTRY, 5, one.journal.reader.root(Log.REGISTRY, 5), one.keys().current());
    one.journal.transactor.write(db -> {
      new CheckpointStore()
          .putSignatures(db, Log.REGISTRY, 5, signed.toString(), one.journal.clock.instant());
      return true;
    });

    var kept = one.journal.reader.checkpoint(Log.REGISTRY, 5).orElseThrow();
    assertThat(kept.signatures()).hasSize(2);
    assertThat(witness.key().verifies(kept)).isTrue();
  }

  @Test
  void aServerThatHasOnlyHeardOfTheKeyGoesOnWithIt() {
    one.rotation().add(Keyset.CHECKPOINTS, 2);
    other.readKeyRing();
    promoteAdded(2);
    one.journal.sequence();
    append(other, 6, 6);
    // Within a second of its last look it has the former key to sign with.
    other.journal.sequence();

    assertThat(one.journal.leaves()).hasSize(7);
    assertThat(one.journal.reader.keys().keys()).hasSize(2);
    assertThat(one.journal.verify()).isEmpty();
  }

  @Test
  void twoServersSequenceWhileItChanges() throws Exception {
    var working = new AtomicBoolean(true);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var work = new ArrayList<Future<Void>>();
      for (var server : List.of(one, other)) {
        Callable<Void> writing =
            () -> {
              var trader = UUID.randomUUID();
              for (long revision = 1; working.get(); revision++) {
                server.journal.append(trader, revision);
              }
              return null;
            };
        Callable<Void> sequencing =
            () -> {
              var sequencer = server.journal.sequencer(20);
              while (working.get()) {
                var _ = sequencer.sequence();
              }
              return null;
            };
        work.add(threads.submit(writing));
        work.add(threads.submit(sequencing));
      }
      for (int version = 2; version <= 4; version++) {
        one.rotation().add(Keyset.CHECKPOINTS, version);
        other.readKeyRing();
        promoteAdded(version);
        other.readKeyRing();
        var key = one.keys().current().publicKey();
        while (!one.journal.reader.keys().endsWith(key)) {
          Thread.onSpinWait();
        }
        retire(version);
      }
      working.set(false);
      for (var each : work) {
        each.get();
      }
    }
    one.journal.sequence();

    var leaves = one.journal.leaves();
    assertThat(leaves)
        .extracting(Leaf::sequence)
        .containsExactlyElementsOf(LongStream.range(0, leaves.size()).boxed().toList());
    assertThat(one.journal.reader.keys().keys()).hasSize(4);
    for (var server : List.of(one, other)) {
      server.readKeyRing();
      assertThat(server.journal.verify()).isEmpty();
    }
  }

  @Test
  void aFormerKeyIsGoodUpToItsLastSizeAndForThatTreeAlone() throws IOException {
    var stolen = stolen();
    promote(2);
    append(one, 6, 8);
    one.journal.sequence();
    retire(2);

    for (var each : LongStream.rangeClosed(1, 6).boxed().toList()) {
      assertThat(verify(signed(stolen, each))).as("of %d", each).isEmpty();
    }
    for (var each : LongStream.rangeClosed(7, 9).boxed().toList()) {
      assertThat(verify(signed(stolen, each)))
          .as("of %d", each)
          .hasOnlyElementsOfType(Finding.WrongCheckpoint.class)
          .hasSize(1);
    }
    assertThat(verify(signed(one.keys(), 5))).as("the new key, before its time").isNotEmpty();
    var other = one.journal.checkpoints.sign(Log.REGISTRY, 5, MerkleHash.EMPTY, stolen.current());
    assertThat(verify(other.toString())).hasAtLeastOneElementOfType(Finding.WrongTree.class);
  }

  @Test
  void whoStoleAFormerKeyAndWritesToTheDatabaseSignsNothing() throws Exception {
    var stolen = stolen();
    promote(2);
    append(one, 6, 8);
    one.journal.sequence();
    retire(2);
    other.readKeyRing();
    var former = new JournalFixture(DATABASE.transactor(), new Checkpoints(stolen));
    var root = one.journal.reader.root(Log.REGISTRY, 4);
    var notes = new EnumMap<Log, String>(Log.class);
    for (var log : Log.values()) {
      var size = log == Log.REGISTRY ? 4 : 0;
      var tree = log == Log.REGISTRY ? root : MerkleHash.EMPTY;
      notes.put(log, former.checkpoints.sign(log, size, tree, stolen.current()).toString());
    }
    // The first four entries again, as if the key had never been replaced.
    execute(
        "DELETE FROM journal_entry WHERE sequence >= 4",
        "DELETE FROM journal_tile",
        "DELETE FROM journal_checkpoint",
        "DELETE FROM journal_key WHERE registry_size > 0");
    try (var connection = DATABASE.connect();
        var update =
            connection.prepareStatement(
                "UPDATE journal_log SET size = ?, frontier = ?, note = ? WHERE log = ?")) {
      var frontier = new Frontier();
      one.journal.leaves().subList(0, 4).forEach(leaf -> frontier.append(leaf.hash()));
      for (var log : Log.values()) {
        update.setLong(1, log == Log.REGISTRY ? 4 : 0);
        update.setBytes(2, log == Log.REGISTRY ? frontier.toBytes() : new byte[0]);
        update.setString(3, notes.get(log));
        update.setInt(4, log.code());
        update.executeUpdate();
      }
    }

    for (var server : List.of(one, other)) {
      assertThatThrownBy(() -> server.journal.sequencer(10).sequence())
          .isInstanceOf(JournalDamagedException.class);
      assertThat(server.journal.verify())
          .contains(new Finding.WrongCheckpoint("The journal's newest key is not in the key ring"));
    }
  }

  @Test
  void theHistoryOfKeysCannotBeAltered() throws SQLException {
    promote(2);
    append(one, 6, 8);
    one.journal.sequence();
    retire(2);
    for (var change :
        List.of(
            "UPDATE journal_key SET public_key = REVERSE(public_key) WHERE registry_size = 0",
            "UPDATE journal_key SET public_key = REVERSE(public_key) WHERE registry_size = 6",
            "UPDATE journal_key SET registry_size = 7 WHERE registry_size = 6",
            "UPDATE journal_key SET access_size = 1 WHERE registry_size = 6",
            "DELETE FROM journal_key WHERE registry_size = 0",
            "DELETE FROM journal_key WHERE registry_size = 6")) {
      execute("CREATE TABLE kept AS SELECT * FROM journal_key", change);
      assertThat(one.journal.verify())
          .as(change)
          .hasAtLeastOneElementOfType(Finding.WrongCheckpoint.class);
      execute(
          "DELETE FROM journal_key",
          "INSERT INTO journal_key SELECT * FROM kept",
          "DROP TABLE kept");
      assertThat(one.journal.verify()).isEmpty();
    }
  }

  /** The former key, as somebody has it who took a copy of the key ring. */
  private SigningKeys stolen() throws IOException {
    var copy = Files.createDirectory(folder.resolve("stolen"));
    Files.copy(folder.resolve("keys").resolve("key-ring"), copy.resolve("key-ring"));
    return new SigningKeys(KeyRing.openOrCreate(copy));
  }

  private String signed(SigningKeys keys, long size) {
    var root = one.journal.reader.root(Log.REGISTRY, size);
    return one.journal.checkpoints.sign(Log.REGISTRY, size, root, keys.current()).toString();
  }

  private List<Finding> verify(String anchor) {
    var findings = new ArrayList<Finding>();
    var _ =
        new VerifyTree(one.journal.transactor, one.journal.checkpoints)
            .verify(Log.REGISTRY, List.of(anchor), leaf -> {}, findings::add);
    return findings;
  }

  private void promote(int version) {
    one.rotation().add(Keyset.CHECKPOINTS, version);
    promoteAdded(version);
  }

  private void promoteAdded(int version) {
    one.journal.transactor.write(db -> {
      one.rotation().promote(db, Keyset.CHECKPOINTS, version);
      return true;
    });
  }

  private void retire(int version) {
    one.journal.transactor.write(db -> {
      one.rotation().destroyFormer(db, Keyset.CHECKPOINTS, version, one.journal.clock.instant());
      return true;
    });
  }

  private static void append(Server server, int first, int last) {
    for (int revision = first; revision <= last; revision++) {
      server.journal.append(TRADER, revision);
    }
  }

  private static void execute(String... statements) throws SQLException {
    try (var connection = DATABASE.connect();
        var handle = connection.createStatement()) {
      for (var statement : statements) {
        handle.execute(statement);
      }
    }
  }
}
