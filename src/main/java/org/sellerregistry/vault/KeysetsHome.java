package org.sellerregistry.vault;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** Where a key ring is kept. */
sealed interface KeysetsHome permits KeyRingFile, KeysetsHome.Memory {

  /** The keysets, made when there are none. */
  Keysets openOrCreate();

  /** The keysets if they are others than those read last. */
  Optional<Keysets> readChanged();

  /**
   * Replaces the keysets, whole or not at all, by what becomes of those that are kept now.
   *
   * @return the keysets that are kept then
   */
  Keysets change(UnaryOperator<Keysets> change);

  /** Whether the keysets can be changed. */
  boolean isWritable();

  /** Keysets that end with the process. */
  final class Memory implements KeysetsHome {
    private final AtomicReference<Keysets> keysets;

    Memory(Keysets keysets) {
      this.keysets = new AtomicReference<>(keysets);
    }

    @Override
    public Keysets openOrCreate() {
      return keysets.get();
    }

    @Override
    public Optional<Keysets> readChanged() {
      return Optional.of(keysets.get());
    }

    @Override
    public Keysets change(UnaryOperator<Keysets> change) {
      return keysets.updateAndGet(change);
    }

    @Override
    public boolean isWritable() {
      return true;
    }
  }
}
