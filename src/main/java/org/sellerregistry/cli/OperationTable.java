package org.sellerregistry.cli;

import com.google.protobuf.util.Timestamps;
import java.util.List;
import java.util.Locale;
import org.sellerregistry.v1.Operation;

/** Operations for people. */
final class OperationTable {

  private OperationTable() {}

  static Table of(Operation operation) {
    return of(List.of(operation));
  }

  static Table of(List<Operation> operations) {
    var table = Table.of("OPERATION", "KIND", "TARGET", "STATE", "PHASE", "DONE", "BEGAN");
    for (var operation : operations) {
      table.row(
          Names.last(operation.getName()),
          operation.getKind().name().replaceFirst("^OPERATION_KIND_", ""),
          operation.getTarget() + " " + operation.getKeyVersion(),
          state(operation),
          operation.getPhase().name().replaceFirst("^KEY_ROTATION_PHASE_", ""),
          done(operation),
          Timestamps.toString(operation.getCreateTime()));
    }
    return table;
  }

  private static String state(Operation operation) {
    var state = operation.getState().name().replaceFirst("^OPERATION_STATE_", "");
    return operation.getReasonCode().isEmpty()
        ? state
        : state + " (" + operation.getReasonCode() + ")";
  }

  private static String done(Operation operation) {
    var done =
        String.format(
            Locale.ROOT, "%,d of %,d", operation.getDoneCount(), operation.getTotalCount());
    return operation.getFailedCount() == 0
        ? done
        : done + String.format(Locale.ROOT, ", %,d damaged", operation.getFailedCount());
  }
}
