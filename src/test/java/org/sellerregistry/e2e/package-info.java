/** Whole journeys over the contract, with TLS and the real database. */
@NullMarked
package org.sellerregistry.e2e;

import org.jspecify.annotations.NullMarked;
