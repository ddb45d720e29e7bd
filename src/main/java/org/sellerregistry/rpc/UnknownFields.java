package org.sellerregistry.rpc;

import build.buf.validate.Ignore;
import build.buf.validate.ValidateProto;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import java.util.List;
import java.util.function.Predicate;
import org.sellerregistry.v1.ErrorReason;

/** Finds fields that this server's contract does not have, at any depth of a message. */
final class UnknownFields {
  private UnknownFields() {}

  /**
   * Passes a message without unknown fields.
   *
   * @throws Refusal UNKNOWN_FIELD
   */
  static void refuseIn(Message message) {
    refuseIn(message, field -> true);
  }

  /** As {@link #refuseIn}, but leaves out parts that the contract leaves to the method. */
  static void refuseInValidated(Message message) {
    refuseIn(message, field -> !isLeftToMethod(field));
  }

  private static void refuseIn(Message message, Predicate<FieldDescriptor> enters) {
    refuse(message, message.getUnknownFields());
    for (var field : message.getDescriptorForType().getFields()) {
      if (field.getJavaType() != JavaType.MESSAGE) {
        continue;
      }
      if (field.isRepeated()) {
        if (message.getRepeatedFieldCount(field) > 0 && enters.test(field)) {
          ((List<?>) message.getField(field))
              .forEach(element -> refuseIn((Message) element, enters));
        }
      } else if (message.hasField(field) && enters.test(field)) {
        refuseIn((Message) message.getField(field), enters);
      }
    }
  }

  /** Whether the contract leaves the field's rules to the method. */
  static boolean isLeftToMethod(FieldDescriptor field) {
    return field.getOptions().getExtension(ValidateProto.field).getIgnore() == Ignore.IGNORE_ALWAYS;
  }

  private static void refuse(Message message, UnknownFieldSet unknown) {
    if (!unknown.asMap().isEmpty()) {
      throw Refusal.of(
              ErrorReason.ERROR_REASON_UNKNOWN_FIELD,
              "The request carries a field that this server does not know")
          .with("field", String.valueOf(unknown.asMap().keySet().iterator().next()))
          .with("message", message.getDescriptorForType().getFullName());
    }
  }
}
