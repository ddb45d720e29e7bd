/** Work that the registry does by itself, at its time, by one replica at a time. */
@NullMarked
package org.sellerregistry.jobs;

import org.jspecify.annotations.NullMarked;
