package org.sellerregistry.access;

import com.google.protobuf.Message;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.rpc.ResourceNames;

/** Finds the marketplace that a request speaks of, in the field that the method table names. */
final class MarketplaceField {
  private MarketplaceField() {}

  /**
   * The id of the marketplace.
   *
   * @param path for example {@code trader.name}
   * @throws Refusal INVALID_FIELD if the field does not hold a resource name of a marketplace
   */
  static String read(String path, Message request) {
    return ResourceNames.parse(text(path, request))
        .flatMap(ResourceNames::marketplaceOf)
        .orElseThrow(() ->
            Refusal.invalidField(
                path, "must be the name of a marketplace or of a resource in one"));
  }

  /** Whether the field speaks of all marketplaces at once. */
  static boolean isAll(String path, Message request) {
    return text(path, request).equals(Tenant.ALL_NAME);
  }

  private static String text(String path, Message request) {
    Object value = request;
    for (var step : path.split("\\.", -1)) {
      var message = (Message) value;
      value = message.getField(message.getDescriptorForType().findFieldByName(step));
    }
    return (String) value;
  }
}
