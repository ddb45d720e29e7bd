package org.sellerregistry.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.v1.ImportOutcome;
import org.sellerregistry.v1.ImportTradersResponse;

/**
 * What became of each record. Records that were refused are written down as they come: row,
 * external id, status, reason, message.
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
  synchronized void read() {
    records++;
  }

  synchronized void answered(ImportTradersResponse answer, String externalId) {
    if (answer.getOutcome() == ImportOutcome.IMPORT_OUTCOME_REFUSED) {
      refused(answer.getSequence(), externalId, ErrorReport.of(answer.getStatus()));
    } else {
      outcomes.merge(answer.getOutcome(), 1L, Long::sum);
    }
  }

  /** Writes down a record that was refused, by the server or before it was sent. */
  synchronized void refused(long row, String externalId, ErrorReport why) {
    refused++;
    if (refused <= SHOWN) {
      show.accept(
          Table.harmless(
              "row %d%s: %s"
                  .formatted(
                      row, externalId.isEmpty() ? "" : " (" + externalId + ")", why.line())));
    } else if (refused == SHOWN + 1) {
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
