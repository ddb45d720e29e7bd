/** The commands: clients of the contract like any other. */
@NullMarked
package org.sellerregistry.cli;

import org.jspecify.annotations.NullMarked;
