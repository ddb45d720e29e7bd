package org.sellerregistry.verification;

import com.google.protobuf.Timestamp;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.v1.CheckMethod;

/**
 * What an automatic check found about an item.
 *
 * @param method how it was found
 * @param reasonCode why the item does not hold; empty if it does
 * @param until until when the finding counts; null if for ever
 */
record Finding(CheckMethod method, String reasonCode, @Nullable Timestamp until) {
  static Finding syntax(String reasonCode) {
    return new Finding(CheckMethod.CHECK_METHOD_SYNTAX, reasonCode, null);
  }
}
