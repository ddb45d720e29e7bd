package org.sellerregistry.onboarding;

import com.google.protobuf.FieldMask;
import com.google.protobuf.util.FieldMaskUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.trader.Sections;
import org.sellerregistry.v1.ErrorReason;
import org.sellerregistry.v1.Trader;

/** Which fields of a trader an update may change, and the change itself (AIP-134, AIP-161). */
final class TraderMask {
  private static final Set<String> CHANGEABLE =
      Stream.concat(
              Stream.of("type", "region_code", "offerings"),
              Sections.kinds().stream().map(Sections::fieldName))
          .collect(Collectors.toUnmodifiableSet());

  private TraderMask() {}

  /**
   * The trader with the masked fields taken from {@code wanted}.
   *
   * @throws Refusal INVALID_MASK if the mask names a field that does not exist or cannot be set
   */
  static Trader apply(FieldMask mask, Trader wanted, Trader before) {
    var result = before.toBuilder();
    FieldMaskUtil.merge(
        FieldMask.newBuilder().addAllPaths(paths(mask, wanted)).build(),
        wanted,
        result,
        new FieldMaskUtil.MergeOptions()
            .setReplaceMessageFields(true)
            .setReplaceRepeatedFields(true)
            .setReplacePrimitiveFields(true));
    return result.build();
  }

  private static List<String> paths(FieldMask mask, Trader wanted) {
    if (mask.getPathsCount() == 0) {
      return wanted.getAllFields().keySet().stream()
          .map(field -> field.getName())
          .filter(CHANGEABLE::contains)
          .toList();
    }
    if (mask.getPathsList().equals(List.of("*"))) {
      return List.copyOf(CHANGEABLE);
    }
    var paths = new ArrayList<String>();
    for (var path : mask.getPathsList()) {
      if (!CHANGEABLE.contains(path.split("\\.", 2)[0])
          || !FieldMaskUtil.isValid(Trader.class, path)) {
        throw Refusal.of(
                ErrorReason.ERROR_REASON_INVALID_MASK,
                "the mask names a field that does not exist or cannot be changed")
            .with("path", path);
      }
      paths.add(path);
    }
    return paths;
  }
}
