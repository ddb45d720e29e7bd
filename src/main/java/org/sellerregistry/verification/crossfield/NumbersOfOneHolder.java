package org.sellerregistry.verification.crossfield;

import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.sellerregistry.trader.Item;
import org.sellerregistry.v1.DocumentKind;
import org.sellerregistry.v1.IdentityDocument;
import org.sellerregistry.v1.ItemKind;
import org.sellerregistry.v1.Party;
import org.sellerregistry.v1.RegisterEntry;
import org.sellerregistry.v1.TaxNumber;
import org.sellerregistry.v1.TypedIdentifier;
import org.sellerregistry.v1.VatNumber;

/**
 * Whether the official numbers of a trader are of one holder, where a country builds one number
 * from another.
 *
 * <p>A VAT group has a number of its own (Directive 2006/112/EC, Article 11): a member declares the
 * group among its connected parties, with its number, and is then not held to its own.
 */
final class NumbersOfOneHolder implements CrossFieldCheck {
  private record Declared(Item item, HolderNumber number) {
    /** A number that the trader has by being registered, not by doing business somewhere. */
    boolean registered() {
      return item.kind() == ItemKind.ITEM_KIND_REGISTER_ENTRY
          || item.kind() == ItemKind.ITEM_KIND_DOCUMENT;
    }
  }

  @Override
  public List<CrossFieldFinding> check(Subject subject) {
    var findings = new ArrayList<CrossFieldFinding>();
    var parties =
        subject.of(Party.class).stream()
            .flatMap(it -> it.content().getIdentifiersList().stream())
            .flatMap(it -> HolderNumber.of(it).stream())
            .collect(toSet());
    var families = new LinkedHashMap<String, List<Declared>>();
    for (var number : numbers(subject)) {
      if (number.item().kind() == ItemKind.ITEM_KIND_VAT_NUMBER
          && parties.stream().anyMatch(it -> sameHolder(it, number.number()))) {
        findings.add(CrossFieldFinding.unusual(number.item(), "NUMBER_OF_PARTY"));
      } else {
        families.computeIfAbsent(number.number().family(), _ -> new ArrayList<>()).add(number);
      }
    }
    families.values().forEach(family -> findings.addAll(compare(family)));
    return findings;
  }

  private static List<CrossFieldFinding> compare(List<Declared> family) {
    if (family.size() < 2) {
      return List.of();
    }
    return family.stream()
        .map(number -> {
          if (isBorneOut(number, family)) {
            return CrossFieldFinding.agrees(number.item());
          }
          var others =
              family.stream().filter(it -> !sameHolder(it.number(), number.number())).toList();
          boolean contradicts =
              others.stream()
                  .anyMatch(it ->
                      number.number().always()
                          && it.number().always()
                          && (number.registered() || it.registered()));
          return others.isEmpty()
              ? CrossFieldFinding.agrees(number.item())
              : contradicts
                  ? CrossFieldFinding.contradiction(number.item(), "NUMBERS_CONTRADICT")
                  : CrossFieldFinding.unusual(number.item(), "NUMBERS_DIFFER");
        })
        .toList();
  }

  /** Whether an item of another kind has a number of the same holder. */
  private static boolean isBorneOut(Declared number, List<Declared> family) {
    return family.stream()
        .anyMatch(it ->
            it.item().kind() != number.item().kind() && sameHolder(it.number(), number.number()));
  }

  private static boolean sameHolder(HolderNumber one, HolderNumber other) {
    return one.family().equals(other.family()) && one.core().equals(other.core());
  }

  private static List<Declared> numbers(Subject subject) {
    return Stream.of(
            subject.of(RegisterEntry.class).stream()
                .flatMap(it -> number(it.item(), it.content().getIdentifier())),
            subject.of(VatNumber.class).stream()
                .flatMap(it -> number(it.item(), it.content().getIdentifier())),
            subject.of(TaxNumber.class).stream()
                .flatMap(it -> number(it.item(), it.content().getIdentifier())),
            subject.of(IdentityDocument.class).stream()
                .filter(it -> isChineseLicence(it.content()))
                .flatMap(it -> number(it.item(), licenceNumber(it.content()))))
        .flatMap(it -> it)
        .toList();
  }

  private static Stream<Declared> number(Item item, TypedIdentifier identifier) {
    return HolderNumber.of(identifier).map(it -> new Declared(item, it)).stream();
  }

  /** A business licence carries the unified social credit code as its number (GB 32100-2015). */
  private static boolean isChineseLicence(IdentityDocument document) {
    return document.getKind() == DocumentKind.DOCUMENT_KIND_BUSINESS_LICENCE
        && document.getIssuingRegionCode().equals("CN");
  }

  private static TypedIdentifier licenceNumber(IdentityDocument document) {
    return TypedIdentifier.newBuilder().setScheme("cn.uscc").setValue(document.getNumber()).build();
  }
}
