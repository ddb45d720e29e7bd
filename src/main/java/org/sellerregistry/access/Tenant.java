package org.sellerregistry.access;

import java.util.List;
import java.util.UUID;

/**
 * The marketplace that a call speaks of, as it was at most a second ago.
 *
 * @param id its key in every table
 * @param marketplaceId its part of resource names
 * @param defaultOfferings the offerings that a trader gets who names none
 */
public record Tenant(UUID id, String marketplaceId, List<String> defaultOfferings) {
  public Tenant {
    defaultOfferings = List.copyOf(defaultOfferings);
  }
}
