package org.sellerregistry.trader;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import java.util.Set;
import org.sellerregistry.v1.ItemMeta;
import org.sellerregistry.v1.Trader;

/**
 * Reduces personal values to what tells one from another.
 *
 * <p>Every text of an item is masked unless it is named here as one that says nothing of a person,
 * so that a field added to the contract is masked until somebody decides otherwise. Dates keep
 * their year.
 */
public final class Masking {
  private static final Set<String> PLAIN =
      Set.of(
          "region_code",
          "issuing_region_code",
          "language_code",
          "locality",
          "administrative_area",
          "scheme",
          "register_name",
          "legal_form_code",
          "text_version",
          "bic",
          "institution");

  private static final String HIDDEN = "***";

  private Masking() {}

  /** The trader with every section masked. */
  public static Trader mask(Trader trader) {
    // What was not read cannot be masked.
    var result = trader.toBuilder().setUnknownFields(UnknownFieldSet.getDefaultInstance());
    for (var kind : Sections.kinds()) {
      if (Sections.has(trader, kind)) {
        Sections.set(result, kind, mask(Sections.get(trader, kind)));
      }
    }
    return result.build();
  }

  private static Message mask(Message message) {
    if (message instanceof ItemMeta
        || message.getDescriptorForType().getFullName().equals("google.protobuf.Timestamp")) {
      return message;
    }
    if (message.getDescriptorForType().getFullName().equals("google.type.Date")) {
      return year(message);
    }
    var result = message.toBuilder();
    message.getAllFields().forEach((field, value) -> mask(result, field, value));
    return result.build();
  }

  private static void mask(Message.Builder result, FieldDescriptor field, Object value) {
    if (field.isRepeated()) {
      for (int i = 0; i < result.getRepeatedFieldCount(field); i++) {
        result.setRepeatedField(field, i, masked(field, result.getRepeatedField(field, i)));
      }
    } else {
      result.setField(field, masked(field, value));
    }
  }

  private static Object masked(FieldDescriptor field, Object value) {
    return switch (value) {
      case Message message -> mask(message);
      case String text when field.getJavaType() == JavaType.STRING -> text(field, text);
      default -> value;
    };
  }

  private static String text(FieldDescriptor field, String text) {
    if (text.isEmpty() || PLAIN.contains(field.getName())) {
      return text;
    }
    int at = text.lastIndexOf('@');
    if (field.getContainingType().getName().equals("Email") && at > 0) {
      return start(text, 1) + HIDDEN + text.substring(at);
    }
    // Long numbers keep their ends, by which people tell them apart; short texts one character.
    int length = text.codePointCount(0, text.length());
    return length >= 12 && field.getName().equals("iban")
        ? start(text, 4) + HIDDEN + end(text, 4)
        : length >= 6 ? start(text, 1) + HIDDEN + end(text, 1) : HIDDEN;
  }

  private static String start(String text, int codePoints) {
    return text.substring(0, text.offsetByCodePoints(0, codePoints));
  }

  private static String end(String text, int codePoints) {
    return text.substring(text.offsetByCodePoints(text.length(), -codePoints));
  }

  private static Message year(Message date) {
    var type = date.getDescriptorForType();
    return date.toBuilder()
        .clearField(type.findFieldByName("month"))
        .clearField(type.findFieldByName("day"))
        .build();
  }
}
