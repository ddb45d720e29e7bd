package org.sellerregistry.cli.source;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A message made of its fields' templates.
 *
 * <p>It is left out where its condition does not hold, and where it names columns and the row has a
 * value in none of them: constants alone do not make an item.
 *
 * @param fields what each field is made of; several templates for a repeated field
 */
record MessageTemplate(
    Descriptor type, Condition condition, Map<FieldDescriptor, List<FieldTemplate>> fields)
    implements FieldTemplate {

  @Override
  public Set<String> columns() {
    return Stream.concat(
            condition.columns().stream(),
            fields.values().stream().flatMap(List::stream).flatMap(f -> f.columns().stream()))
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public Optional<Value> render(Row row) throws UnreadableValueException {
    if (!condition.holds(row)) {
      return Optional.empty();
    }
    var message = DynamicMessage.newBuilder(type);
    boolean fromRow = false;
    for (var entry : fields.entrySet()) {
      for (var template : entry.getValue()) {
        var value = template.render(row);
        if (value.isPresent()) {
          fromRow |= value.get().fromRow();
          set(message, entry.getKey(), value.get().content());
        }
      }
    }
    return fromRow || isConstant()
        ? Optional.of(new Value(message.build(), fromRow))
        : Optional.empty();
  }

  private boolean isConstant() {
    return fields.values().stream()
        .flatMap(List::stream)
        .allMatch(template -> template.columns().isEmpty());
  }

  private static void set(DynamicMessage.Builder message, FieldDescriptor field, Object value) {
    if (field.isRepeated()) {
      message.addRepeatedField(field, value);
    } else {
      message.setField(field, value);
    }
  }
}
