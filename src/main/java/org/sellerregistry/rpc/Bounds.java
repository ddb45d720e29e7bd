package org.sellerregistry.rpc;

import build.buf.validate.ValidateProto;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import java.util.List;
import java.util.function.Predicate;

/**
 * What is held against a message before the contract's rules are run, at any depth: that its lists
 * are no longer than the contract says, for the rules would look at each element and say of each
 * what is wrong; and that its timestamps are of the years 1 to 9999, as their own definition says,
 * for neither the database nor the calendar knows others.
 */
final class Bounds {
  private Bounds() {}

  /**
   * Passes a message within the bounds.
   *
   * @param base where the message is in the request; empty for the request itself
   * @param enters the fields to look into
   * @throws Refusal INVALID_FIELD for the first field that is not
   */
  static void requireIn(String base, Message message, Predicate<FieldDescriptor> enters) {
    if (message instanceof Timestamp timestamp) {
      if (!Timestamps.isValid(timestamp)) {
        throw Refusal.invalidField(base, "must be a moment of the years 1 to 9999");
      }
      return;
    }
    for (var field : message.getDescriptorForType().getFields()) {
      if (isToBeHeld(message, field) && enters.test(field)) {
        var path = base.isEmpty() ? field.getName() : base + "." + field.getName();
        var value = message.getField(field);
        if (field.isRepeated()) {
          requireIn(path, field, (List<?>) value, enters);
        } else {
          requireIn(path, (Message) value, enters);
        }
      }
    }
  }

  private static boolean isToBeHeld(Message message, FieldDescriptor field) {
    return field.isRepeated()
        ? message.getRepeatedFieldCount(field) > 0
        : field.getJavaType() == JavaType.MESSAGE && message.hasField(field);
  }

  private static void requireIn(
      String path, FieldDescriptor field, List<?> elements, Predicate<FieldDescriptor> enters) {
    var rules = field.getOptions().getExtension(ValidateProto.field).getRepeated();
    if (rules.hasMaxItems() && elements.size() > rules.getMaxItems()) {
      throw Refusal.invalidField(
          path, "must not have more than " + rules.getMaxItems() + " elements");
    }
    if (field.getJavaType() == JavaType.MESSAGE) {
      for (int i = 0; i < elements.size(); i++) {
        requireIn(path + "[" + i + "]", (Message) elements.get(i), enters);
      }
    }
  }
}
