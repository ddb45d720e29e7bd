package org.sellerregistry.vault;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys that are not in the database. Whoever holds the key ring and the database reads
 * everything; whoever loses the key ring loses everything that the database holds encrypted.
 *
 * <p>Guarantee: what another server changed in the same key ring is seen within a second, also by a
 * server that was stopped for longer: it looks before it uses a key again. While the key ring
 * cannot be read, the keys that were read last serve on.
 *
 * <p>Safe for use by many threads.
 */
public final class KeyRing {

  private static final Logger LOG = LoggerFactory.getLogger(KeyRing.class);
  private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

  private final KeysetsHome home;
  private final LongSupplier nanos;
  private volatile OpenKeysets keys;
  private volatile long readAt;

  /** A key ring that is kept nowhere. */
  KeyRing(Keysets keysets) {
    this(new KeysetsHome.Memory(keysets), System::nanoTime);
  }

  /**
   * @param nanos a clock that only measures, as {@link System#nanoTime()}
   */
  KeyRing(KeysetsHome home, LongSupplier nanos) {
    this.home = home;
    this.nanos = nanos;
    this.readAt = nanos.getAsLong();
    this.keys = new OpenKeysets(home.openOrCreate());
  }

  /**
   * Opens the key ring kept in a directory, or makes it when there is none. Of several processes
   * that start at once, one makes the key ring and all use it.
   *
   * @throws KeyRingException if it is damaged, open to others than its owner, or cannot be kept
   */
  public static KeyRing openOrCreate(Path directory) {
    return openOrCreate(directory, KmsKeys.NONE);
  }

  /**
   * The same, with the keysets encrypted by a key management service. It is asked when the key ring
   * is opened and when its keys have changed, not in between.
   *
   * @throws KeyRingException as well if the service cannot be asked or refuses
   */
  public static KeyRing openOrCreate(Path directory, KmsKeys kms) {
    return new KeyRing(new KeyRingFile(directory, kms), System::nanoTime);
  }

  /** Makes a key ring that is kept nowhere: what it encrypts is lost with the process. */
  public static KeyRing ephemeral() {
    return new KeyRing(Keysets.generate());
  }

  /** The epoch under which new data keys are wrapped. */
  public int wrappingEpoch() {
    return current().primary(Keyset.WRAPPING);
  }

  /** The keys, as another server may have left them a second ago. */
  OpenKeysets current() {
    if (nanos.getAsLong() - readAt > FRESH_NANOS) {
      refresh();
    }
    return keys;
  }

  /** Reads the key ring again. */
  synchronized void refresh() {
    long now = nanos.getAsLong();
    try {
      home.readChanged().ifPresent(changed -> keys = new OpenKeysets(changed));
    } catch (KeyRingException e) {
      LOG.error("The key ring cannot be read again: {}", e.getMessage());
    }
    readAt = now;
  }

  /**
   * Changes the key ring, for this server at once and for every other within a second.
   *
   * @throws KeyRingException if it cannot be written
   */
  synchronized void change(UnaryOperator<Keysets> change) {
    keys = new OpenKeysets(home.change(change));
    readAt = nanos.getAsLong();
  }

  /** Whether this server may change the key ring. */
  public boolean isWritable() {
    return home.isWritable();
  }

  /** The keys, among them the wrapping key of an epoch if there is any. */
  OpenKeysets withEpoch(int epoch) {
    if (!current().holds(Keyset.WRAPPING, epoch)) {
      refresh();
    }
    return keys;
  }
}
