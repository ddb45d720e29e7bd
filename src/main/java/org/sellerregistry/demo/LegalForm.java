package org.sellerregistry.demo;

/**
 * A legal form.
 *
 * @param elf its ISO 20275 code; empty where the list has none
 * @param name how the form stands in a company's name
 */
record LegalForm(String elf, double weight, Phrase name) {

  /** Reads {@code ELF weight name}, with {@code -} for no code. */
  static LegalForm parse(String line) {
    String[] parts = line.split(" ", 3);
    return new LegalForm(
        parts[0].equals("-") ? "" : parts[0], Double.parseDouble(parts[1]), Phrase.parse(parts[2]));
  }
}
