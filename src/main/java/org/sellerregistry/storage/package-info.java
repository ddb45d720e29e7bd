/**
 * The relational database: connections, transactions with retry, migrations, identifiers, the
 * embedded server and the generated table classes.
 *
 * <p>Everything else reaches the database through {@link org.sellerregistry.storage.Transactor}.
 * jOOQ's types stop at the stores, and no exception that leaves this package carries text of the
 * driver, which may quote stored values.
 */
@NullMarked
package org.sellerregistry.storage;

import org.jspecify.annotations.NullMarked;
