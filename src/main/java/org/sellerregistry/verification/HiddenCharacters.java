package org.sellerregistry.verification;

import com.google.protobuf.Message;
import java.util.List;

/**
 * Characters by which a text reads otherwise than it is written: overrides and isolates of the
 * direction of writing (Unicode Standard Annex 9), annotations and tags. No register or document
 * has them, and whoever compares a name by eye does not see them. Marks of direction and joiners,
 * which Arabic, Hebrew and Indic texts need, are not among them.
 */
final class HiddenCharacters {
  private HiddenCharacters() {}

  /** Whether a text of the message, at any depth, has one. */
  static boolean isIn(Message message) {
    return mayBeIn(message.toByteArray()) && isInField(message);
  }

  /** Most messages have none of the bytes with which such a character begins in UTF-8. */
  private static boolean mayBeIn(byte[] message) {
    for (byte b : message) {
      if (b == (byte) 0xe2 || b == (byte) 0xef || b == (byte) 0xf3) {
        return true;
      }
    }
    return false;
  }

  private static boolean isInField(Message message) {
    return message.getAllFields().values().stream().anyMatch(HiddenCharacters::isInValue);
  }

  private static boolean isInValue(Object value) {
    return switch (value) {
      case String text -> text.codePoints().anyMatch(HiddenCharacters::isHidden);
      case Message message -> isInField(message);
      case List<?> values -> values.stream().anyMatch(HiddenCharacters::isInValue);
      default -> false;
    };
  }

  private static boolean isHidden(int c) {
    return (c >= 0x202a && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069)
        || (c >= 0xfff9 && c <= 0xfffb)
        || (c >= 0xe0000 && c <= 0xe007f);
  }
}
