package org.sellerregistry.custody;

import com.google.protobuf.ByteString;
import java.util.UUID;
import org.sellerregistry.v1.KeyRotationPhase;
import org.sellerregistry.v1.Operation;
import org.sellerregistry.v1.OperationState;
import org.sellerregistry.vault.Keyset;

/**
 * An operation as it is stored.
 *
 * @param keyset what is rotated
 * @param acceptLoss whether damaged records do not keep it from ending
 * @param position where it goes on; empty at its begin
 */
record Work(UUID id, Operation operation, Keyset keyset, boolean acceptLoss, ByteString position) {

  int version() {
    return operation.getKeyVersion();
  }

  KeyRotationPhase phase() {
    return operation.getPhase();
  }

  Work in(KeyRotationPhase next) {
    return with(operation.toBuilder().setPhase(next).build());
  }

  /** With so many more records dealt with. */
  Work counting(long done, long failed) {
    return with(
        operation.toBuilder()
            .setDoneCount(operation.getDoneCount() + done + failed)
            .setFailedCount(operation.getFailedCount() + failed)
            .build());
  }

  Work ofTotal(long total) {
    return with(operation.toBuilder().setTotalCount(total).build());
  }

  Work at(ByteString next) {
    return new Work(id, operation, keyset, acceptLoss, next);
  }

  Work ended(OperationState state, String reasonCode) {
    return with(operation.toBuilder().setState(state).setReasonCode(reasonCode).build());
  }

  boolean isRunning() {
    return operation.getState() == OperationState.OPERATION_STATE_RUNNING;
  }

  private Work with(Operation next) {
    return new Work(id, next, keyset, acceptLoss, position);
  }
}
