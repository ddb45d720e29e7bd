package org.sellerregistry.verification;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.v1.CountryDocument;
import org.sellerregistry.v1.CountryNumber;
import org.sellerregistry.v1.CountryRegister;
import org.sellerregistry.v1.CountryRequirements;
import org.sellerregistry.v1.ItemKind;
import org.sellerregistry.v1.NextAction;
import org.sellerregistry.v1.RequirementRule;
import org.sellerregistry.v1.TraderType;

/** What a trader of a country and type is best asked for, where a requirement lacks an item. */
final class CountryAdvice {
  private final @Nullable CountryRequirements country;
  private final TraderType type;

  private CountryAdvice(@Nullable CountryRequirements country, TraderType type) {
    this.country = country;
    this.type = type;
  }

  static CountryAdvice of(Optional<CountryRequirements> country, TraderType type) {
    return new CountryAdvice(country.orElse(null), type);
  }

  /** The country's name in a language; empty if nothing is known of it. */
  String country(Locale language) {
    return country == null
        ? ""
        : Locale.of("", country.getRegionCode()).getDisplayCountry(language);
  }

  /** What is usual there, in the country's own words; empty where it says nothing of the rule. */
  String usual(RequirementRule rule) {
    if (rule.getItemKindsList().contains(ItemKind.ITEM_KIND_REGISTER_ENTRY)) {
      return registers().stream()
          .map(it ->
              "%s (%s; %s)"
                  .formatted(numbers(it).getFirst().getName(), it.getName(), it.getExtract()))
          .collect(Collectors.joining(", "));
    }
    if (rule.getItemKindsList().contains(ItemKind.ITEM_KIND_DOCUMENT)) {
      return documents().stream()
          .map(it -> "%s (%s)".formatted(it.getName(), it.getDescription()))
          .collect(Collectors.joining(", "));
    }
    return "";
  }

  /** Whether the trader may rightly be in no register. */
  boolean mayBeUnregistered(RequirementRule rule) {
    return country != null
        && country.getUnregisteredNaturalPersons()
        && type == TraderType.TRADER_TYPE_NATURAL_PERSON
        && rule.getItemKindsList().contains(ItemKind.ITEM_KIND_NOT_APPLICABLE);
  }

  /** The same for programs. */
  void addTo(NextAction.Builder action, RequirementRule rule) {
    if (rule.getItemKindsList().contains(ItemKind.ITEM_KIND_REGISTER_ENTRY)) {
      registers().stream()
          .flatMap(it -> numbers(it).stream())
          .map(CountryNumber::getScheme)
          .distinct()
          .forEach(action::addNumberSchemes);
    }
    if (rule.getItemKindsList().contains(ItemKind.ITEM_KIND_DOCUMENT)) {
      documents().stream()
          .map(CountryDocument::getKind)
          .distinct()
          .forEach(action::addDocumentKinds);
    }
  }

  private List<CountryRegister> registers() {
    return country == null
        ? List.of()
        : country.getRegistersList().stream().filter(it -> fits(it.getTraderTypesList())).toList();
  }

  private List<CountryNumber> numbers(CountryRegister register) {
    return register.getNumbersList().stream().filter(it -> fits(it.getTraderTypesList())).toList();
  }

  private List<CountryDocument> documents() {
    return country == null
        ? List.of()
        : country.getDocumentsList().stream().filter(it -> fits(it.getTraderTypesList())).toList();
  }

  private boolean fits(List<TraderType> types) {
    return types.isEmpty() || types.contains(type);
  }
}
