package org.sellerregistry.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.sellerregistry.access.Tenant;
import org.sellerregistry.rpc.ResourceNames;
import org.sellerregistry.storage.IndexUse;
import org.sellerregistry.storage.RecordedQueries;
import org.sellerregistry.storage.TestDatabase;
import org.sellerregistry.v1.SectionKind;
import org.sellerregistry.vault.KeyRing;
import org.sellerregistry.vault.Keyset;
import org.sellerregistry.vault.Vault;

/** Every query of documents reaches its rows by a key. */
class EvidencePlansTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private static final Tenant SHOP =
      new Tenant(UUID.fromString("01900000-0000-7000-8000-000000000002"), "shop", List.of());
  private static final UUID TRADER = UUID.fromString("01900000-0000-7000-8000-000000000001");

  private final Vault vault = new Vault(KeyRing.ephemeral());
  private final EvidenceStore store = new EvidenceStore(vault.blindIndex());

  @TempDir Path folder;

  @Test
  void everyQueryReachesItsRowsByAKey() {
    var transactor = DATABASE.transactor();
    var recorded = RecordedQueries.of(DATABASE);
    var id = UUID.randomUUID();
    transactor.write(db -> {
      var keys = vault.load(db, SHOP.id(), TRADER);
      EvidenceRows.insert(db, store, vault, SHOP, keys, id, List.of(), Instant.EPOCH);
      return true;
    });
    transactor.read(db -> {
      var keys = vault.load(db, SHOP.id(), TRADER);
      assertThat(store.find(db, SHOP, keys, id)).isPresent();
      assertThat(store.list(db, SHOP, keys, Optional.empty(), 10)).hasSize(1);
      assertThat(store.list(db, SHOP, keys, Optional.of(id), 10)).isEmpty();
      assertThat(store.count(db, SHOP, TRADER)).isEqualTo(1);
      assertThat(store.isAnothers(db, SHOP, TRADER, ByteString.copyFromUtf8("x"))).isFalse();
      assertThat(store.findByRequestId(db, SHOP, id)).isEmpty();
      assertThat(store.holders(db, SHOP.id(), List.of(TRADER, id), 2)).containsExactly(TRADER);
      store.requireUsable(
          db, SHOP, keys, List.of(ResourceNames.evidence("shop", TRADER, id)), "item");
      return true;
    });
    erase(id);

    assertThat(recorded.looking())
        .hasSizeGreaterThan(12)
        .allSatisfy(query -> IndexUse.assertIndexed(DATABASE, query));
  }

  /** Moves its token, erases it, and removes what no evidence claims any more. */
  private void erase(UUID id) {
    var transactor = DATABASE.transactor();
    var unclaimed =
        new UnclaimedDocuments(
            transactor, new FileDocumentStore(folder.resolve("documents")), Clock.systemUTC());
    transactor.write(db -> {
      vault.rotation().add(Keyset.BLIND_INDEX, 2);
      store.replace(db, db, vault.load(db, SHOP.id(), TRADER), 2);
      new EraseEvidence()
          .erase(
              db,
              SHOP.id(),
              TRADER,
              List.of(SectionKind.SECTION_KIND_IDENTIFICATION),
              Instant.EPOCH);
      unclaimed.announce(db, UUID.randomUUID(), Instant.now().plus(Duration.ofDays(1)));
      assertThat(unclaimed.claim(db, id)).isFalse();
      return true;
    });
    assertThat(unclaimed.sweep()).isEqualTo(1);
  }
}
