package org.sellerregistry.verification.sources;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.trader.Item;
import org.sellerregistry.v1.Check;

/**
 * One question to a source: about a number, under the name and address that the trader declared.
 *
 * @param number the item that holds the number
 * @param name the legal name; null if none is declared
 * @param address the address that is compared; null if none is declared
 * @param ask asks; blocks until it is answered or given up
 */
public record SourceQuestion(
    ItemSource source,
    Item number,
    @Nullable Item name,
    @Nullable Item address,
    Supplier<SourceAnswer> ask) {

  /** The items that an answer assesses. */
  public List<Item> items() {
    var items = new ArrayList<>(List.of(number));
    if (name != null) {
      items.add(name);
    }
    if (address != null) {
      items.add(address);
    }
    return items;
  }

  /** Whether the other asks the same source for the same contents of the same items. */
  public boolean isSameAs(SourceQuestion other) {
    return source.equals(other.source) && contents().equals(other.contents());
  }

  private List<String> contents() {
    return items().stream().map(item -> item.id() + "/" + item.meta().getRevision()).toList();
  }

  /**
   * The checks that an answer amounts to, one an item, without names, callers and, maybe, times.
   */
  public List<Check> checks(SourceAnswer answer) {
    var checks = new ArrayList<Check>();
    checks.add(of(number, SourceChecks.check(source.method(), source.name(), answer)));
    if (name != null) {
      checks.add(of(name, SourceChecks.nameCheck(source.method(), source.name(), answer)));
    }
    if (address != null) {
      checks.add(of(address, SourceChecks.addressCheck(source.method(), source.name(), answer)));
    }
    return checks;
  }

  private static Check of(Item item, Check.Builder check) {
    return check
        .setItemId(item.id())
        .setItemRevision(item.meta().getRevision())
        .setItemKind(item.kind())
        .build();
  }
}
