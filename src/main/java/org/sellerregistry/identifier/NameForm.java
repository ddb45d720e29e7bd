package org.sellerregistry.identifier;

import com.ibm.icu.text.Normalizer2;

/**
 * The form in which two spellings of a name are equal: case folded, accents and punctuation taken
 * away, words separated by one space (Unicode Technical Report 15, NFKC_Casefold, then NFD without
 * nonspacing marks).
 */
public final class NameForm {
  private static final Normalizer2 FOLD = Normalizer2.getNFKCCasefoldInstance();
  private static final Normalizer2 DECOMPOSE = Normalizer2.getNFDInstance();
  private static final Normalizer2 COMPOSE = Normalizer2.getNFCInstance();

  private NameForm() {}

  /** The normal form; empty if the name has neither letters nor digits. */
  public static String of(String name) {
    var decomposed = DECOMPOSE.normalize(FOLD.normalize(name));
    var form = new StringBuilder(decomposed.length());
    boolean gap = false;
    for (int i = 0; i < decomposed.length(); ) {
      int c = decomposed.codePointAt(i);
      i += Character.charCount(c);
      if (isAccent(c)) {
        continue;
      }
      if (Character.isLetterOrDigit(c)
          || Character.getType(c) == Character.COMBINING_SPACING_MARK) {
        if (gap && !form.isEmpty()) {
          form.append(' ');
        }
        gap = false;
        form.appendCodePoint(c);
      } else {
        gap = true;
      }
    }
    return COMPOSE.normalize(form);
  }

  /** Marks of alphabets are accents; those of Indic scripts are vowels and make another word. */
  private static boolean isAccent(int c) {
    return Character.getType(c) == Character.NON_SPACING_MARK
        && switch (Character.UnicodeScript.of(c)) {
          case INHERITED, LATIN, GREEK, CYRILLIC, ARABIC, HEBREW -> true;
          default -> false;
        };
  }
}
