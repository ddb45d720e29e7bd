/** The seller traceability registry. */
@NullMarked
package org.sellerregistry;

import org.jspecify.annotations.NullMarked;
