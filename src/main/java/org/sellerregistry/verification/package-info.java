/** Checks, packs, requirements and the standing that follows from them. */
@NullMarked
package org.sellerregistry.verification;

import org.jspecify.annotations.NullMarked;
