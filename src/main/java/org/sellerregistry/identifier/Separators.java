package org.sellerregistry.identifier;

/**
 * Folds a number as people write it into upper-case characters without separators.
 *
 * <p>Typographic variants (dashes, spaces, full-width forms) count as their ASCII counterparts, and
 * invisible formatting characters that come along with copied text are dropped.
 */
final class Separators {
  /** Separators as bits of the ASCII range. */
  private final long low;

  private final long high;

  private Separators(long low, long high) {
    this.low = low;
    this.high = high;
  }

  /** The given ASCII characters are separators. */
  static Separators of(String characters) {
    long low = 0;
    long high = 0;
    for (int i = 0; i < characters.length(); i++) {
      char c = characters.charAt(i);
      if (c < 64) {
        low |= 1L << c;
      } else {
        high |= 1L << (c - 64);
      }
    }
    return new Separators(low, high);
  }

  private boolean contains(char c) {
    return c < 64 ? (low >>> c & 1) != 0 : c < 128 && (high >>> (c - 64) & 1) != 0;
  }

  /** The number in upper case, trimmed, without separators. */
  String remove(String raw) {
    int length = raw.length();
    int clean = 0;
    while (clean < length && isPlain(raw.charAt(clean)) && !contains(raw.charAt(clean))) {
      clean++;
    }
    if (clean == length) {
      return raw;
    }
    char[] kept = new char[length];
    raw.getChars(0, clean, kept, 0);
    int count = clean;
    for (int i = clean; i < length; i++) {
      char c = fold(raw.charAt(i));
      if (c != DROPPED && !contains(c) && !(count == 0 && Character.isWhitespace(c))) {
        kept[count++] = c;
      }
    }
    while (count > 0 && Character.isWhitespace(kept[count - 1])) {
      count--;
    }
    return new String(kept, 0, count);
  }

  private static final char DROPPED = '\0';

  private static boolean isPlain(char c) {
    return c > ' ' && c < 127 && !(c >= 'a' && c <= 'z');
  }

  private static char fold(char c) {
    if (c < 128) {
      return c >= 'a' && c <= 'z' ? (char) (c - 32) : c;
    }
    if (c >= '\uFF01' && c <= '\uFF5E') {
      return fold((char) (c - 0xFEE0));
    }
    return switch (Character.getType(c)) {
      case Character.DASH_PUNCTUATION -> '-';
      case Character.SPACE_SEPARATOR -> ' ';
      case Character.FORMAT -> DROPPED;
      default -> c == '\u2212' ? '-' : Character.toUpperCase(c);
    };
  }
}
