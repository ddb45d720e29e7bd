/**
 * What is open of the journal to callers: its entries and proofs, who was shown what, and whether
 * all is as it was written. Apart from {@code journal}, which everybody writes to and which
 * therefore knows no callers.
 */
@NullMarked
package org.sellerregistry.audit;

import org.jspecify.annotations.NullMarked;
