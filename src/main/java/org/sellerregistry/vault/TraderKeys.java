package org.sellerregistry.vault;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A trader's data keys. A stored key is unwrapped when it is first used; a class's key is made when
 * something is first sealed under it, and lasts only if {@link Vault#store} then stores it.
 *
 * <p>Safe for use by many threads.
 */
public final class TraderKeys {

  private final KeyRing keyRing;
  private final UUID marketplace;
  private final UUID trader;
  private final Map<RetentionClass, WrappedKey> wrapped = new EnumMap<>(RetentionClass.class);
  private final Map<RetentionClass, DataKey> opened = new EnumMap<>(RetentionClass.class);
  private final Set<RetentionClass> shredded;
  private final List<WrappedKey> created = new ArrayList<>();
  private @Nullable Object storedIn;
  private int stored;

  TraderKeys(KeyRing keyRing, UUID marketplace, UUID trader, List<WrappedKey> known) {
    this(keyRing, marketplace, trader, known, Set.of());
  }

  /**
   * @param shredded the classes whose data was erased, and that get no key any more
   */
  TraderKeys(
      KeyRing keyRing,
      UUID marketplace,
      UUID trader,
      List<WrappedKey> known,
      Set<RetentionClass> shredded) {
    this.keyRing = keyRing;
    this.marketplace = marketplace;
    this.trader = trader;
    this.shredded = Set.copyOf(shredded);
    known.forEach(key -> wrapped.put(key.retentionClass(), key));
  }

  public UUID marketplace() {
    return marketplace;
  }

  public UUID trader() {
    return trader;
  }

  /**
   * Whether the class has a key: if not, nothing of it was ever sealed, or all of it is shredded.
   */
  public synchronized boolean has(RetentionClass retentionClass) {
    return wrapped.containsKey(retentionClass);
  }

  /**
   * Whether the data of the class was erased: what is left of it opens never, and is read as
   * absent.
   */
  public boolean isShredded(RetentionClass retentionClass) {
    return shredded.contains(retentionClass);
  }

  /**
   * Encrypts a record and binds it to its place. Makes the class's key if there is none.
   *
   * @throws IllegalArgumentException if the place is another trader's
   * @throws RecordDamagedException if the class's stored key does not unwrap
   * @throws ShreddedException if the data of the class was erased
   */
  public byte[] seal(RetentionClass retentionClass, Binding binding, byte[] plaintext) {
    if (!binding.marketplace().equals(marketplace) || !binding.trader().equals(trader)) {
      throw new IllegalArgumentException("The binding is of another trader than the keys");
    }
    return sealingKey(retentionClass).seal(binding, plaintext);
  }

  /**
   * Decrypts a record.
   *
   * @throws RecordDamagedException if it is not what was sealed for that place under that class, or
   *     if the class's key is gone without having been shredded
   * @throws ShreddedException if the data of the class was erased
   */
  public byte[] open(RetentionClass retentionClass, Binding binding, byte[] ciphertext) {
    return openingKey(retentionClass).open(binding, ciphertext);
  }

  /** The keys made since these were loaded. */
  synchronized List<WrappedKey> created() {
    return List.copyOf(created);
  }

  /**
   * The keys made since these were loaded that the transaction has not stored yet; after this call
   * it has. Another transaction, such as a repetition after a rollback, gets all of them again.
   */
  @SuppressWarnings("ReferenceEquality") // Two transactions are two objects, whatever they equal.
  synchronized List<WrappedKey> takeCreated(Object transaction) {
    if (storedIn != transaction) {
      storedIn = transaction;
      stored = 0;
    }
    var taken = List.copyOf(created.subList(stored, created.size()));
    stored = created.size();
    return taken;
  }

  private synchronized DataKey sealingKey(RetentionClass retentionClass) {
    if (isShredded(retentionClass)) {
      throw new ShreddedException(trader, retentionClass);
    }
    if (!wrapped.containsKey(retentionClass)) {
      var key = WrappedKey.create(keyRing, marketplace, trader, retentionClass);
      wrapped.put(retentionClass, key.wrapped());
      opened.put(retentionClass, key.opened());
      created.add(key.wrapped());
    }
    return openingKey(retentionClass);
  }

  private synchronized DataKey openingKey(RetentionClass retentionClass) {
    var key = opened.get(retentionClass);
    if (key == null) {
      var stored = wrapped.get(retentionClass);
      if (stored == null) {
        if (isShredded(retentionClass)) {
          throw new ShreddedException(trader, retentionClass);
        }
        throw RecordDamagedException.noDataKey(trader, retentionClass);
      }
      key = stored.unwrap(keyRing);
      opened.put(retentionClass, key);
    }
    return key;
  }
}
