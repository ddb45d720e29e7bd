package org.sellerregistry.audit;

import static java.util.stream.Collectors.toUnmodifiableMap;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.sellerregistry.v1.Access;
import org.sellerregistry.v1.DeclaredSection;
import org.sellerregistry.v1.ExportPersonalDataResponse;
import org.sellerregistry.v1.ItemProto;
import org.sellerregistry.v1.ReturnedTrader;
import org.sellerregistry.v1.SectionKind;
import org.sellerregistry.v1.Trader;

/** Finds out which traders a reply speaks of, and which of their sections it has. */
final class Returned {
  private static final Pattern TRADER =
      Pattern.compile("marketplaces/[^/]+/traders/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  /** Fields that hold resource names. */
  private static final Set<String> NAMES = Set.of("name", "trader", "parent");

  private static final Map<SectionKind, FieldDescriptor> SECTIONS =
      Trader.getDescriptor().getFields().stream()
          .filter(field -> field.getOptions().hasExtension(ItemProto.sectionKind))
          .collect(
              toUnmodifiableMap(
                  field -> field.getOptions().getExtension(ItemProto.sectionKind), field -> field));

  /** What to look at in messages of a type; the types of replies are few. */
  private final Map<Descriptor, Plan> plans = new ConcurrentHashMap<>();

  private record Plan(List<FieldDescriptor> names, List<FieldDescriptor> messages) {
    static Plan of(Descriptor type) {
      return new Plan(
          type.getFields().stream()
              .filter(it -> it.getJavaType() == JavaType.STRING && !it.isRepeated())
              .filter(it -> NAMES.contains(it.getName()))
              .toList(),
          type.getFields().stream()
              .filter(it -> it.getJavaType() == JavaType.MESSAGE && !it.isMapField())
              .filter(it -> it.getMessageType().getFullName().startsWith("sellerregistry."))
              .toList());
    }
  }

  /** Adds what the reply returns to the record of an access. */
  void describe(Message reply, Access.Builder access) {
    var found = new LinkedHashMap<String, Set<SectionKind>>();
    collect(reply, found);
    found.forEach((trader, sections) ->
        access.addTraders(ReturnedTrader.newBuilder().setTrader(trader).addAllSections(sections)));
    if (!(reply instanceof Trader)) {
      for (var field : reply.getDescriptorForType().getFields()) {
        if (field.isRepeated() ? reply.getRepeatedFieldCount(field) > 0 : isSet(reply, field)) {
          access.addFields(field.getName());
        }
      }
    }
  }

  private void collect(Message message, Map<String, Set<SectionKind>> found) {
    if (message instanceof Trader trader) {
      sections(trader.getName(), found).addAll(sectionsOf(trader));
      return;
    }
    if (message instanceof ExportPersonalDataResponse export) {
      var returned = sections(export.getName(), found);
      export.getSectionsList().forEach(section -> returned.add(kind(section)));
    }
    var plan = plans.computeIfAbsent(message.getDescriptorForType(), Plan::of);
    for (var field : plan.names()) {
      var match = TRADER.matcher((String) message.getField(field));
      if (match.lookingAt()) {
        var _ = sections(match.group(), found);
      }
    }
    for (var field : plan.messages()) {
      if (field.isRepeated()) {
        for (int i = 0; i < message.getRepeatedFieldCount(field); i++) {
          collect((Message) message.getRepeatedField(field, i), found);
        }
      } else if (message.hasField(field)) {
        collect((Message) message.getField(field), found);
      }
    }
  }

  private static Set<SectionKind> sections(String trader, Map<String, Set<SectionKind>> found) {
    return found.computeIfAbsent(trader, key -> EnumSet.noneOf(SectionKind.class));
  }

  /** A section may be in the trader as bytes that nobody here has read. */
  private static Set<SectionKind> sectionsOf(Trader trader) {
    var sections = EnumSet.noneOf(SectionKind.class);
    SECTIONS.forEach((kind, field) -> {
      if (trader.hasField(field) || trader.getUnknownFields().hasField(field.getNumber())) {
        sections.add(kind);
      }
    });
    return sections;
  }

  private static SectionKind kind(DeclaredSection section) {
    return SectionKind.valueOf("SECTION_KIND_" + section.getContentCase().name());
  }

  private static boolean isSet(Message message, FieldDescriptor field) {
    return field.hasPresence()
        ? message.hasField(field)
        : !message.getField(field).equals(field.getDefaultValue());
  }
}
