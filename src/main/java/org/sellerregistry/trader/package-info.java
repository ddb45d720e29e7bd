/** Traders' sections and their revisions, storefronts, look-up and public information. */
@NullMarked
package org.sellerregistry.trader;

import org.jspecify.annotations.NullMarked;
