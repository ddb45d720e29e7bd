/** The process: configuration, wiring, life cycle, TLS and health. */
@NullMarked
package org.sellerregistry.server;

import org.jspecify.annotations.NullMarked;
