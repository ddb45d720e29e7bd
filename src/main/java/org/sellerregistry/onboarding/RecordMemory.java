package org.sellerregistry.onboarding;

import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import java.util.List;
import org.sellerregistry.v1.ImportRecord;

/** What records take in memory until they are stored. */
final class RecordMemory {
  /** Of each byte: in a message, in texts, sealed, and in rows. */
  private static final int COPIES = 4;

  /**
   * Of each value, in bytes: an object of its own and its place in a list. An empty element is two
   * bytes on the wire, and this here.
   */
  private static final int VALUE = 72;

  /** Of values that the contract does not know, each has two bytes at least. */
  private static final int SMALLEST = 2;

  private RecordMemory() {}

  /** About how many bytes a record takes: by its texts, or by its objects if they are more. */
  static long of(ImportRecord record) {
    return Math.max((long) COPIES * record.getSerializedSize(), (long) VALUE * values(record));
  }

  private static int values(Message message) {
    int values = message.getUnknownFields().getSerializedSize() / SMALLEST;
    for (var field : message.getAllFields().entrySet()) {
      var elements =
          field.getKey().isRepeated() ? (List<?>) field.getValue() : List.of(field.getValue());
      values += elements.size();
      if (field.getKey().getJavaType() == JavaType.MESSAGE) {
        for (var element : elements) {
          values += values((Message) element);
        }
      }
    }
    return values;
  }
}
