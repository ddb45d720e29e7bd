/** Who calls, and what that caller may do: credentials, grants, marketplaces, the method table. */
@NullMarked
package org.sellerregistry.access;

import org.jspecify.annotations.NullMarked;
