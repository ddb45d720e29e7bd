package org.sellerregistry.rpc;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds moments that no clock shows, at any depth of a message: a timestamp is of the years 1 to
 * 9999, as its own definition says, and neither the database nor the calendar knows others.
 */
final class Moments {
  private Moments() {}

  /** The path of the first that is none, below {@code base}; empty if all are. */
  static Optional<String> firstInvalid(
      String base, Message message, Predicate<FieldDescriptor> enters) {
    if (message instanceof Timestamp timestamp) {
      return Timestamps.isValid(timestamp) ? Optional.empty() : Optional.of(base);
    }
    for (var entry : message.getAllFields().entrySet()) {
      var field = entry.getKey();
      if (field.getJavaType() != JavaType.MESSAGE || !enters.test(field)) {
        continue;
      }
      var path = base.isEmpty() ? field.getName() : base + "." + field.getName();
      var found =
          field.isRepeated()
              ? firstInvalid(path, (List<?>) entry.getValue(), enters)
              : firstInvalid(path, (Message) entry.getValue(), enters);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> firstInvalid(
      String path, List<?> elements, Predicate<FieldDescriptor> enters) {
    for (int i = 0; i < elements.size(); i++) {
      var found = firstInvalid(path + "[" + i + "]", (Message) elements.get(i), enters);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }
}
