package org.sellerregistry.custody;

import com.google.protobuf.ByteString;
import java.time.InstantSource;
import java.util.List;
import org.sellerregistry.access.Caller;
import org.sellerregistry.journal.Journal;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.rpc.ResourceNames;
import org.sellerregistry.storage.DuplicateKeyException;
import org.sellerregistry.storage.Ids;
import org.sellerregistry.storage.Transactor;
import org.sellerregistry.trader.Times;
import org.sellerregistry.v1.ErrorReason;
import org.sellerregistry.v1.JournalEntry;
import org.sellerregistry.v1.KeyRotationPhase;
import org.sellerregistry.v1.Operation;
import org.sellerregistry.v1.OperationKind;
import org.sellerregistry.v1.OperationState;
import org.sellerregistry.vault.KeyRotation;
import org.sellerregistry.vault.Keyset;

/** Begins rotations. {@link RotationJob} carries them through. */
public final class RotateKeys {
  static final String METHOD = "AdminService.RotateKeys";

  /** The principal of what the registry does by itself. */
  static final Caller REGISTRY = new Caller("registry", "", "epoch", List.of());

  private final Transactor transactor;
  private final KeyRotation rotation;
  private final Journal journal;
  private final Ids ids;
  private final InstantSource clock;
  private final int normalForms;
  private final OperationStore store = new OperationStore();

  /**
   * @param normalForms the version of the normal forms that look-up tokens are made of
   */
  public RotateKeys(
      Transactor transactor,
      KeyRotation rotation,
      Journal journal,
      Ids ids,
      InstantSource clock,
      int normalForms) {
    this.transactor = transactor;
    this.rotation = rotation;
    this.journal = journal;
    this.ids = ids;
    this.clock = clock;
    this.normalForms = normalForms;
  }

  /**
   * Begins one, or returns the one that runs.
   *
   * @param acceptLoss whether damaged records do not keep the former keys from being destroyed
   * @throws Refusal KEY_RING_READ_ONLY
   */
  public Operation start(Caller caller, Keyset keyset, boolean acceptLoss) {
    if (!rotation.isWritable()) {
      throw Refusal.of(
          ErrorReason.ERROR_REASON_KEY_RING_READ_ONLY,
          "The key ring cannot be changed by this server");
    }
    try {
      return transactor.write(db -> {
        var running = store.running(db, keyset);
        if (running.isPresent()) {
          return running.get();
        }
        var now = Times.micros(clock.instant());
        var id = ids.next();
        var operation =
            Operation.newBuilder()
                .setName(ResourceNames.operation(id))
                .setKind(OperationKind.OPERATION_KIND_ROTATE_KEYS)
                .setTarget(OperationStore.target(keyset))
                .setState(OperationState.OPERATION_STATE_RUNNING)
                .setPhase(KeyRotationPhase.KEY_ROTATION_PHASE_ADD)
                .setKeyVersion(rotation.announce(db, keyset, normalForms, now))
                .setPrincipal(caller.principal())
                .setPerson(caller.person())
                .setCreateTime(Times.timestamp(now))
                .setUpdateTime(Times.timestamp(now))
                .build();
        var work = new Work(id, operation, keyset, acceptLoss, ByteString.EMPTY);
        store.insert(db, work);
        store.wrote(db, work);
        journal.append(
            db,
            JournalEntry.newBuilder()
                .setTime(Times.timestamp(now))
                .setMethod(METHOD)
                .setResource(operation.getName())
                .setPrincipal(caller.principal())
                .setPerson(caller.person())
                .setPurpose(caller.purpose())
                .build());
        return operation;
      });
    } catch (DuplicateKeyException e) {
      // Another server was first.
      return transactor.read(db -> store.running(db, keyset)).orElseThrow(() -> e);
    }
  }
}
