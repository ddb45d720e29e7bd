/**
 * Electronic identification: presentations of credentials that an issuer signed, such as a person
 * identification data credential from a wallet (Regulation (EU) No 910/2014, Article 5a).
 *
 * <p>A presentation is a selectively disclosed JSON Web Token, SD-JWT (RFC 9901), or a plain signed
 * JSON Web Token. What it says is believed only if a configured issuer signed it; what cannot be
 * read, decided or reached is never held against a trader.
 */
@NullMarked
package org.sellerregistry.verification.electronicid;

import org.jspecify.annotations.NullMarked;
