/** The append-only record of every mutation. */
@NullMarked
package org.sellerregistry.journal;

import org.jspecify.annotations.NullMarked;
