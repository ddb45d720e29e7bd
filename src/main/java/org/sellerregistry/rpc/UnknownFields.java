package org.sellerregistry.rpc;

import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import java.util.List;
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
    refuse(message, message.getUnknownFields());
    for (var field : message.getAllFields().entrySet()) {
      if (field.getKey().getJavaType() != JavaType.MESSAGE) {
        continue;
      }
      if (field.getKey().isRepeated()) {
        ((List<?>) field.getValue()).forEach(element -> refuseIn((Message) element));
      } else {
        refuseIn((Message) field.getValue());
      }
    }
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
