/**
 * Schemes of identifiers: their official rules, normal forms and display forms.
 *
 * <p>Pure: no state, no clock, no input or output, and no dependency on another package of this
 * project. A verdict says only that a number can exist under its scheme's published rule, never
 * that it was issued or to whom.
 */
@NullMarked
package org.sellerregistry.identifier;

import org.jspecify.annotations.NullMarked;
