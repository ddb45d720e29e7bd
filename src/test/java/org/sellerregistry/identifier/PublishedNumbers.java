package org.sellerregistry.identifier;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The rows of the published test data, see the README beside it. */
final class PublishedNumbers {
  private PublishedNumbers() {}

  static List<NamedCsvRecord> vectors() {
    return read("vectors.csv");
  }

  static List<NamedCsvRecord> ibanRegistry() {
    return read("iban-registry.csv");
  }

  private static List<NamedCsvRecord> read(String name) {
    var stream = Objects.requireNonNull(PublishedNumbers.class.getResourceAsStream(name), name);
    try (var rows =
        CsvReader.builder()
            .ofNamedCsvRecord(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      return rows.stream().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
