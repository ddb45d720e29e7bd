package org.sellerregistry.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Hostile variants of a well-formed request, the same ones for the same seed. */
final class Mutations {
  /** Bytes of this text are replaced by ones that are not UTF-8 when the message is written. */
  static final String NOT_UTF_8 = "~~not-utf-8~~";

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "\u0000",
          "a\nb",
          "\u202eabc\u202c",
          "x\u200b\u200d\ufeff",
          "\ud83d\ude00",
          "e" + "\u0301".repeat(200),
          "é",
          "'; DROP TABLE trader; -- ",
          "%s%n${x}",
          "../../etc",
          "9".repeat(3000),
          "0190f000-0000-7000-8000-000000000001",
          "0190F000-0000-7000-8000-00000000000A",
          "*",
          "identity",
          "identity.names",
          "offerings",
          "name",
          "eu",
          "zz",
          "DE",
          "https://shop.example/x",
          NOT_UTF_8);
  private static final long[] NUMBERS = {
    0, 1, -1, 2_000_000_000, Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE
  };

  private final Random random;
  private final List<String> texts;

  /**
   * @param names resource names of both sides, to be put where none of them belongs
   */
  Mutations(long seed, List<String> names) {
    this.random = new Random(seed);
    this.texts = new ArrayList<>(TEXTS);
    texts.addAll(names);
  }

  /** The next variant, with one to three changes. */
  byte[] next(Message valid) {
    var builder = valid.toBuilder();
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes; i++) {
      change(builder);
    }
    return write(builder.build());
  }

  private void change(Message.Builder builder) {
    var fields = builder.getDescriptorForType().getFields();
    if (fields.isEmpty() || random.nextInt(25) == 0) {
      builder.setUnknownFields(unknown());
      return;
    }
    var field = fields.get(random.nextInt(fields.size()));
    if (!field.isRepeated()) {
      builder.setField(field, value(builder, field, builder.getField(field)));
      return;
    }
    int count = builder.getRepeatedFieldCount(field);
    if (count == 0 || random.nextInt(3) == 0) {
      var element =
          field.getJavaType() == JavaType.MESSAGE
              ? builder.newBuilderForField(field).build()
              : field.getDefaultValue();
      int more = random.nextInt(20) == 0 ? 300 : 1;
      for (int i = 0; i < more; i++) {
        builder.addRepeatedField(field, value(builder, field, element));
      }
    } else if (random.nextInt(5) == 0) {
      builder.clearField(field);
    } else {
      int index = random.nextInt(count);
      var former = builder.getRepeatedField(field, index);
      builder.setRepeatedField(field, index, value(builder, field, former));
      if (random.nextInt(4) == 0) {
        builder.addRepeatedField(field, former);
      }
    }
  }

  private Object value(Message.Builder parent, FieldDescriptor field, Object former) {
    return switch (field.getJavaType()) {
      case MESSAGE -> {
        var nested = parent.newBuilderForField(field).mergeFrom((Message) former);
        change(nested);
        yield nested.build();
      }
      case STRING -> texts.get(random.nextInt(texts.size()));
      case INT -> (int) number();
      case LONG -> number();
      case BOOLEAN -> random.nextBoolean();
      case ENUM -> field.getEnumType().findValueByNumberCreatingIfUnknown(random.nextInt(20) - 2);
      case BYTE_STRING -> ByteString.copyFromUtf8("bytes");
      case FLOAT -> Float.NaN;
      case DOUBLE -> Double.NaN;
    };
  }

  private long number() {
    return NUMBERS[random.nextInt(NUMBERS.length)];
  }

  static UnknownFieldSet unknown() {
    return UnknownFieldSet.newBuilder()
        .addField(4999, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
        .build();
  }

  /** One variant for each text field of the request at any depth, set before or not. */
  static List<Message> withEachText(Message message, String text) {
    var variants = new ArrayList<Message>();
    for (var field : message.getDescriptorForType().getFields()) {
      if (field.getJavaType() == JavaType.STRING) {
        variants.add(with(message, field, text));
      } else if (field.getJavaType() == JavaType.MESSAGE) {
        var nested =
            field.isRepeated() && message.getRepeatedFieldCount(field) > 0
                ? (Message) message.getRepeatedField(field, 0)
                : field.isRepeated()
                    ? message.newBuilderForType().newBuilderForField(field).build()
                    : (Message) message.getField(field);
        withEachText(nested, text).forEach(it -> variants.add(with(message, field, it)));
      }
    }
    return variants;
  }

  private static Message with(Message message, FieldDescriptor field, Object value) {
    return field.isRepeated()
        ? message.toBuilder().addRepeatedField(field, value).build()
        : message.toBuilder().setField(field, value).build();
  }

  /** The message as it goes over the wire. */
  static byte[] write(Message message) {
    // Latin-1 keeps every byte as one character.
    return message
        .toByteString()
        .toString(ISO_8859_1)
        .replace(NOT_UTF_8, "\u00c3\u0028".repeat(6) + "\u00ff")
        .getBytes(ISO_8859_1);
  }
}
