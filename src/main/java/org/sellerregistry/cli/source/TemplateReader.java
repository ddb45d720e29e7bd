package org.sellerregistry.cli.source;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the templates of messages from a mapping, and refuses what the contract does not have. */
final class TemplateReader {

  /** Keys of a mapping that name no field; the contract must have none of the same name. */
  static final List<String> RESERVED = List.of("from", "map", "else", "format", "when");

  private TemplateReader() {}

  static MessageTemplate message(Descriptor type, ConfigObject object) {
    var fields = new LinkedHashMap<FieldDescriptor, List<FieldTemplate>>();
    var condition = Condition.ALWAYS;
    for (var entry : object.entrySet()) {
      if (entry.getKey().equals("when")) {
        condition = condition(entry.getValue());
      } else {
        var field = field(type, entry.getKey(), entry.getValue());
        fields.put(field, values(field, entry.getValue()));
      }
    }
    return new MessageTemplate(type, condition, Map.copyOf(fields));
  }

  private static FieldDescriptor field(Descriptor type, String key, ConfigValue value) {
    return type.getFields().stream()
        .filter(field -> field.getName().equals(key) || field.getJsonName().equals(key))
        .findFirst()
        .orElseThrow(() -> refusal(value, "%s has no field \"%s\"".formatted(type.getName(), key)));
  }

  private static List<FieldTemplate> values(FieldDescriptor field, ConfigValue value) {
    if (!(value instanceof ConfigList list)) {
      return List.of(value(field, value));
    }
    if (!field.isRepeated()) {
      throw refusal(value, "%s takes one value".formatted(field.getName()));
    }
    return list.stream().map(element -> value(field, element)).toList();
  }

  private static FieldTemplate value(FieldDescriptor field, ConfigValue value) {
    if (!FieldValues.canRead(field)) {
      if (value instanceof ConfigObject object
          && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
        return message(field.getMessageType(), object);
      }
      throw refusal(value, "%s cannot be set from a text".formatted(field.getName()));
    }
    if (value instanceof ConfigObject object) {
      return mapped(field, object);
    }
    return constantChecked(field, template(value), Map.of(), null, FieldValues.DEFAULT, value);
  }

  private static FieldTemplate mapped(FieldDescriptor field, ConfigObject object) {
    for (var entry : object.entrySet()) {
      if (!RESERVED.contains(entry.getKey()) || entry.getKey().equals("when")) {
        throw refusal(
            entry.getValue(),
            "%s takes a text, or from, map, else and format".formatted(field.getName()));
      }
    }
    var from = object.get("from");
    if (from == null) {
      throw refusal(object, "%s needs from".formatted(field.getName()));
    }
    var map = new LinkedHashMap<String, String>();
    if (object.get("map") instanceof ConfigObject entries) {
      entries.forEach((key, value) -> map.put(Row.tidy(key), text(value)));
    }
    var otherwise = object.get("else");
    var format = object.get("format");
    return constantChecked(
        field,
        template(from),
        Map.copyOf(map),
        otherwise == null ? null : template(otherwise),
        format == null ? FieldValues.DEFAULT : dates(format),
        object);
  }

  /** Constants are read once here, so that a wrong one is refused with the mapping. */
  private static FieldTemplate constantChecked(
      FieldDescriptor field,
      TextTemplate text,
      Map<String, String> map,
      @Nullable TextTemplate otherwise,
      FieldValues values,
      ConfigValue origin) {
    var template = new ScalarTemplate(field, text, map, otherwise, values);
    try {
      if (text.columns().isEmpty() || (otherwise != null && otherwise.columns().isEmpty())) {
        var _ = template.render(new Row(Map.of(), List.of()));
      }
      for (var value : map.values()) {
        var _ = values.read(field, value);
      }
      return template;
    } catch (UnreadableValueException e) {
      throw refusal(origin, e.getMessage());
    }
  }

  private static Condition condition(ConfigValue value) {
    if (!(value instanceof ConfigObject object)) {
      throw refusal(value, "when takes columns with the values they must have");
    }
    var accepted = new LinkedHashMap<String, List<String>>();
    object.forEach((column, values) ->
        accepted.put(
            column,
            values instanceof ConfigList list
                ? list.stream().map(TemplateReader::text).toList()
                : List.of(text(values))));
    return new Condition(Map.copyOf(accepted));
  }

  private static FieldValues dates(ConfigValue format) {
    try {
      return new FieldValues(DateTimeFormatter.ofPattern(text(format)), text(format));
    } catch (IllegalArgumentException e) {
      throw refusal(format, "\"%s\" is no format of dates".formatted(text(format)));
    }
  }

  private static TextTemplate template(ConfigValue value) {
    try {
      return TextTemplate.of(text(value));
    } catch (SourceException e) {
      throw refusal(value, e.getMessage());
    }
  }

  private static String text(ConfigValue value) {
    if (value.valueType() == ConfigValueType.OBJECT || value.valueType() == ConfigValueType.LIST) {
      throw refusal(value, "a text is expected here");
    }
    // Through its config, which keeps a number as it was written, leading zeros included.
    return value.atKey("text").getString("text");
  }

  static SourceException refusal(ConfigValue value, @Nullable String message) {
    return new SourceException("%s: %s".formatted(value.origin().description(), message));
  }
}
