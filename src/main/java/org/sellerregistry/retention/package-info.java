/**
 * The end of data: how long what a trader declared is kept, who may end it before, and what forbids
 * to.
 */
@NullMarked
package org.sellerregistry.retention;

import org.jspecify.annotations.NullMarked;
