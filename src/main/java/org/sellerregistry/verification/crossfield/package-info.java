/**
 * Checks of what a trader declared against what else it declared.
 *
 * <p>They are pure functions of the trader and the day, so they are made in the transaction that
 * stores a change: they wait for nobody and cannot fail by themselves.
 */
@NullMarked
package org.sellerregistry.verification.crossfield;

import org.jspecify.annotations.NullMarked;
