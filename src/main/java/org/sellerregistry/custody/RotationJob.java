package org.sellerregistry.custody;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.UUID;
import org.jooq.DSLContext;
import org.sellerregistry.journal.Journal;
import org.sellerregistry.journal.KeyHistory;
import org.sellerregistry.storage.Transactor;
import org.sellerregistry.trader.Retokenise;
import org.sellerregistry.trader.Times;
import org.sellerregistry.v1.JournalEntry;
import org.sellerregistry.v1.KeyRotationPhase;
import org.sellerregistry.v1.OperationState;
import org.sellerregistry.vault.KeyRotation;

/**
 * Carries rotations through, a step at a time, each in a transaction that holds the operation's
 * row: any server goes on where another was ended, and two never work on one operation at once.
 */
public final class RotationJob {
  /** Why a rotation stopped before it destroyed the former keys. */
  static final String RECORDS_DAMAGED = "RECORDS_DAMAGED";

  /** A batch that takes a fraction of a second. */
  public static final int BATCH = 1000;

  private static final int OPERATIONS = 20;

  /** The tokens of a trader are many rows, and its own is locked while they are computed. */
  private static final int DATA_KEYS_FOR_A_TRADER = 10;

  private final Transactor transactor;
  private final KeyRotation rotation;
  private final Retokenise retokenise;
  private final Journal journal;
  private final InstantSource clock;
  private final UUID server;
  private final int batch;
  private final OperationStore store = new OperationStore();

  /**
   * @param server tells this server from others
   * @param batch how many data keys a step wraps anew
   */
  public RotationJob(
      Transactor transactor,
      KeyRotation rotation,
      Retokenise retokenise,
      Journal journal,
      InstantSource clock,
      UUID server,
      int batch) {
    this.transactor = transactor;
    this.rotation = rotation;
    this.retokenise = retokenise;
    this.journal = journal;
    this.clock = clock;
    this.server = server;
    this.batch = batch;
  }

  /**
   * Says which keys this server knows, and goes on with every rotation that runs by one step.
   *
   * @return whether anything was done, so that going on at once is worth it
   */
  public boolean runStep() {
    transactor.write(db -> {
      rotation.report(db, server);
      return true;
    });
    boolean progress = false;
    for (var id : transactor.read(db -> store.running(db, OPERATIONS))) {
      progress |= transactor.write(db -> store.lock(db, id).map(it -> step(db, it)).orElse(false));
    }
    return progress;
  }

  private boolean step(DSLContext db, Work work) {
    if (!rotation.isWritable()) {
      return false;
    }
    var now = Times.micros(clock.instant());
    var next = next(db, work, now);
    if (next.equals(work)) {
      return false;
    }
    store.update(db, next, now);
    if (!next.isRunning() || next.phase() != work.phase()) {
      store.wrote(db, next);
      journal.append(
          db,
          JournalEntry.newBuilder()
              .setTime(Times.timestamp(now))
              .setMethod(RotateKeys.METHOD)
              .setResource(next.operation().getName())
              .setPrincipal(RotateKeys.REGISTRY.principal())
              .setPurpose(purpose(next))
              .build());
    }
    return true;
  }

  private static String purpose(Work next) {
    if (next.isRunning()) {
      return "next: "
          + next.phase().name().substring("KEY_ROTATION_PHASE_".length()).toLowerCase(Locale.ROOT);
    }
    return next.operation().getState() == OperationState.OPERATION_STATE_SUCCEEDED
        ? "destroyed"
        : "failed";
  }

  /** The operation after its next step; the same if it has to wait. */
  private Work next(DSLContext db, Work work, Instant now) {
    return switch (work.phase()) {
      case KEY_ROTATION_PHASE_ADD -> {
        rotation.add(work.keyset(), work.version());
        yield work.in(KeyRotationPhase.KEY_ROTATION_PHASE_PROMOTE);
      }
      case KEY_ROTATION_PHASE_PROMOTE -> {
        if (!rotation.isReadEverywhere(db)) {
          yield work;
        }
        rotation.promote(db, work.keyset(), work.version());
        yield work.in(KeyRotationPhase.KEY_ROTATION_PHASE_RETIRE);
      }
      case KEY_ROTATION_PHASE_RETIRE -> {
        if (!rotation.isReadEverywhere(db)) {
          yield work;
        }
        rotation.retireFormer(db, work.keyset(), work.version(), now);
        yield work.ofTotal(total(db, work)).in(KeyRotationPhase.KEY_ROTATION_PHASE_MOVE);
      }
      case KEY_ROTATION_PHASE_MOVE -> move(db, work, now);
      case KEY_ROTATION_PHASE_DESTROY -> {
        rotation.destroyFormer(db, work.keyset(), oldestKept(work), now);
        yield work.in(KeyRotationPhase.KEY_ROTATION_PHASE_DONE)
            .ended(OperationState.OPERATION_STATE_SUCCEEDED, "");
      }
      case KEY_ROTATION_PHASE_DONE, KEY_ROTATION_PHASE_UNSPECIFIED, UNRECOGNIZED ->
          throw new IllegalStateException("A rotation that runs is never " + work.phase());
    };
  }

  private long total(DSLContext db, Work work) {
    return switch (work.keyset()) {
      case WRAPPING -> rotation.countFormer(db, work.version());
      case BLIND_INDEX -> retokenise.count(db);
      case REQUEST_DIGESTS, SEALED_TOKENS, CHECKPOINTS -> 0;
    };
  }

  private Work move(DSLContext db, Work work, Instant now) {
    return switch (work.keyset()) {
      case WRAPPING -> {
        var moved = rotation.rewrap(db, work.version(), batch, now);
        yield moved.done() + moved.damaged() > 0
            ? work.counting(moved.done(), moved.damaged())
            : moved(work, rotation.countDamaged(db));
      }
      case BLIND_INDEX -> {
        int traders = Math.max(1, batch / DATA_KEYS_FOR_A_TRADER);
        var replaced = retokenise.replace(db, work.version(), work.position(), traders);
        var counted = work.counting(replaced.done() - replaced.failed(), replaced.failed());
        yield replaced.next().isEmpty()
            ? moved(counted, counted.operation().getFailedCount())
            : counted.at(replaced.next());
      }
      case REQUEST_DIGESTS, SEALED_TOKENS -> moved(work, 0);
      // The former key is needed to sign once more, beside the new one.
      case CHECKPOINTS ->
          KeyHistory.read(db).endsWith(rotation.checkpointKey(work.version()))
              ? moved(work, 0)
              : work;
    };
  }

  private static Work moved(Work work, long damaged) {
    return damaged == 0 || work.acceptLoss()
        ? work.in(KeyRotationPhase.KEY_ROTATION_PHASE_DESTROY)
        : work.ended(OperationState.OPERATION_STATE_FAILED, RECORDS_DAMAGED);
  }

  /**
   * What was made with the former digest and token keys is not made anew but ends by itself: they
   * serve until the rotation after the next.
   */
  private static int oldestKept(Work work) {
    return switch (work.keyset()) {
      case WRAPPING, BLIND_INDEX, CHECKPOINTS -> work.version();
      case REQUEST_DIGESTS, SEALED_TOKENS -> work.version() - 1;
    };
  }
}
