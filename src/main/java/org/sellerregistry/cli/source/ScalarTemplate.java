package org.sellerregistry.cli.source;

import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A single value: a text, which a map may translate and for which another may stand in.
 *
 * @param map from what the text says to what the field gets; empty for "as it is"
 * @param otherwise for an absent text and for one that the map does not know
 */
record ScalarTemplate(
    FieldDescriptor field,
    TextTemplate text,
    Map<String, String> map,
    @Nullable TextTemplate otherwise,
    FieldValues values)
    implements FieldTemplate {

  @Override
  public Set<String> columns() {
    return otherwise == null
        ? text.columns()
        : Stream.concat(text.columns().stream(), otherwise.columns().stream())
            .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public Optional<Value> render(Row row) throws UnreadableValueException {
    var rendered = text.render(row);
    if (rendered.isEmpty()) {
      return standIn(row);
    }
    var value = map.isEmpty() ? rendered.get() : map.get(rendered.get());
    if (value == null) {
      if (otherwise == null) {
        throw new UnreadableValueException(
            "%s: the mapping does not know \"%s\"".formatted(field.getName(), rendered.get()));
      }
      return standIn(row);
    }
    return Optional.of(new Value(values.read(field, value), !text.columns().isEmpty()));
  }

  /** Does not count as the row's own, so that it makes no item by itself. */
  private Optional<Value> standIn(Row row) throws UnreadableValueException {
    var rendered = otherwise == null ? Optional.<String>empty() : otherwise.render(row);
    return rendered.isEmpty()
        ? Optional.empty()
        : Optional.of(new Value(values.read(field, rendered.get()), false));
  }
}
