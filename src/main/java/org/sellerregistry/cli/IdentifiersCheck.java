package org.sellerregistry.cli;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import org.sellerregistry.identifier.Schemes;
import org.sellerregistry.identifier.Verdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code identifiers check}: a verdict for every row of a file. */
@Command(
    name = "check",
    description = {
      "Check every row of a CSV file (UTF-8, with a header).",
      "Columns: scheme, number; issuer where the scheme needs one. All columns pass through;"
          + " the output adds verdict (VALID, LENGTH, FORMAT, CHECKSUM, COMPONENT or"
          + " UNKNOWN_SCHEME) and normal, the normal form.",
      "With a column expected it also prints the agreement per scheme and each disagreement,"
          + " and exits with 1 if there is one."
    },
    mixinStandardHelpOptions = true)
final class IdentifiersCheck implements Callable<Integer> {
  private static final String UNKNOWN_SCHEME = "UNKNOWN_SCHEME";

  @Spec private CommandSpec spec;

  @Option(names = "--input", paramLabel = "FILE", required = true, description = "What to check.")
  private Path input;

  @Option(names = "--output", paramLabel = "FILE", required = true, description = "The verdicts.")
  private Path output;

  @Override
  public Integer call() throws IOException {
    if (Files.exists(output) && Files.isSameFile(input, output)) {
      throw refused("Input and output are the same file");
    }
    var agreement = new Agreement();
    try (CsvReader<CsvRecord> reader = open();
        CsvWriter writer = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(output)) {
      Iterator<CsvRecord> rows = reader.iterator();
      List<String> header = rows.hasNext() ? rows.next().getFields() : List.of();
      if (!header.contains("scheme") || !header.contains("number")) {
        throw refused("The header needs the columns scheme and number");
      }
      writer.writeRecord(with(header, "verdict", "normal"));
      while (rows.hasNext()) {
        check(header, rows.next(), writer, agreement);
      }
    } catch (CsvParseException e) {
      throw refused("Not a CSV file: " + e.getMessage());
    }
    agreement.print(spec.commandLine().getOut());
    return agreement.isComplete() ? 0 : 1;
  }

  private CsvReader<CsvRecord> open() throws IOException {
    if (!Files.isReadable(input)) {
      throw refused("Cannot read " + input);
    }
    return CsvReader.builder()
        .detectBomHeader(true)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .ofCsvRecord(input);
  }

  private void check(List<String> header, CsvRecord row, CsvWriter writer, Agreement agreement) {
    List<String> fields = fields(header, row);
    String scheme = field("scheme", header, fields);
    String number = field("number", header, fields);
    String label = UNKNOWN_SCHEME;
    String normal = "";
    var found = Schemes.find(scheme);
    if (found.isPresent()) {
      Verdict verdict = found.get().check(number, field("issuer", header, fields));
      label = verdict.label();
      normal = verdict instanceof Verdict.Valid valid ? valid.normal() : "";
    }
    writer.writeRecord(with(fields, label, normal));
    if (header.contains("expected")) {
      agreement.add(scheme, number, field("expected", header, fields), label);
    }
  }

  /** The row's fields; those missing at its end are empty. */
  private List<String> fields(List<String> header, CsvRecord row) {
    var fields = new ArrayList<>(row.getFields());
    if (fields.size() > header.size()) {
      throw refused(
          "Line %d has %d fields, the header %d"
              .formatted(row.getStartingLineNumber(), fields.size(), header.size()));
    }
    while (fields.size() < header.size()) {
      fields.add("");
    }
    return fields;
  }

  private static String field(String name, List<String> header, List<String> fields) {
    int index = header.indexOf(name);
    return index < 0 ? "" : fields.get(index);
  }

  private ParameterException refused(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private static List<String> with(List<String> fields, String verdict, String normal) {
    var all = new ArrayList<>(fields);
    all.add(verdict);
    all.add(normal);
    return all;
  }
}
