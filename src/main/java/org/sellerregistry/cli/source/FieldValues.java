package org.sellerregistry.cli.source;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import com.google.type.Date;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads values of fields from text.
 *
 * @param dates how dates are written
 * @param form the same, for people
 */
record FieldValues(DateTimeFormatter dates, String form) {

  static final FieldValues DEFAULT =
      new FieldValues(DateTimeFormatter.ISO_LOCAL_DATE, "YYYY-MM-DD");

  private static final Set<String> TRUE = Set.of("true", "yes", "y", "1");
  private static final Set<String> FALSE = Set.of("false", "no", "n", "0");

  /** Whether fields of this type can be read from a text. */
  static boolean canRead(FieldDescriptor field) {
    return switch (field.getJavaType()) {
      case STRING, BOOLEAN, ENUM, INT, LONG -> true;
      case MESSAGE -> isDate(field) || isTimestamp(field);
      case BYTE_STRING, FLOAT, DOUBLE -> false;
    };
  }

  Object read(FieldDescriptor field, String text) throws UnreadableValueException {
    try {
      return switch (field.getJavaType()) {
        case STRING -> text;
        case BOOLEAN -> bool(text);
        case INT -> Integer.valueOf(text);
        case LONG -> Long.valueOf(text);
        case ENUM -> enumValue(field, text);
        case MESSAGE -> isDate(field) ? date(text) : timestamp(text);
        case BYTE_STRING, FLOAT, DOUBLE ->
            throw new UnreadableValueException("it cannot be set from a file");
      };
    } catch (DateTimeException e) {
      throw new UnreadableValueException(
          "%s cannot be \"%s\": it is no date of the form %s"
              .formatted(field.getName(), text, form));
    } catch (UnreadableValueException | IllegalArgumentException e) {
      throw new UnreadableValueException(
          "%s cannot be \"%s\": %s".formatted(field.getName(), text, e.getMessage()));
    }
  }

  private static boolean bool(String text) throws UnreadableValueException {
    var lower = text.toLowerCase(Locale.ROOT);
    if (!TRUE.contains(lower) && !FALSE.contains(lower)) {
      throw new UnreadableValueException("say yes or no");
    }
    return TRUE.contains(lower);
  }

  /** By its full name, or without the prefix that all values of the enum share. */
  private static Object enumValue(FieldDescriptor field, String text)
      throws UnreadableValueException {
    var type = field.getEnumType();
    var prefix = type.getName().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
    var value = type.findValueByName(text);
    if (value == null) {
      value = type.findValueByName(prefix + "_" + text.toUpperCase(Locale.ROOT));
    }
    if (value == null) {
      throw new UnreadableValueException(
          type.getValues().stream()
              .filter(known -> known.getNumber() != 0)
              .map(known -> known.getName().substring(prefix.length() + 1))
              .collect(Collectors.joining(", ", "it can be ", "")));
    }
    return value;
  }

  private Date date(String text) {
    var date = LocalDate.parse(text, dates);
    return Date.newBuilder()
        .setYear(date.getYear())
        .setMonth(date.getMonthValue())
        .setDay(date.getDayOfMonth())
        .build();
  }

  /** A moment (RFC 3339), or a date, which stands for its first moment in UTC. */
  private Timestamp timestamp(String text) throws UnreadableValueException {
    try {
      return text.contains("T")
          ? Timestamps.parse(text)
          : Timestamps.fromSeconds(
              LocalDate.parse(text, dates).atStartOfDay(ZoneOffset.UTC).toEpochSecond());
    } catch (ParseException e) {
      throw new UnreadableValueException("it is not of the form 2026-11-02T10:00:00Z");
    }
  }

  private static boolean isDate(FieldDescriptor field) {
    return field.getMessageType().getFullName().equals("google.type.Date");
  }

  private static boolean isTimestamp(FieldDescriptor field) {
    return field.getMessageType().getFullName().equals("google.protobuf.Timestamp");
  }
}
