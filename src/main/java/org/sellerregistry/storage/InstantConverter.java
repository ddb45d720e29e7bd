package org.sellerregistry.storage;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jooq.impl.AbstractConverter;
import org.jspecify.annotations.Nullable;

/**
 * {@code DATETIME(6)} in UTC as an instant; finer parts than a microsecond are cut off, so that
 * what is written and what is read back are equal on both engines. Used by the generated tables.
 */
public final class InstantConverter extends AbstractConverter<LocalDateTime, Instant> {

  private static final long serialVersionUID = 1;

  public InstantConverter() {
    super(LocalDateTime.class, Instant.class);
  }

  @Override
  public @Nullable Instant from(@Nullable LocalDateTime stored) {
    return stored == null ? null : stored.toInstant(ZoneOffset.UTC);
  }

  @Override
  public @Nullable LocalDateTime to(@Nullable Instant instant) {
    return instant == null
        ? null
        : LocalDateTime.ofInstant(instant.truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC);
  }
}
