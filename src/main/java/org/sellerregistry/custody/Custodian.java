package org.sellerregistry.custody;

import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done about keys in the background, again and again, on every server. */
public final class Custodian implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Custodian.class);

  /** So that one round ends, and the calendar is looked at, while a rotation is long. */
  private static final int STEPS = 500;

  private final RotationJob rotations;
  private final Epochs epochs;
  private final BooleanSupplier waits;

  /**
   * @param waits whether the journal is so far behind that rotations, which write an entry for each
   *     of many traders, leave it to catch up
   */
  public Custodian(RotationJob rotations, Epochs epochs, BooleanSupplier waits) {
    this.rotations = rotations;
    this.epochs = epochs;
    this.waits = waits;
  }

  /** One round; a failure is left to the next. */
  @Override
  public void run() {
    try {
      epochs.runStep();
      for (int step = 0; step < STEPS && !waits.getAsBoolean() && rotations.runStep(); step++) {
        LOG.debug("A rotation goes on");
      }
    } catch (RuntimeException e) {
      LOG.warn("The keys were not looked after: {}", e.getClass().getSimpleName());
    }
  }
}
