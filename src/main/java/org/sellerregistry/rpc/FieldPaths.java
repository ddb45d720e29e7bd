package org.sellerregistry.rpc;

import build.buf.validate.FieldPath;
import build.buf.validate.FieldPathElement;

/** Writes field paths as {@code google.rpc.BadRequest} wants them: {@code trader.names[0].text}. */
final class FieldPaths {
  private FieldPaths() {}

  /** The path below another. */
  static String format(String base, FieldPath path) {
    var text = new StringBuilder(base);
    for (var element : path.getElementsList()) {
      if (!text.isEmpty()) {
        text.append('.');
      }
      text.append(element.getFieldName()).append(subscript(element));
    }
    return text.toString();
  }

  /** A map's key is the client's own text and may be personal: its place alone is named. */
  private static String subscript(FieldPathElement element) {
    return switch (element.getSubscriptCase()) {
      case INDEX -> "[" + element.getIndex() + "]";
      case BOOL_KEY, INT_KEY, UINT_KEY, STRING_KEY -> "[]";
      case SUBSCRIPT_NOT_SET -> "";
    };
  }
}
