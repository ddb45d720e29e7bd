package org.sellerregistry.verification.sources;

/** What a source wrote, in a form that is stored and read as it is. */
final class SourceText {
  private SourceText() {}

  /**
   * Without control characters, and without halves of characters, which JSON can write and UTF-8
   * cannot.
   *
   * @param longest how many characters are kept
   */
  static String clean(String text, int longest) {
    return text.codePoints()
        .filter(c -> !Character.isISOControl(c) && Character.getType(c) != Character.SURROGATE)
        .limit(longest)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString()
        .strip();
  }
}
