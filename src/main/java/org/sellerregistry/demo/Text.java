package org.sellerregistry.demo;

import java.text.Normalizer;
import java.util.Locale;

/**
 * A piece of text in its original script and in Latin script; both are the same where the original
 * is Latin.
 */
record Text(String original, String latin) {
  static final Text EMPTY = new Text("", "");

  /** Reads {@code original=latin}, or a text that is Latin. */
  static Text parse(String entry) {
    int equals = entry.indexOf('=');
    return equals < 0
        ? new Text(entry.strip(), entry.strip())
        : new Text(entry.substring(0, equals).strip(), entry.substring(equals + 1).strip());
  }

  Text join(String separator, Text next) {
    return new Text(original + separator + next.original, latin + separator + next.latin);
  }

  Text inLatin() {
    return original.equals(latin) ? this : new Text(latin, latin);
  }

  /** The Latin form; empty where the original is Latin already. */
  String latinIfOther() {
    return original.equals(latin) ? "" : latin;
  }

  /**
   * The Latin form in upper-case A to Z, with each other character but digits as the given one;
   * letters are spelt as ICAO Doc 9303-3, section 6, recommends for machine-readable zones.
   */
  String upperCase(char other) {
    var letters = new StringBuilder(latin.length() + 2);
    String decomposed = null;
    for (int i = 0; i < latin.length(); i++) {
      char c = latin.charAt(i);
      if (c < 0x80) {
        char upper = c >= 'a' && c <= 'z' ? (char) (c - 32) : c;
        boolean kept = (upper >= 'A' && upper <= 'Z') || (upper >= '0' && upper <= '9');
        letters.append(kept ? upper : other);
        continue;
      }
      String special = special(c);
      if (special.isEmpty()) {
        decomposed = Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFD);
        char base = decomposed.toUpperCase(Locale.ROOT).charAt(0);
        special = base >= 'A' && base <= 'Z' ? String.valueOf(base) : String.valueOf(other);
      }
      letters.append(special);
    }
    return letters.toString();
  }

  private static String special(char c) {
    return switch (c) {
      case 'Ä', 'ä', 'Æ', 'æ' -> "AE";
      case 'Ö', 'ö', 'Ø', 'ø' -> "OE";
      case 'Ü', 'ü' -> "UE";
      case 'Å', 'å' -> "AA";
      case 'ß' -> "SS";
      case 'Đ', 'đ' -> "D";
      case 'Ł', 'ł' -> "L";
      case 'ı' -> "I";
      default -> "";
    };
  }
}
