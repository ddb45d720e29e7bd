/**
 * The edge of every call: interceptors and their order, what a refused call is told, validation,
 * page tokens and resource names. Knows nothing of what the methods do.
 */
@NullMarked
package org.sellerregistry.rpc;

import org.jspecify.annotations.NullMarked;
