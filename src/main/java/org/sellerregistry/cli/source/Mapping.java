package org.sellerregistry.cli.source;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sellerregistry.v1.ImportRecord;
import org.sellerregistry.v1.Trader;

/**
 * How the rows of a CSV file become records: a template of the contract's {@code ImportRecord} in
 * which texts name columns in braces. {@code import/standard.conf} says how one is written.
 *
 * @param record makes the record, but for its sequence
 * @param format how the file is written
 * @param requiresColumns whether each column that is named must be in the file
 */
record Mapping(MessageTemplate record, Format format, boolean requiresColumns) {

  private static final Set<String> KEYS = Set.of("trader", "storefronts", "csv", "columns");

  /** How a CSV file (RFC 4180) is written. */
  record Format(String separator, char quote, Charset charset) {}

  /** The mapping for files whose columns have the standard names. */
  static Mapping standard() {
    return read(ConfigFactory.parseResources(Mapping.class, "/import/standard.conf"));
  }

  /**
   * Reads a mapping.
   *
   * @throws SourceException if it is not one
   */
  static Mapping load(Path file) {
    if (!Files.isReadable(file)) {
      throw new SourceException("There is no mapping %s".formatted(file));
    }
    try {
      return read(ConfigFactory.parseFile(file.toFile()));
    } catch (ConfigException e) {
      throw new SourceException("The mapping cannot be read: " + e.getMessage(), e);
    }
  }

  private static Mapping read(Config own) {
    var config =
        own.withFallback(
                ConfigFactory.parseString(
                    """
                    csv { separator = ",", quote = "\\"", encoding = UTF-8 }
                    columns = required
                    """))
            .resolve();
    for (var key : config.root().keySet()) {
      if (!KEYS.contains(key)) {
        throw TemplateReader.refusal(config.root().get(key), "\"%s\" means nothing".formatted(key));
      }
    }
    var record =
        TemplateReader.message(
            ImportRecord.getDescriptor(), config.root().withoutKey("csv").withoutKey("columns"));
    return new Mapping(record, format(config), config.getString("columns").equals("required"));
  }

  /** What makes the external id, to name a row by that cannot be read as a whole. */
  Optional<FieldTemplate> externalId() {
    return record.fields().values().stream()
        .flatMap(List::stream)
        .filter(MessageTemplate.class::isInstance)
        .map(template -> ((MessageTemplate) template).fields())
        .flatMap(fields ->
            fields
                .getOrDefault(
                    Trader.getDescriptor().findFieldByNumber(Trader.EXTERNAL_ID_FIELD_NUMBER),
                    List.of())
                .stream())
        .findFirst();
  }

  private static Format format(Config config) {
    var separator = config.getString("csv.separator");
    var quote = config.getString("csv.quote");
    if (separator.isEmpty() || quote.length() != 1) {
      throw new SourceException("The mapping's csv needs a separator and a quote of one character");
    }
    try {
      return new Format(
          separator, quote.charAt(0), Charset.forName(config.getString("csv.encoding")));
    } catch (IllegalArgumentException e) {
      throw new SourceException("There is no encoding " + config.getString("csv.encoding"), e);
    }
  }
}
