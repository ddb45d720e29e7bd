package org.sellerregistry.demo;

import com.google.protobuf.ProtocolMessageEnum;
import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How values of the contract are shown. */
final class Labels {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Labels() {}

  /** The value's name without the name of its enumeration. */
  static String of(ProtocolMessageEnum value) {
    String prefix =
        value
            .getDescriptorForType()
            .getName()
            .replaceAll("([a-z])([A-Z])", "$1_$2")
            .toUpperCase(Locale.ROOT);
    return value.getValueDescriptor().getName().substring(prefix.length() + 1);
  }

  static String lower(ProtocolMessageEnum value) {
    return of(value).toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** How many there are of each label, the most frequent first. */
  static <T> String counts(List<T> things, Function<T, String> label) {
    var counts = new TreeMap<String, Long>();
    things.forEach(each -> counts.merge(label.apply(each), 1L, Long::sum));
    return counts.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .collect(Collectors.joining(", "));
  }

  static String checks(int count) {
    return count == 1 ? "1 check" : count + " checks";
  }

  static String time(Timestamp time) {
    return TIME.format(Instant.ofEpochSecond(time.getSeconds(), time.getNanos()));
  }

  static String day(Timestamp time) {
    return DAY.format(Instant.ofEpochSecond(time.getSeconds()));
  }
}
