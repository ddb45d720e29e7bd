/** Files of trader records, read as the contract's import records. */
@NullMarked
package org.sellerregistry.cli.source;

import org.jspecify.annotations.NullMarked;
