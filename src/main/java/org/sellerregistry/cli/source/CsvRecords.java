package org.sellerregistry.cli.source;

import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.cli.source.FieldTemplate.Value;
import org.sellerregistry.cli.source.SourceRecord.Ready;
import org.sellerregistry.cli.source.SourceRecord.Unreadable;
import org.sellerregistry.v1.ImportRecord;

/** The rows of a CSV file (RFC 4180) with a header, made into records by a mapping. */
final class CsvRecords implements RecordSource {

  private final Path file;
  private final Mapping mapping;
  private final CountingStream bytes;
  private final CsvReader<CsvRecord> reader;
  private final Iterator<CsvRecord> rows;
  private final Map<String, Integer> columns;
  private long line;

  private CsvRecords(
      Path file, Mapping mapping, CountingStream bytes, CsvReader<CsvRecord> reader) {
    this.file = file;
    this.mapping = mapping;
    this.bytes = bytes;
    this.reader = reader;
    this.rows = reader.iterator();
    this.columns = header();
  }

  /**
   * Opens a file.
   *
   * @throws SourceException if it has no header that suits the mapping
   */
  static CsvRecords open(Path file, Mapping mapping) throws IOException {
    var bytes = new CountingStream(Files.newInputStream(file));
    try {
      var format = mapping.format();
      var decoder =
          format
              .charset()
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT);
      var reader =
          CsvReader.builder()
              .fieldSeparator(format.separator())
              .quoteCharacter(format.quote())
              .detectBomHeader(false)
              .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
              .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
              .ofCsvRecord(new InputStreamReader(bytes, decoder));
      return new CsvRecords(file, mapping, bytes, reader);
    } catch (SourceException e) {
      bytes.close();
      throw e;
    }
  }

  private Map<String, Integer> header() {
    if (!hasNext()) {
      throw new SourceException("%s is empty: a header is needed".formatted(file));
    }
    var header = new LinkedHashMap<String, Integer>();
    for (var field : read(rows::next).getFields()) {
      // The byte order mark that some programs begin UTF-8 with.
      var name =
          Row.tidy(header.isEmpty() && field.startsWith("\ufeff") ? field.substring(1) : field);
      if (header.putIfAbsent(name, header.size()) != null) {
        throw new SourceException("%s has two columns \"%s\"".formatted(file, name));
      }
    }
    for (var column : mapping.record().columns()) {
      if (mapping.requiresColumns() && !header.containsKey(column)) {
        throw new SourceException(
            "%s has no column \"%s\", which the mapping names; it has %s"
                .formatted(file, column, names(header)));
      }
    }
    if (mapping.record().columns().stream().noneMatch(header::containsKey)) {
      throw new SourceException(
          "%s has none of the columns that the mapping names; it has %s"
              .formatted(file, names(header)));
    }
    return Map.copyOf(header);
  }

  private String names(Map<String, Integer> header) {
    return header.size() == 1
        ? "%s alone: is it separated by \"%s\", as the mapping's csv says?"
            .formatted(header.keySet().iterator().next(), mapping.format().separator())
        : String.join(", ", header.keySet());
  }

  @Override
  public List<String> unused() {
    return columns.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .filter(column -> !column.isEmpty() && !mapping.record().columns().contains(column))
        .toList();
  }

  @Override
  public boolean hasNext() {
    return read(rows::hasNext);
  }

  @Override
  public SourceRecord next() {
    var row = read(rows::next);
    line = row.getStartingLineNumber();
    if (row.getFieldCount() != columns.size()) {
      return new Unreadable(
          line,
          "",
          "The row has %d fields, the header %d".formatted(row.getFieldCount(), columns.size()));
    }
    return record(new Row(columns, row.getFields()));
  }

  private SourceRecord record(Row row) {
    try {
      var message = ImportRecord.newBuilder().setSequence(line);
      var rendered = mapping.record().render(row);
      if (rendered.isPresent()) {
        message.mergeFrom(((DynamicMessage) rendered.get().content()).toByteString());
      }
      return new Ready(message.build());
    } catch (UnreadableValueException | InvalidProtocolBufferException e) {
      return new Unreadable(line, externalId(row), String.valueOf(e.getMessage()));
    }
  }

  private String externalId(Row row) {
    return mapping
        .externalId()
        .flatMap(template -> rendered(template, row))
        .map(value -> value.content().toString())
        .orElse("");
  }

  private static Optional<Value> rendered(FieldTemplate template, Row row) {
    try {
      return template.render(row);
    } catch (UnreadableValueException e) {
      return Optional.empty();
    }
  }

  private <T extends @Nullable Object> T read(Supplier<T> step) {
    try {
      return step.get();
    } catch (CsvParseException | UncheckedIOException e) {
      if (e.getCause() instanceof CharacterCodingException) {
        throw new SourceException(otherEncoding(), e);
      }
      var why = e.getMessage();
      throw new SourceException("%s is broken behind line %d: %s".formatted(file, line, why), e);
    }
  }

  private String otherEncoding() {
    var charset = mapping.format().charset();
    return ("%s is not in %s%s: say in the mapping which encoding it has, for example"
            + " csv { encoding = windows-1252 }")
        .formatted(
            file,
            charset,
            Encodings.firstLineThatIsNot(charset, file).stream()
                .mapToObj(", as line %d shows"::formatted)
                .findFirst()
                .orElse(""));
  }

  @Override
  public long position() {
    return bytes.count();
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
