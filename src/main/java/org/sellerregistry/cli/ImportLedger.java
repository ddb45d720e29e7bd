package org.sellerregistry.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.v1.ImportOutcome;
import org.sellerregistry.v1.ImportTradersResponse;

/**
 * What became of each record. Records that were refused are written down in the order of their
 * rows, once what comes before them is answered: row, external id, status, reason, message.
 *
 * <p>Safe for use by several threads.
 */
final class ImportLedger implements AutoCloseable {

  private static final int SHOWN = 10;

  private final @Nullable CsvWriter refusedFile;
  private final Consumer<String> show;
  private final Map<ImportOutcome, Long> outcomes = new EnumMap<>(ImportOutcome.class);
  private long records;
  private long refused;
  private long written;

  /** The rows that are not answered yet. */
  private final NavigableSet<Long> open = new TreeSet<>();

  /** What was refused while an earlier row was not answered. */
  private final NavigableMap<Long, Refused> waiting = new TreeMap<>();

  private record Refused(String externalId, ErrorReport why) {}

  /**
   * @param refusedFile where refused records are written down; {@code null} for nowhere
   * @param show takes the first few refusals, for people
   */
  ImportLedger(@Nullable Path refusedFile, Consumer<String> show) throws IOException {
    this.show = show;
    this.refusedFile =
        refusedFile == null ? null : CsvWriter.builder().build(PrivateOutput.create(refusedFile));
    if (this.refusedFile != null) {
      this.refusedFile.writeRecord("row", "external_id", "status", "reason", "message");
    }
  }

  /** Counts a record that was read from the file. */
  synchronized void read(long row) {
    records++;
    open.add(row);
  }

  synchronized void answered(ImportTradersResponse answer, String externalId) {
    if (answer.getOutcome() == ImportOutcome.IMPORT_OUTCOME_REFUSED) {
      refused(answer.getSequence(), externalId, ErrorReport.of(answer.getStatus()));
    } else {
      outcomes.merge(answer.getOutcome(), 1L, Long::sum);
      close(answer.getSequence());
    }
  }

  /** Writes down a record that was refused, by the server or before it was sent. */
  synchronized void refused(long row, String externalId, ErrorReport why) {
    refused++;
    waiting.put(row, new Refused(externalId, why));
    close(row);
  }

  /** Writes down what still waits for rows before it: they will not be answered any more. */
  synchronized void finish() {
    open.clear();
    writeDown();
  }

  private void close(long row) {
    open.remove(row);
    writeDown();
  }

  private void writeDown() {
    while (!waiting.isEmpty() && (open.isEmpty() || waiting.firstKey() < open.first())) {
      var next = waiting.pollFirstEntry();
      writeDown(next.getKey(), next.getValue().externalId(), next.getValue().why());
    }
  }

  private void writeDown(long row, String externalId, ErrorReport why) {
    written++;
    if (written <= SHOWN) {
      show.accept(
          Table.harmless(
              "row %d%s: %s"
                  .formatted(
                      row, externalId.isEmpty() ? "" : " (" + externalId + ")", why.line())));
    } else if (written == SHOWN + 1) {
      show.accept("(more were refused; --refused FILE writes all of them down)");
    }
    if (refusedFile != null) {
      refusedFile.writeRecord(
          String.valueOf(row), externalId, why.status(), why.reason(), why.explanation());
    }
  }

  /** The counts so far. */
  synchronized Counts counts() {
    return new Counts(
        records,
        outcome(ImportOutcome.IMPORT_OUTCOME_CREATED),
        outcome(ImportOutcome.IMPORT_OUTCOME_UPDATED),
        outcome(ImportOutcome.IMPORT_OUTCOME_UNCHANGED),
        refused);
  }

  private long outcome(ImportOutcome outcome) {
    return outcomes.getOrDefault(outcome, 0L);
  }

  @Override
  public synchronized void close() {
    finish();
    if (refusedFile != null) {
      try {
        refusedFile.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** How many records had which outcome. */
  record Counts(long records, long created, long updated, long unchanged, long refused) {

    /** Whether what became of each record is known. */
    boolean areComplete() {
      return records == created + updated + unchanged + refused;
    }
  }
}
