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
  /** How a request names all marketplaces, where the method table lets it. */
  static final String ALL_NAME = "marketplaces/-";

  /** All marketplaces; its id is none's. */
  private static final Tenant ALL = new Tenant(new UUID(0, 0), "-", List.of());

  public Tenant {
    defaultOfferings = List.copyOf(defaultOfferings);
  }

  static Tenant all() {
    return ALL;
  }

  /** Whether the call speaks of all marketplaces at once. */
  public boolean isAll() {
    return equals(ALL);
  }
}
