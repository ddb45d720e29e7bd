package org.sellerregistry.retention;

import com.google.protobuf.TextFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.v1.RetentionPolicy;
import org.sellerregistry.v1.RetentionRule;
import org.sellerregistry.vault.RetentionClass;

/**
 * How long each class is kept. Months end on the same date, or on the month's last day (Regulation
 * 1182/71, Art. 3(2)(c)), in UTC.
 */
public final class Retention {
  private final Map<RetentionClass, RetentionRule> rules = new EnumMap<>(RetentionClass.class);

  /**
   * @throws IllegalArgumentException unless there is one rule of months for each class
   */
  Retention(RetentionPolicy policy) {
    for (var rule : policy.getRulesList()) {
      var former = rules.put(RetentionClass.of(rule.getRetentionClassValue()), rule);
      if (former != null || rule.getMonths() < 0) {
        throw new IllegalArgumentException("Two rules, or no months: " + rule.getRetentionClass());
      }
    }
    if (rules.size() != RetentionClass.values().length) {
      throw new IllegalArgumentException("A class has no rule");
    }
  }

  /** The policy that comes with the registry, {@code retention.textproto}. */
  public static Retention shipped() {
    try (var resource =
        Objects.requireNonNull(Retention.class.getResourceAsStream("/retention.textproto"))) {
      var text = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
      return new Retention(TextFormat.parse(text, RetentionPolicy.class));
    } catch (IOException e) {
      throw new IllegalStateException("The retention policy cannot be read", e);
    }
  }

  RetentionRule rule(RetentionClass retentionClass) {
    return Objects.requireNonNull(rules.get(retentionClass));
  }

  /** When a class ends by itself; empty while the contract lasts. */
  Optional<Instant> end(RetentionClass retentionClass, @Nullable Instant contractEnd) {
    return Optional.ofNullable(contractEnd)
        .map(end ->
            end.atOffset(ZoneOffset.UTC).plusMonths(rule(retentionClass).getMonths()).toInstant());
  }

  /** Whether the law demands that a class be kept at a moment. */
  boolean isRequired(RetentionClass retentionClass, @Nullable Instant contractEnd, Instant now) {
    return rule(retentionClass).getRequired()
        && end(retentionClass, contractEnd).map(now::isBefore).orElse(true);
  }
}
