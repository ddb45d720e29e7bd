/**
 * What the server measures of itself, for Prometheus. Labels hold names of methods, codes, pools
 * and other parts of the server alone: never a caller, a resource or a value of a trader.
 */
@NullMarked
package org.sellerregistry.metrics;

import org.jspecify.annotations.NullMarked;
