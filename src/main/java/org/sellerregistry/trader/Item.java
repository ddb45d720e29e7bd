package org.sellerregistry.trader;

import com.google.protobuf.Message;
import org.sellerregistry.v1.ItemKind;
import org.sellerregistry.v1.ItemMeta;
import org.sellerregistry.v1.SectionKind;

/**
 * One item of a section.
 *
 * @param section the section that holds it
 * @param kind what it is
 * @param meta its id and revision
 * @param content the item's message, {@code meta} included
 */
public record Item(SectionKind section, ItemKind kind, ItemMeta meta, Message content) {
  /** The item's id. */
  public String id() {
    return meta.getId();
  }
}
