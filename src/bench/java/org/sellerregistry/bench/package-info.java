/**
 * The benchmarks of the whole registry: a database, a server and its callers in processes of their
 * own on one machine, and beside each measured method a reference that does the least that could be
 * done, measured in turn with it.
 */
@NullMarked
package org.sellerregistry.bench;

import org.jspecify.annotations.NullMarked;
