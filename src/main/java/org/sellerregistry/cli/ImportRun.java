package org.sellerregistry.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.sellerregistry.cli.source.RecordSource;
import org.sellerregistry.cli.source.SourceRecord.Ready;
import org.sellerregistry.cli.source.SourceRecord.Unreadable;
import org.sellerregistry.v1.ImportRecord;

/**
 * One import of a file over several streams. The records of one trader go over the same stream, so
 * that a later row of the file comes after an earlier one.
 */
final class ImportRun {

  /** What a server takes by default, less what surrounds the record. */
  private static final int LARGEST = 4 * 1024 * 1024 - 1024;

  private final List<ImportLane> lanes;
  private final ImportLedger ledger;
  private final ImportProgress progress;

  ImportRun(List<ImportLane> lanes, ImportLedger ledger, ImportProgress progress) {
    this.lanes = lanes;
    this.ledger = ledger;
    this.progress = progress;
  }

  /**
   * Sends all records and waits for all answers. Throws what went wrong for good; what was answered
   * until then is in the ledger.
   */
  void run(RecordSource source) throws InterruptedException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var ends = lanes.stream().map(threads::submit).toList();
      try {
        while (lanes.stream().noneMatch(ImportLane::isDead) && source.hasNext()) {
          dispatch(source);
        }
      } finally {
        lanes.forEach(ImportLane::end);
      }
      for (var end : ends) {
        await(end);
      }
    }
  }

  private void dispatch(RecordSource source) throws InterruptedException {
    var next = source.next();
    ledger.read(next.line());
    switch (next) {
      case Unreadable(var line, var externalId, var message) ->
          ledger.refused(line, externalId, refusal("UNREADABLE", message));
      case Ready(var record) when record.getSerializedSize() > LARGEST ->
          ledger.refused(
              record.getSequence(),
              record.getTrader().getExternalId(),
              refusal("MESSAGE_TOO_LARGE", "The record is larger than 4 MiB"));
      case Ready(var record) -> lane(record).offer(record);
    }
    progress.show(source.position(), ledger.counts());
  }

  private ImportLane lane(ImportRecord record) {
    return lanes.get(Math.floorMod(record.getTrader().getExternalId().hashCode(), lanes.size()));
  }

  private static ErrorReport refusal(String reason, String message) {
    return new ErrorReport("INVALID_ARGUMENT", reason, message, List.of(), Map.of());
  }

  private static void await(Future<?> end) throws InterruptedException {
    try {
      end.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
