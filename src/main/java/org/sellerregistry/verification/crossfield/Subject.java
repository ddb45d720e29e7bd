package org.sellerregistry.verification.crossfield;

import com.google.protobuf.Message;
import com.google.type.Date;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sellerregistry.trader.Item;
import org.sellerregistry.trader.Sections;
import org.sellerregistry.v1.Name;
import org.sellerregistry.v1.Party;
import org.sellerregistry.v1.PostalAddress;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.TraderType;

/** A trader whose items are compared, on a day. */
final class Subject {
  private final Trader trader;
  private final List<Item> items;
  private final LocalDate today;

  Subject(Trader trader, LocalDate today) {
    this.trader = trader;
    this.items = Sections.items(trader);
    this.today = today;
  }

  /** An item with its content. */
  record Entry<T extends Message>(Item item, T content) {}

  /** The items of one type of content, in their order. */
  <T extends Message> List<Entry<T>> of(Class<T> type) {
    return items.stream()
        .filter(item -> type.isInstance(item.content()))
        .map(item -> new Entry<>(item, type.cast(item.content())))
        .toList();
  }

  LocalDate today() {
    return today;
  }

  /** ISO 3166-1 alpha-2 code of the country of establishment. */
  String region() {
    return trader.getRegionCode();
  }

  boolean isNaturalPerson() {
    return trader.getType() == TraderType.TRADER_TYPE_NATURAL_PERSON;
  }

  /** The countries in which the trader says that it is: of establishment and of its addresses. */
  Set<String> regions() {
    return Stream.concat(
            Stream.of(region()),
            of(PostalAddress.class).stream().map(it -> it.content().getRegionCode()))
        .collect(Collectors.toSet());
  }

  /** Every spelling of every name of the trader. */
  List<String> names() {
    return of(Name.class).stream()
        .map(Entry::content)
        .flatMap(name ->
            Stream.of(name.getFull(), name.getLatin(), name.getGiven() + " " + name.getFamily()))
        .filter(Predicate.not(String::isBlank))
        .toList();
  }

  /** Every spelling of the names of the connected parties. */
  List<String> partyNames() {
    return of(Party.class).stream()
        .map(Entry::content)
        .flatMap(party -> Stream.of(party.getFullName(), party.getLatinName()))
        .filter(Predicate.not(String::isBlank))
        .toList();
  }

  /** The day of a date; empty if there is no such day. */
  static Optional<LocalDate> day(Date date) {
    try {
      return Optional.of(LocalDate.of(date.getYear(), date.getMonth(), date.getDay()));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
