package org.sellerregistry.access;

import org.jspecify.annotations.Nullable;

/** A grant with the id that resource names have for its marketplace, if it has one. */
record NamedGrant(AccessGrant grant, @Nullable String marketplaceId) {}
