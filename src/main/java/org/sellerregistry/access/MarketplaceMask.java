package org.sellerregistry.access;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.FieldMask;
import java.util.List;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.v1.ErrorReason;
import org.sellerregistry.v1.Marketplace;

/** Takes into a marketplace what a field mask names; an empty one names every field that is set. */
final class MarketplaceMask {
  private static final List<FieldDescriptor> SETTABLE =
      List.of(
          field(Marketplace.DISPLAY_NAME_FIELD_NUMBER),
          field(Marketplace.DEFAULT_OFFERINGS_FIELD_NUMBER),
          field(Marketplace.ANONYMOUS_PUBLIC_INFO_FIELD_NUMBER));

  private MarketplaceMask() {}

  /**
   * The stored marketplace with the fields given.
   *
   * @throws Refusal INVALID_MASK if the mask names a field that cannot be set
   */
  static Marketplace merge(Marketplace stored, Marketplace given, FieldMask mask) {
    var merged = stored.toBuilder();
    if (mask.getPathsCount() == 0) {
      SETTABLE.stream()
          .filter(given.getAllFields()::containsKey)
          .forEach(field -> merged.setField(field, given.getField(field)));
    }
    for (var path : mask.getPathsList()) {
      var field = settable(path);
      merged.setField(field, given.getField(field));
    }
    return merged.build();
  }

  private static FieldDescriptor settable(String path) {
    return SETTABLE.stream()
        .filter(field -> field.getName().equals(path))
        .findFirst()
        .orElseThrow(() ->
            Refusal.of(
                    ErrorReason.ERROR_REASON_INVALID_MASK,
                    "The mask names a field that cannot be set")
                .with("path", path));
  }

  private static FieldDescriptor field(int number) {
    return Marketplace.getDescriptor().findFieldByNumber(number);
  }
}
