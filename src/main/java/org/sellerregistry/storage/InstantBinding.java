package org.sellerregistry.storage;

import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jooq.BindingGetResultSetContext;
import org.jooq.BindingSQLContext;
import org.jooq.BindingSetStatementContext;
import org.jooq.Converter;
import org.jooq.impl.AbstractBinding;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * {@code DATETIME(6)} in UTC as an instant; finer parts than a microsecond are cut off, so that
 * what is written and what is read back are equal on both engines. Used by the generated tables.
 *
 * <p>Values travel as date and time without a zone. jOOQ's own binding goes through {@link
 * java.sql.Timestamp}, which knows no time that the process's zone skips in spring.
 */
public final class InstantBinding extends AbstractBinding<LocalDateTime, Instant> {

  private static final long serialVersionUID = 1;

  private static final Converter<LocalDateTime, Instant> CONVERTER =
      Converter.ofNullable(
          LocalDateTime.class, Instant.class, InstantBinding::read, InstantBinding::written);

  @Override
  public Converter<LocalDateTime, Instant> converter() {
    return CONVERTER;
  }

  @Override
  public void set(BindingSetStatementContext<Instant> context) throws SQLException {
    var instant = context.value();
    context.statement().setObject(context.index(), instant == null ? null : written(instant));
  }

  @Override
  public void get(BindingGetResultSetContext<Instant> context) throws SQLException {
    var stored = context.resultSet().getObject(context.index(), LocalDateTime.class);
    context.value(stored == null ? null : read(stored));
  }

  @Override
  protected void sqlInline(BindingSQLContext<Instant> context) {
    var instant = context.value();
    context
        .render()
        .visit(
            instant == null
                ? DSL.inline((Object) null)
                : DSL.inline(written(instant), SQLDataType.LOCALDATETIME(6)));
  }

  private static Instant read(LocalDateTime stored) {
    return stored.toInstant(ZoneOffset.UTC);
  }

  private static LocalDateTime written(Instant instant) {
    return LocalDateTime.ofInstant(instant.truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC);
  }
}
