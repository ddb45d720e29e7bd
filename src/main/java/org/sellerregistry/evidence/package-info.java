/**
 * Documents that support what traders declared: uploaded and downloaded as streams, kept encrypted
 * in a document store, described in the database.
 */
@NullMarked
package org.sellerregistry.evidence;

import org.jspecify.annotations.NullMarked;
