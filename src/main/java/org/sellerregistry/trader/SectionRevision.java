package org.sellerregistry.trader;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.v1.ErrorReason;
import org.sellerregistry.v1.ItemMeta;

/**
 * Makes the next revision of a section: says which of its items are the same as before, which
 * changed and which are new.
 *
 * <p>An item that names an id is that item; one without an id is the former item of equal content,
 * if there is one, else a new item. An item whose content is equal keeps its id and revision. One
 * that takes the place of a verified content, by its id or because verified items of its kind are
 * gone, is held: {@code hold_time} says since when, and goes on while the content keeps changing.
 */
public final class SectionRevision {
  private final long revision;
  private final Timestamp time;
  private final Supplier<String> newId;
  private final Predicate<String> verified;

  /**
   * @param revision the trader's revision that makes the change
   * @param time when it is made
   * @param newId gives ids to new items
   * @param verified whether the item with an id satisfied a requirement before the change
   */
  public SectionRevision(
      long revision, Timestamp time, Supplier<String> newId, Predicate<String> verified) {
    this.revision = revision;
    this.time = time;
    this.newId = newId;
    this.verified = verified;
  }

  /**
   * Returns {@code after} with every item's id and revision; equal to {@code before} if nothing
   * changed.
   *
   * @throws Refusal UNKNOWN_ITEM if an item names an id that {@code before} does not hold, or twice
   */
  public Message next(Message before, Message after) {
    var result = after.toBuilder();
    for (var field : Sections.itemFields(after)) {
      var items = next(items(before, field), items(after, field));
      result.clearField(field);
      items.forEach(item -> result.addRepeatedField(field, item));
    }
    return result.build();
  }

  private List<Message> next(List<Message> before, List<Message> after) {
    Map<String, Message> former = new HashMap<>();
    before.forEach(item -> former.put(Sections.meta(item).getId(), item));
    var claimed = new HashSet<String>();
    for (var item : after) {
      var id = Sections.meta(item).getId();
      if (!id.isEmpty() && (!former.containsKey(id) || !claimed.add(id))) {
        throw Refusal.of(
                ErrorReason.ERROR_REASON_UNKNOWN_ITEM,
                "an item names an id that the section does not hold, or names it twice")
            .with("item_id", id);
      }
    }
    var matched = new ArrayList<Message>(after.size());
    for (var item : after) {
      matched.add(
          Sections.meta(item).getId().isEmpty() ? sameContent(item, before, claimed) : item);
    }
    Timestamp heldByRemoval = holdOfRemoved(before, claimed);
    var result = new ArrayList<Message>(after.size());
    for (var item : matched) {
      var known = former.get(Sections.meta(item).getId());
      if (known == null) {
        result.add(Sections.withMeta(item, meta(newId.get(), heldByRemoval)));
      } else if (Sections.withoutMeta(item).equals(Sections.withoutMeta(known))) {
        result.add(known);
      } else {
        var meta = Sections.meta(known);
        result.add(Sections.withMeta(item, meta(meta.getId(), hold(meta))));
      }
    }
    return result;
  }

  private static Message sameContent(Message item, List<Message> before, Set<String> claimed) {
    var content = Sections.withoutMeta(item);
    for (var candidate : before) {
      var id = Sections.meta(candidate).getId();
      if (!claimed.contains(id) && Sections.withoutMeta(candidate).equals(content)) {
        claimed.add(id);
        return candidate;
      }
    }
    return content;
  }

  /** The earliest hold that the items which are gone leave to new ones; the default if none. */
  private Timestamp holdOfRemoved(List<Message> before, Set<String> claimed) {
    var earliest = Timestamp.getDefaultInstance();
    for (var item : before) {
      var meta = Sections.meta(item);
      if (!claimed.contains(meta.getId())) {
        earliest = earlier(earliest, hold(meta));
      }
    }
    return earliest;
  }

  private Timestamp hold(ItemMeta former) {
    return verified.test(former.getId()) ? time : former.getHoldTime();
  }

  private static Timestamp earlier(Timestamp one, Timestamp other) {
    if (one.equals(Timestamp.getDefaultInstance())) {
      return other;
    }
    if (other.equals(Timestamp.getDefaultInstance())) {
      return one;
    }
    return com.google.protobuf.util.Timestamps.compare(one, other) <= 0 ? one : other;
  }

  private ItemMeta meta(String id, Timestamp hold) {
    var meta = ItemMeta.newBuilder().setId(id).setRevision(revision).setReviseTime(time);
    if (!hold.equals(Timestamp.getDefaultInstance())) {
      meta.setHoldTime(hold);
    }
    return meta.build();
  }

  private static List<Message> items(Message section, FieldDescriptor field) {
    var items = new ArrayList<Message>();
    for (int i = 0; i < section.getRepeatedFieldCount(field); i++) {
      items.add((Message) section.getRepeatedField(field, i));
    }
    return items;
  }
}
