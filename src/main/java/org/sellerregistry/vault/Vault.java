package org.sellerregistry.vault;

import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;
import org.sellerregistry.storage.generated.tables.records.DataKeyRecord;

/**
 * Traders' data keys and what else hangs on the key ring.
 *
 * <p>Safe for use by many threads.
 */
public final class Vault {

  private final KeyRing keyRing;
  private final DataKeyStore store = new DataKeyStore();
  private final KeyVersionStore versions = new KeyVersionStore();
  private final BlindIndex blindIndex;
  private final RequestDigests requestDigests;
  private final SealedTokens sealedTokens;
  private final SigningKeys signingKeys;

  public Vault(KeyRing keyRing) {
    this.keyRing = keyRing;
    this.blindIndex = new BlindIndex(keyRing);
    this.requestDigests = new RequestDigests(keyRing);
    this.sealedTokens = new SealedTokens(keyRing);
    this.signingKeys = new SigningKeys(keyRing);
  }

  /** The epoch under which new data keys are wrapped. */
  public int wrappingEpoch() {
    return keyRing.wrappingEpoch();
  }

  /**
   * Refuses a database that was written with another key ring, before anything is written with this
   * one. To be called once at start.
   *
   * @throws KeyRingException if stored data keys do not unwrap, or if the key ring's own keys were
   *     destroyed: it is older than the last rotation
   */
  public void requireKeyRingOf(DSLContext db) {
    for (var keyset : Keyset.values()) {
      int version = keyRing.current().primary(keyset);
      if (versions.isDestroyed(db, keyset, version)) {
        throw new KeyRingException(
            ("The key ring is older than the database: its key %d of %s was destroyed since. "
                    + "Restore the latest key ring")
                .formatted(version, keyset));
      }
    }
    for (var key : store.oldestAndNewest(db)) {
      try {
        var _ = key.unwrap(keyRing);
      } catch (RecordDamagedException e) {
        throw new KeyRingException(
            "The database was written with another key ring: its data keys do not unwrap. "
                + "Restore the key ring that belongs to it",
            e);
      }
    }
  }

  /** The keys of a new trader, without asking the database. */
  public TraderKeys create(UUID marketplace, UUID trader) {
    return new TraderKeys(keyRing, marketplace, trader, List.of());
  }

  /** The keys of a trader. Who is going to seal under them holds the lock of the trader's row. */
  public TraderKeys load(DSLContext db, UUID marketplace, UUID trader) {
    var stored = store.load(db, marketplace, List.of(trader)).get(trader);
    return keys(marketplace, trader, stored == null ? DataKeyStore.Stored.NOTHING : stored);
  }

  /** The keys of each of the traders, of those without stored keys too, in one query. */
  public Map<UUID, TraderKeys> loadAll(DSLContext db, UUID marketplace, Collection<UUID> traders) {
    var keys = new HashMap<UUID, TraderKeys>();
    if (!traders.isEmpty()) {
      var stored = store.load(db, marketplace, traders);
      for (var trader : traders) {
        keys.put(
            trader,
            keys(marketplace, trader, stored.getOrDefault(trader, DataKeyStore.Stored.NOTHING)));
      }
    }
    return keys;
  }

  private TraderKeys keys(UUID marketplace, UUID trader, DataKeyStore.Stored stored) {
    return new TraderKeys(keyRing, marketplace, trader, stored.keys(), stored.shredded());
  }

  /** As {@link #storeAll}, of one trader. */
  public List<DataKeyRecord> store(DSLContext db, TraderKeys keys, Instant now) {
    return storeAll(db, List.of(keys), now);
  }

  /**
   * Stores the keys made since these were loaded or created, in one statement, or in none when
   * there are none. To be called in the transaction that stores the ciphertexts, after each sealing
   * or once after all; when the transaction is repeated with the same keys, they are stored again.
   *
   * @return the rows that were stored, for the journal
   * @throws StaleKeyRingException if this server does not know the present epoch
   */
  public List<DataKeyRecord> storeAll(DSLContext db, Collection<TraderKeys> keys, Instant now) {
    var created =
        keys.stream().flatMap(each -> each.takeCreated(db.configuration()).stream()).toList();
    if (created.isEmpty()) {
      return List.of();
    }
    // Another epoch may have begun since they were made, or since the transaction was tried first.
    int epoch = versions.hold(db, keyRing).epoch();
    return store.insert(db, created.stream().map(key -> key.in(epoch, keyRing)).toList(), now);
  }

  /**
   * Deletes the key of a class, and lets the class have none any more: what it encrypted opens
   * nowhere, but for backups and binary logs, which hold the wrapped key until its epoch's wrapping
   * key is destroyed. The caller holds the lock of the trader's row.
   *
   * @return the class's row as it is then, for the journal
   */
  public DataKeyRecord shred(
      DSLContext db, UUID marketplace, UUID trader, RetentionClass retentionClass, Instant now) {
    return store.shred(db, marketplace, trader, retentionClass, now);
  }

  /**
   * The classes of each trader whose stored key does not unwrap, so that what it encrypted cannot
   * be read; traders without such a key are left out.
   */
  public Map<UUID, Set<RetentionClass>> damaged(
      DSLContext db, UUID marketplace, Collection<UUID> traders) {
    var damaged = new HashMap<UUID, Set<RetentionClass>>();
    for (var stored : store.load(db, marketplace, traders).values()) {
      for (var key : stored.keys()) {
        try {
          var _ = key.unwrap(keyRing);
        } catch (RecordDamagedException e) {
          damaged
              .computeIfAbsent(key.trader(), _ -> EnumSet.noneOf(RetentionClass.class))
              .add(key.retentionClass());
        }
      }
    }
    return damaged;
  }

  /** What changes the key ring's keys. */
  public KeyRotation rotation() {
    return new KeyRotation(keyRing, store, versions);
  }

  public BlindIndex blindIndex() {
    return blindIndex;
  }

  public RequestDigests requestDigests() {
    return requestDigests;
  }

  public SealedTokens sealedTokens() {
    return sealedTokens;
  }

  public SigningKeys signingKeys() {
    return signingKeys;
  }
}
