package org.sellerregistry.vault;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;

/**
 * Traders' data keys and what else hangs on the key ring.
 *
 * <p>Safe for use by many threads.
 */
public final class Vault {

  private final KeyRing keyRing;
  private final DataKeyStore store = new DataKeyStore();
  private final BlindIndex blindIndex;
  private final RequestDigests requestDigests;
  private final SealedTokens sealedTokens;

  public Vault(KeyRing keyRing) {
    this.keyRing = keyRing;
    this.blindIndex = new BlindIndex(keyRing);
    this.requestDigests = new RequestDigests(keyRing);
    this.sealedTokens = new SealedTokens(keyRing);
  }

  /**
   * Refuses a database that was written with another key ring, before anything is written with this
   * one. To be called once at start.
   *
   * @throws KeyRingException if stored data keys do not unwrap
   */
  public void requireKeyRingOf(DSLContext db) {
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
    return new TraderKeys(
        keyRing,
        marketplace,
        trader,
        store.load(db, marketplace, List.of(trader)).getOrDefault(trader, List.of()));
  }

  /** The keys of each of the traders, of those without stored keys too, in one query. */
  public Map<UUID, TraderKeys> loadAll(DSLContext db, UUID marketplace, Collection<UUID> traders) {
    var keys = new HashMap<UUID, TraderKeys>();
    if (!traders.isEmpty()) {
      var stored = store.load(db, marketplace, traders);
      for (var trader : traders) {
        keys.put(
            trader,
            new TraderKeys(keyRing, marketplace, trader, stored.getOrDefault(trader, List.of())));
      }
    }
    return keys;
  }

  /** As {@link #storeAll}, of one trader. */
  public void store(DSLContext db, TraderKeys keys, Instant now) {
    storeAll(db, List.of(keys), now);
  }

  /**
   * Stores the keys made since these were loaded or created, in one statement, or in none when
   * there are none. To be called in the transaction that stores the ciphertexts, after each sealing
   * or once after all; when the transaction is repeated with the same keys, they are stored again.
   */
  public void storeAll(DSLContext db, Collection<TraderKeys> keys, Instant now) {
    store.insert(
        db,
        keys.stream().flatMap(each -> each.takeCreated(db.configuration()).stream()).toList(),
        now);
  }

  /**
   * Deletes the key of a class: what it encrypted opens nowhere any more, but for backups and
   * binary logs, which hold the wrapped key until its epoch's wrapping key is destroyed.
   */
  public void shred(DSLContext db, UUID marketplace, UUID trader, RetentionClass retentionClass) {
    store.delete(db, marketplace, trader, retentionClass);
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
}
