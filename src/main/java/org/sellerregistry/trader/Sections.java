package org.sellerregistry.trader;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.MessageOrBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sellerregistry.v1.ItemKind;
import org.sellerregistry.v1.ItemMeta;
import org.sellerregistry.v1.ItemProto;
import org.sellerregistry.v1.SectionKind;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.TraderOrBuilder;

/**
 * Walks the sections of a trader and the items in them.
 *
 * <p>The contract itself says which field is which, by its options {@code section_kind} and {@code
 * item_kind}: a section or kind of item added there needs nothing here.
 */
public final class Sections {
  private static final Map<SectionKind, FieldDescriptor> FIELDS =
      Collections.unmodifiableMap(
          Trader.getDescriptor().getFields().stream()
              .filter(field -> field.getOptions().hasExtension(ItemProto.sectionKind))
              .collect(
                  toMap(
                      field -> field.getOptions().getExtension(ItemProto.sectionKind),
                      field -> field,
                      (one, other) -> one,
                      () -> new EnumMap<>(SectionKind.class))));

  private static final Map<ItemKind, SectionKind> BY_ITEM = sectionsByItem();

  /** By the section's type: options are not read again for each item of each trader. */
  private static final Map<Descriptor, List<FieldDescriptor>> ITEM_FIELDS =
      FIELDS.values().stream().collect(toMap(FieldDescriptor::getMessageType, Sections::holders));

  /** By the item's type. */
  private static final Map<Descriptor, FieldDescriptor> META_FIELDS =
      ITEM_FIELDS.values().stream()
          .flatMap(List::stream)
          .map(FieldDescriptor::getMessageType)
          .distinct()
          .collect(toMap(item -> item, item -> item.findFieldByName("meta")));

  private Sections() {}

  /** The section that holds items of a kind. */
  public static SectionKind of(ItemKind kind) {
    var section = BY_ITEM.get(kind);
    if (section == null) {
      throw new IllegalArgumentException("no section holds " + kind);
    }
    return section;
  }

  private static Map<ItemKind, SectionKind> sectionsByItem() {
    var sections = new EnumMap<ItemKind, SectionKind>(ItemKind.class);
    FIELDS.forEach((section, field) -> {
      for (var item : field.getMessageType().getFields()) {
        if (item.getOptions().hasExtension(ItemProto.itemKind)) {
          sections.put(itemKind(item), section);
        }
      }
    });
    return sections;
  }

  /** Every kind of section, in the order of the contract. */
  public static Set<SectionKind> kinds() {
    return FIELDS.keySet();
  }

  /** The name of the field of {@link Trader} that holds the section. */
  public static String fieldName(SectionKind kind) {
    return field(kind).getName();
  }

  /** The number of the field of {@link Trader} that holds the section. */
  static int fieldNumber(SectionKind kind) {
    return field(kind).getNumber();
  }

  /** The trader's section, empty if the trader has none. */
  public static Message get(TraderOrBuilder trader, SectionKind kind) {
    return (Message) trader.getField(field(kind));
  }

  /** Whether the trader carries the section. */
  public static boolean has(TraderOrBuilder trader, SectionKind kind) {
    return trader.hasField(field(kind));
  }

  /** Sets the section, or clears it if it is empty. */
  public static void set(Trader.Builder trader, SectionKind kind, Message section) {
    if (isEmpty(section)) {
      trader.clearField(field(kind));
    } else {
      trader.setField(field(kind), section);
    }
  }

  /** Whether the section holds nothing. */
  public static boolean isEmpty(Message section) {
    return section.getAllFields().isEmpty();
  }

  /** Reads a stored section. */
  public static Message parse(SectionKind kind, byte[] bytes)
      throws InvalidProtocolBufferException {
    return Trader.getDefaultInstance()
        .newBuilderForType()
        .newBuilderForField(field(kind))
        .mergeFrom(bytes)
        .build();
  }

  /** The items of all sections, in the order of the contract. */
  public static List<Item> items(TraderOrBuilder trader) {
    var items = new ArrayList<Item>();
    for (var kind : kinds()) {
      items.addAll(items(kind, get(trader, kind)));
    }
    return items;
  }

  /** The items of one section. */
  public static List<Item> items(SectionKind kind, MessageOrBuilder section) {
    var items = new ArrayList<Item>();
    for (var field : itemFields(section)) {
      var itemKind = field.getOptions().getExtension(ItemProto.itemKind);
      for (int i = 0; i < section.getRepeatedFieldCount(field); i++) {
        var content = (Message) section.getRepeatedField(field, i);
        items.add(new Item(kind, itemKind, meta(content), content));
      }
    }
    return items;
  }

  /** The repeated fields of a section that hold items. */
  static List<FieldDescriptor> itemFields(MessageOrBuilder section) {
    return requireNonNull(ITEM_FIELDS.get(section.getDescriptorForType()), "not a section");
  }

  /** The item's id and revision. */
  static ItemMeta meta(Message item) {
    return (ItemMeta) item.getField(metaField(item));
  }

  /** The item with another id and revision. */
  static Message withMeta(Message item, ItemMeta meta) {
    return item.toBuilder().setField(metaField(item), meta).build();
  }

  /** The item without id and revision: what is compared to tell whether it changed. */
  public static Message withoutMeta(Message item) {
    return item.toBuilder().clearField(metaField(item)).build();
  }

  /** The trader with the ids and revisions of all items taken away. */
  public static Trader withoutMetas(Trader trader) {
    var result = trader.toBuilder();
    for (var kind : kinds()) {
      if (has(trader, kind)) {
        set(result, kind, withoutMetas(get(trader, kind)));
      }
    }
    return result.build();
  }

  /** The section with the ids and revisions of all its items taken away. */
  public static Message withoutMetas(Message section) {
    var result = section.toBuilder();
    for (var field : itemFields(section)) {
      for (int i = 0; i < section.getRepeatedFieldCount(field); i++) {
        result.setRepeatedField(
            field, i, withoutMeta((Message) section.getRepeatedField(field, i)));
      }
    }
    return result.build();
  }

  /** What kind of item a field holds. */
  static ItemKind itemKind(FieldDescriptor field) {
    return field.getOptions().getExtension(ItemProto.itemKind);
  }

  private static List<FieldDescriptor> holders(FieldDescriptor section) {
    return section.getMessageType().getFields().stream()
        .filter(field -> field.getOptions().hasExtension(ItemProto.itemKind))
        .toList();
  }

  private static FieldDescriptor metaField(Message item) {
    return requireNonNull(META_FIELDS.get(item.getDescriptorForType()), "not an item");
  }

  private static FieldDescriptor field(SectionKind kind) {
    var field = FIELDS.get(kind);
    if (field == null) {
      throw new IllegalArgumentException("no section " + kind);
    }
    return field;
  }
}
