package org.sellerregistry.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A text with slots such as <code>{street}</code>, in the original and in Latin script. */
final class Phrase {
  /** At even places what stands for itself, at odd places the names of slots. */
  private final String[] original;

  private final String[] latin;

  private Phrase(String[] original, String[] latin) {
    this.original = original;
    this.latin = latin;
  }

  /** Reads {@code original | latin}, or one pattern for both. */
  static Phrase parse(String pattern) {
    int bar = pattern.indexOf('|');
    return bar < 0
        ? new Phrase(parts(pattern.strip()), parts(pattern.strip()))
        : new Phrase(
            parts(pattern.substring(0, bar).strip()), parts(pattern.substring(bar + 1).strip()));
  }

  Text fill(Map<String, Text> slots) {
    var first = new StringBuilder();
    var second = new StringBuilder();
    for (int i = 0; i < original.length; i++) {
      first.append(i % 2 == 0 ? original[i] : slot(slots, original[i]).original());
    }
    for (int i = 0; i < latin.length; i++) {
      second.append(i % 2 == 0 ? latin[i] : slot(slots, latin[i]).latin());
    }
    return new Text(first.toString(), second.toString());
  }

  private static Text slot(Map<String, Text> slots, String name) {
    Text value = slots.get(name);
    if (value == null) {
      throw new IllegalStateException("no slot " + name);
    }
    return value;
  }

  private static String[] parts(String pattern) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (int open = pattern.indexOf('{'); open >= 0; open = pattern.indexOf('{', from)) {
      int close = pattern.indexOf('}', open);
      parts.add(pattern.substring(from, open));
      parts.add(pattern.substring(open + 1, close));
      from = close + 1;
    }
    parts.add(pattern.substring(from));
    return parts.toArray(String[]::new);
  }
}
