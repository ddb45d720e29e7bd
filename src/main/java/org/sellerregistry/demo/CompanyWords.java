package org.sellerregistry.demo;

import java.util.List;
import java.util.Map;

/**
 * Composes company names of a country around coined words, which keep them apart from real ones.
 */
record CompanyWords(
    List<Text> start,
    List<Text> middle,
    List<Text> end,
    Zipf<Text> word,
    Zipf<Text> trade,
    Zipf<Phrase> cores,
    Zipf<LegalForm> forms,
    String soleForm,
    Phrase soleName) {

  static CompanyWords of(CountryFile file) {
    return new CompanyWords(
        file.texts("start"),
        file.texts("middle"),
        file.texts("end"),
        Zipf.ranked(file.texts("word")),
        Zipf.ranked(file.texts("trade")),
        Zipf.ranked(CountryFile.split(file.line("core"), ";").stream().map(Phrase::parse).toList()),
        Zipf.weighted(
            file.lines("form").stream().map(LegalForm::parse).toList(), LegalForm::weight),
        file.line("sole"),
        Phrase.parse(file.line("sole-name")));
  }

  /** A word that means nothing. */
  Text coin(Draw draw) {
    return one(start, draw).join("", one(middle, draw)).join("", one(end, draw));
  }

  /** The name of a company without its legal form. */
  Text core(Text coined, Person person, City city, Draw draw) {
    return cores.pick(draw).fill(slots(coined, person, city, draw));
  }

  /** The name under which a natural person trades. */
  Text sole(Text coined, Person person, City city, Draw draw) {
    return soleName.fill(slots(coined, person, city, draw));
  }

  private Map<String, Text> slots(Text coined, Person person, City city, Draw draw) {
    return Map.of(
        "coined", coined,
        "word", word.pick(draw),
        "trade", trade.pick(draw),
        "family", person.family(),
        "person", person.full(),
        "city", city.name());
  }

  private static Text one(List<Text> parts, Draw draw) {
    return parts.get(draw.nextInt(parts.size()));
  }
}
