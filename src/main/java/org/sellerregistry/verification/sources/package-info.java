/**
 * Connections to official sources: VIES, the Global LEI Foundation, trade registers.
 *
 * <p>What a source says about a trader is a {@link
 * org.sellerregistry.verification.sources.SourceAnswer}. A source that is down, overloaded, cut off
 * or talks nonsense has said nothing: that is never held against a trader.
 */
@NullMarked
package org.sellerregistry.verification.sources;

import org.jspecify.annotations.NullMarked;
