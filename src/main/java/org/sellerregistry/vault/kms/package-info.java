/**
 * Clients of key management services, in the terms of Tink: the same URIs, the same associated
 * data, and the same ciphertexts as its own clients make, without their libraries.
 */
@NullMarked
package org.sellerregistry.vault.kms;

import org.jspecify.annotations.NullMarked;
