/** Synthetic traders and the demonstration that runs on them. */
@NullMarked
package org.sellerregistry.demo;

import org.jspecify.annotations.NullMarked;
