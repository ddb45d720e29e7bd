package org.sellerregistry.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads durations such as {@code 5s}, and those of ISO 8601, such as {@code PT5S}. */
public final class DurationConverter implements ITypeConverter<Duration> {

  private static final Pattern BRIEF = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

  @Override
  public Duration convert(String text) {
    var lower = text.toLowerCase(Locale.ROOT);
    var brief = BRIEF.matcher(lower);
    try {
      var duration =
          brief.matches()
              ? of(Long.parseLong(brief.group(1)), brief.group(2))
              : Duration.parse(lower);
      if (duration.isPositive()) {
        return duration;
      }
    } catch (DateTimeException e) {
      // Said below.
    }
    throw new TypeConversionException(
        "\"%s\" is no length of time: give one such as 500ms, 5s, 2m, 1h or PT5S".formatted(text));
  }

  private static Duration of(long count, String unit) {
    return switch (unit) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }
}
