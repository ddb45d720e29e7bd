package org.sellerregistry.cli.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Opens files of records. */
public final class Records {

  private Records() {}

  /** How a file of records is written. */
  public enum FileFormat {
    /** Comma-separated values with a header. */
    CSV,
    /** JSON Lines. */
    JSONL
  }

  /**
   * Opens a file.
   *
   * @param format {@code null} to go by the file's name
   * @param mapping how columns become fields; {@code null} for columns with the standard names
   * @throws SourceException if the file or the mapping cannot be used
   */
  public static RecordSource open(Path file, @Nullable FileFormat format, @Nullable Path mapping) {
    if (!Files.isReadable(file)) {
      throw new SourceException("There is no file %s".formatted(file));
    }
    try {
      return switch (format == null ? formatOf(file) : format) {
        case CSV ->
            CsvRecords.open(file, mapping == null ? Mapping.standard() : Mapping.load(mapping));
        case JSONL -> jsonLines(file, mapping);
      };
    } catch (IOException e) {
      throw new SourceException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static RecordSource jsonLines(Path file, @Nullable Path mapping) throws IOException {
    if (mapping != null) {
      throw new SourceException(
          "%s is read as JSON Lines, for which there is no mapping: see --format".formatted(file));
    }
    return JsonLineRecords.open(file);
  }

  private static FileFormat formatOf(Path file) {
    var name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".jsonl") || name.endsWith(".ndjson") || name.endsWith(".json")
        ? FileFormat.JSONL
        : FileFormat.CSV;
  }
}
