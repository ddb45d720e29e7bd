package org.sellerregistry.vault;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The place that a ciphertext is bound to: its table, marketplace and trader, and the rest of its
 * row's key. A ciphertext moved to another place does not open there.
 *
 * @param parts the rest of the row's key, in the order of its columns
 */
public record Binding(Table table, UUID marketplace, UUID trader, List<String> parts) {

  /** Changes when the encoding does; ciphertexts of earlier releases keep theirs. */
  private static final int ENCODING = 1;

  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final int NANOS_PER_MICRO = 1_000;

  public Binding {
    parts = List.copyOf(parts);
  }

  /** The place of one revision of a section. */
  public static Binding section(UUID marketplace, UUID trader, int section, long revision) {
    return new Binding(
        Table.TRADER_SECTION,
        marketplace,
        trader,
        List.of(Integer.toString(section), Long.toString(revision)));
  }

  /** The place of one interval in which a trader owned a storefront. */
  public static Binding storefront(
      UUID marketplace, UUID trader, String storefrontId, Instant validFrom) {
    return new Binding(
        Table.STOREFRONT, marketplace, trader, List.of(storefrontId, micros(validFrom)));
  }

  /** The place of a check of an item. */
  public static Binding check(UUID marketplace, UUID trader, UUID check) {
    return new Binding(Table.ITEM_CHECK, marketplace, trader, List.of(check.toString()));
  }

  /** The place of one interval of the public information shown under an offering. */
  public static Binding publicInfo(
      UUID marketplace, UUID trader, String offering, Instant validFrom) {
    return new Binding(
        Table.PUBLIC_INFO, marketplace, trader, List.of(offering, micros(validFrom)));
  }

  /** The place of what is known of a document. */
  public static Binding evidence(UUID marketplace, UUID trader, UUID evidence) {
    return evidence(marketplace, trader, evidence, "ciphertext");
  }

  /** The place of the key that a document is encrypted with. */
  public static Binding documentKey(UUID marketplace, UUID trader, UUID evidence) {
    return evidence(marketplace, trader, evidence, "document_key");
  }

  /** The place of a document's bytes. */
  public static Binding document(UUID marketplace, UUID trader, UUID evidence) {
    return evidence(marketplace, trader, evidence, "document");
  }

  private static Binding evidence(UUID marketplace, UUID trader, UUID evidence, String part) {
    return new Binding(Table.EVIDENCE, marketplace, trader, List.of(evidence.toString(), part));
  }

  /** The associated data of the ciphertext; its bytes are part of the storage format. */
  byte[] toBytes() {
    var bytes = new CanonicalBytes().code(ENCODING).code(table.code()).id(marketplace).id(trader);
    bytes.code(parts.size());
    parts.forEach(bytes::text);
    return bytes.toBytes();
  }

  /** The instant as the database keeps it: finer parts than a microsecond are cut off there too. */
  private static String micros(Instant time) {
    return Long.toString(
        Math.addExact(
            Math.multiplyExact(time.getEpochSecond(), MICROS_PER_SECOND),
            time.getNano() / NANOS_PER_MICRO));
  }
}
