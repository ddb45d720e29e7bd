/**
 * Keeps the keys: long work on them, epochs that begin and end by the calendar, and what operators
 * see of them.
 */
@NullMarked
package org.sellerregistry.custody;

import org.jspecify.annotations.NullMarked;
