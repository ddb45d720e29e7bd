package org.sellerregistry.custody;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.sellerregistry.storage.Transactor;
import org.sellerregistry.trader.LookupKeys;
import org.sellerregistry.vault.KeyRotation;
import org.sellerregistry.vault.Keyset;

/**
 * The calendar of epochs: how long a wrapping key serves, and from when on what was erased can be
 * restored from no backup.
 */
public final class Epochs {
  /**
   * What ends with an epoch. Tokens for look-up do not: a rotation of theirs reads every trader.
   */
  private static final List<Keyset> ENDING =
      List.of(Keyset.WRAPPING, Keyset.REQUEST_DIGESTS, Keyset.SEALED_TOKENS);

  /** For the rotation itself. */
  private static final Duration GRACE = Duration.ofDays(1);

  private final Transactor transactor;
  private final KeyRotation rotation;
  private final RotateKeys rotateKeys;
  private final InstantSource clock;
  private final Duration length;

  /**
   * @param length how long a wrapping key serves; zero if only as long as an operator lets it
   */
  public Epochs(
      Transactor transactor,
      KeyRotation rotation,
      RotateKeys rotateKeys,
      InstantSource clock,
      Duration length) {
    this.transactor = transactor;
    this.rotation = rotation;
    this.rotateKeys = rotateKeys;
    this.clock = clock;
    this.length = length;
  }

  /**
   * Begins the next epoch if it is time; each keyset has its own calendar. Tokens for look-up are
   * computed anew when this release makes them of other normal forms.
   */
  public void runStep() {
    if (!rotation.isWritable()) {
      return;
    }
    var index = transactor.read(db -> rotation.newest(db, Keyset.BLIND_INDEX));
    if (index.normalForms() < LookupKeys.NORMAL_FORMS) {
      var _ = rotateKeys.start(RotateKeys.REGISTRY, Keyset.BLIND_INDEX, false);
    }
    if (length.isZero()) {
      return;
    }
    for (var keyset : ENDING) {
      var newest = transactor.read(db -> rotation.newest(db, keyset));
      if (!clock.instant().isBefore(newest.createTime().plus(length))) {
        var _ = rotateKeys.start(RotateKeys.REGISTRY, keyset, false);
      }
    }
  }

  /** When the present epoch is to end; empty if no epochs are scheduled. */
  public Optional<Instant> nextEpoch(DSLContext db) {
    return length.isZero()
        ? Optional.empty()
        : Optional.of(rotation.newest(db, Keyset.WRAPPING).createTime().plus(length));
  }

  /**
   * From when on nothing can restore what is erased now: its data key may have been wrapped under
   * the present epoch, and an epoch that is overdue ends from now on. Empty if no epochs are
   * scheduled.
   */
  public Optional<Instant> erasedEverywhere(DSLContext db) {
    var now = clock.instant();
    return nextEpoch(db).map(end -> (end.isBefore(now) ? now : end).plus(GRACE));
  }
}
