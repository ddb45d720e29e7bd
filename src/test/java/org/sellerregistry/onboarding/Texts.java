package org.sellerregistry.onboarding;

import com.google.protobuf.Message;
import java.util.Collection;
import java.util.List;

/** The texts in a message. */
final class Texts {
  private Texts() {}

  /** Adds every text of the message and of those within it, ids of items left out. */
  static void collect(Message message, Collection<String> texts) {
    message
        .getAllFields()
        .forEach((field, value) -> {
          List<?> values = field.isRepeated() ? (List<?>) value : List.of(value);
          for (var one : values) {
            if (one instanceof Message part && !field.getName().equals("meta")) {
              collect(part, texts);
            } else if (one instanceof String text && !text.isEmpty()) {
              texts.add(text);
            }
          }
        });
  }
}
