package org.sellerregistry.verification.sources;

import java.util.List;
import java.util.Map;

/**
 * What a source knows about the holder of a number. Personal data of the trader, to be kept and
 * erased like what the trader declared.
 *
 * @param names the legal name first, then other names; empty if not disclosed
 * @param address lines of the address, as the source writes them; empty if not disclosed
 * @param nameMatch how the best of the names matches the declared one
 * @param addressMatch how the best of the addresses matches the declared one
 * @param facts what else the source says, by its own field names, for example {@code
 *     entity.legalForm.id}
 */
public record Details(
    List<String> names,
    List<String> address,
    Match nameMatch,
    Match addressMatch,
    Map<String, String> facts) {

  public Details {
    names = List.copyOf(names);
    address = List.copyOf(address);
    facts = Map.copyOf(facts);
  }

  /** Without personal data, so that a log line cannot disclose it. */
  @Override
  public String toString() {
    return "Details[nameMatch=%s, addressMatch=%s]".formatted(nameMatch, addressMatch);
  }
}
