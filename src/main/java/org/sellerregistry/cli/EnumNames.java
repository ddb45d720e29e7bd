package org.sellerregistry.cli;

import com.google.protobuf.ProtocolMessageEnum;
import java.util.Locale;

/** Values of the contract's enums without the prefix that they share. */
final class EnumNames {

  private EnumNames() {}

  /** For example {@code ELIGIBLE} for {@code STANDING_STATE_ELIGIBLE}. */
  static String brief(ProtocolMessageEnum value) {
    var type = value.getDescriptorForType().getName();
    var prefix = type.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT) + "_";
    var name = value.toString();
    return name.startsWith(prefix) ? name.substring(prefix.length()) : name;
  }
}
