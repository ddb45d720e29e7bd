package org.sellerregistry.custody;

import static org.sellerregistry.storage.generated.Tables.KEY_VERSION;
import static org.sellerregistry.storage.generated.Tables.OPERATION;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.journal.CustodyRecords;
import org.sellerregistry.journal.Journal;
import org.sellerregistry.rpc.ResourceNames;
import org.sellerregistry.storage.generated.tables.records.OperationRecord;
import org.sellerregistry.trader.Times;
import org.sellerregistry.v1.KeyRotationPhase;
import org.sellerregistry.v1.Operation;
import org.sellerregistry.v1.OperationKind;
import org.sellerregistry.v1.OperationState;
import org.sellerregistry.vault.Keyset;

/** The rows of {@code operation}. */
final class OperationStore {

  void insert(DSLContext db, Work work) {
    var operation = work.operation();
    var now = Times.instant(operation.getCreateTime());
    db.insertInto(OPERATION)
        .set(OPERATION.ID, work.id())
        .set(OPERATION.KIND, operation.getKindValue())
        .set(OPERATION.TARGET, operation.getTarget())
        .set(OPERATION.EXCLUSIVE, exclusive(work.keyset()))
        .set(OPERATION.STATE, operation.getStateValue())
        .set(OPERATION.PHASE, operation.getPhaseValue())
        .set(OPERATION.VERSION, operation.getKeyVersion())
        .set(OPERATION.ACCEPT_LOSS, work.acceptLoss())
        .set(OPERATION.DONE_COUNT, 0L)
        .set(OPERATION.FAILED_COUNT, 0L)
        .set(OPERATION.TOTAL_COUNT, 0L)
        .set(OPERATION.REASON_CODE, "")
        .set(OPERATION.PRINCIPAL, operation.getPrincipal())
        .set(OPERATION.PERSON, operation.getPerson())
        .set(OPERATION.CREATE_TIME, now)
        .set(OPERATION.UPDATE_TIME, now)
        .execute();
  }

  /** Says to the journal how the operation and its keyset's versions are now. */
  void wrote(DSLContext db, Work work) {
    db.selectFrom(OPERATION)
        .where(OPERATION.ID.eq(work.id()))
        .forEach(row -> Journal.wrote(db, CustodyRecords.of(row)));
    db.selectFrom(KEY_VERSION)
        .where(KEY_VERSION.KEYSET.eq(work.keyset().code()))
        .forEach(row -> Journal.wrote(db, CustodyRecords.of(row)));
  }

  /** Stores how far it has come. */
  void update(DSLContext db, Work work, Instant now) {
    var operation = work.operation();
    var update =
        db.update(OPERATION)
            .set(OPERATION.STATE, operation.getStateValue())
            .set(OPERATION.PHASE, operation.getPhaseValue())
            .set(OPERATION.POSITION, work.position().toByteArray())
            .set(OPERATION.DONE_COUNT, operation.getDoneCount())
            .set(OPERATION.FAILED_COUNT, operation.getFailedCount())
            .set(OPERATION.TOTAL_COUNT, operation.getTotalCount())
            .set(OPERATION.REASON_CODE, operation.getReasonCode())
            .set(OPERATION.UPDATE_TIME, now);
    if (!work.isRunning()) {
      update = update.set(OPERATION.END_TIME, now).setNull(OPERATION.EXCLUSIVE);
    }
    update.where(OPERATION.ID.eq(work.id())).execute();
  }

  Optional<Operation> find(DSLContext db, UUID id) {
    return db.selectFrom(OPERATION)
        .where(OPERATION.ID.eq(id))
        .fetchOptional(OperationStore::operation);
  }

  /** The running rotation of a keyset. */
  Optional<Operation> running(DSLContext db, Keyset keyset) {
    return db.selectFrom(OPERATION)
        .where(OPERATION.EXCLUSIVE.eq(exclusive(keyset)))
        .fetchOptional(OperationStore::operation);
  }

  /** The operations before an id, the newest first. */
  List<Operation> list(DSLContext db, UUID before, int limit) {
    return db.selectFrom(OPERATION)
        .where(OPERATION.ID.lt(before))
        .orderBy(OPERATION.ID.desc())
        .limit(limit)
        .fetch(OperationStore::operation);
  }

  /** The operations that run, the oldest first. */
  List<UUID> running(DSLContext db, int limit) {
    return db.select(OPERATION.ID)
        .from(OPERATION)
        .where(OPERATION.STATE.eq(OperationState.OPERATION_STATE_RUNNING_VALUE))
        .orderBy(OPERATION.ID)
        .limit(limit)
        .fetch(OPERATION.ID);
  }

  /** An operation to go on with, locked; empty if another server does, or if it has ended. */
  Optional<Work> lock(DSLContext db, UUID id) {
    return db.selectFrom(OPERATION)
        .where(OPERATION.ID.eq(id))
        .and(OPERATION.STATE.eq(OperationState.OPERATION_STATE_RUNNING_VALUE))
        .forUpdate()
        .skipLocked()
        .fetchOptional(row ->
            new Work(
                row.getId(),
                operation(row),
                Keyset.valueOf(row.getTarget().toUpperCase(Locale.ROOT)),
                row.getAcceptLoss(),
                position(row.getPosition())));
  }

  /** What the keyset is called in the contract's {@code target}. */
  static String target(Keyset keyset) {
    return keyset.name().toLowerCase(Locale.ROOT);
  }

  private static String exclusive(Keyset keyset) {
    return "rotate_keys:" + target(keyset);
  }

  private static ByteString position(byte @Nullable [] stored) {
    return stored == null ? ByteString.EMPTY : ByteString.copyFrom(stored);
  }

  private static Operation operation(OperationRecord row) {
    var operation =
        Operation.newBuilder()
            .setName(ResourceNames.operation(row.getId()))
            .setKind(OperationKind.forNumber(row.getKind()))
            .setTarget(row.getTarget())
            .setState(OperationState.forNumber(row.getState()))
            .setPhase(KeyRotationPhase.forNumber(row.getPhase()))
            .setKeyVersion(row.getVersion())
            .setDoneCount(row.getDoneCount())
            .setFailedCount(row.getFailedCount())
            .setTotalCount(row.getTotalCount())
            .setReasonCode(row.getReasonCode())
            .setPrincipal(row.getPrincipal())
            .setPerson(row.getPerson())
            .setCreateTime(Times.timestamp(row.getCreateTime()))
            .setUpdateTime(Times.timestamp(row.getUpdateTime()));
    if (row.getEndTime() != null) {
      operation.setEndTime(Times.timestamp(row.getEndTime()));
    }
    return operation.build();
  }
}
