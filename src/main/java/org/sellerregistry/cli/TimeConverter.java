package org.sellerregistry.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads moments (RFC 3339), and dates, which stand for their begin in UTC. */
public final class TimeConverter implements ITypeConverter<Instant> {

  @Override
  public Instant convert(String text) {
    try {
      return text.contains("T")
          ? OffsetDateTime.parse(text).toInstant()
          : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeException e) {
      throw new TypeConversionException(
          ("\"%s\" is no time: give one such as 2026-11-02T10:00:00Z, or a date such as 2026-11-02,"
                  + " which stands for its begin in UTC")
              .formatted(text));
    }
  }
}
