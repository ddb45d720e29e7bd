/**
 * Keeps what traders declared unreadable to whoever holds the database alone.
 *
 * <p>A key ring outside the database wraps one data key per trader and retention class; each record
 * is encrypted by itself under one of them and bound to its place. Deleting a data key shreds all
 * that it encrypted. What is looked up by value is found through keyed tokens.
 */
@NullMarked
package org.sellerregistry.vault;

import org.jspecify.annotations.NullMarked;
