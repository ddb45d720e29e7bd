package org.sellerregistry.identifier;

import org.jspecify.annotations.Nullable;
import org.sellerregistry.identifier.Verdict.Invalid;

/** One step of a scheme's rule: what is wrong with a compact number, or null where it passes. */
@FunctionalInterface
interface Judge {
  @Nullable Invalid judge(String compact);
}
