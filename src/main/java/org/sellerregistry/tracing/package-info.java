/** Traces of calls, down to their statements, for a collector that speaks OTLP. */
@NullMarked
package org.sellerregistry.tracing;

import org.jspecify.annotations.NullMarked;
