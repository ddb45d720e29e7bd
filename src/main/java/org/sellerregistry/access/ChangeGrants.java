package org.sellerregistry.access;

import com.google.protobuf.util.Timestamps;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.rpc.ResourceNames;
import org.sellerregistry.storage.Ids;
import org.sellerregistry.storage.Transactor;
import org.sellerregistry.v1.Grant;
import org.sellerregistry.v1.Role;

/** Gives and revokes grants. */
final class ChangeGrants {
  private final Transactor transactor;
  private final AccessCache cache;
  private final AdminJournal journal;
  private final Ids ids;
  private final InstantSource clock;

  ChangeGrants(
      Transactor transactor,
      AccessCache cache,
      AdminJournal journal,
      Ids ids,
      InstantSource clock) {
    this.transactor = transactor;
    this.cache = cache;
    this.journal = journal;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Gives a grant.
   *
   * @throws Refusal INVALID_FIELD, RESOURCE_NOT_FOUND
   */
  NamedGrant create(Grant given) {
    requireScope(given);
    var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    var expiry = expiry(given, now);
    var created =
        transactor.write(db -> {
          var marketplace = marketplace(db, given.getMarketplace());
          var grant =
              new AccessGrant(
                  ids.next(),
                  given.getPrincipal(),
                  given.getRole(),
                  marketplace == null ? null : marketplace.id(),
                  given.getMayAssertPerson(),
                  expiry,
                  null,
                  now);
          new GrantStore(db).insert(grant);
          journal.append(db, now, "CreateGrant", ResourceNames.grant(grant.id()), 0);
          return new NamedGrant(grant, marketplace == null ? null : marketplace.marketplaceId());
        });
    cache.forgetGrantsOf(given.getPrincipal());
    return created;
  }

  /**
   * Revokes a grant; one that is revoked stays as it is.
   *
   * @throws Refusal RESOURCE_NOT_FOUND
   */
  NamedGrant revoke(UUID id) {
    var name = ResourceNames.grant(id);
    var revoked =
        transactor.write(db -> {
          var store = new GrantStore(db);
          var stored = store.lock(id).orElseThrow(() -> Refusal.notFound(name));
          if (stored.grant().revokeTime() != null) {
            return stored;
          }
          var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
          store.revoke(stored.grant(), now);
          journal.append(db, now, "RevokeGrant", name, 0);
          return new NamedGrant(stored.grant().revokedAt(now), stored.marketplaceId());
        });
    cache.forgetGrantsOf(revoked.grant().principal());
    return revoked;
  }

  private static void requireScope(Grant given) {
    boolean scoped = !given.getMarketplace().isEmpty();
    switch (given.getRole()) {
      case ROLE_MARKETPLACE, ROLE_INVESTIGATOR -> {
        if (!scoped) {
          throw Refusal.invalidField("grant.marketplace", "is required for the role");
        }
      }
      case ROLE_OPERATOR -> {
        if (scoped) {
          throw Refusal.invalidField("grant.marketplace", "must be empty for the role");
        }
      }
      case ROLE_AUTHORITY, ROLE_AUDITOR -> {
        // Of one marketplace or of all.
      }
      case ROLE_UNSPECIFIED, UNRECOGNIZED ->
          throw Refusal.invalidField("grant.role", "must be a role");
    }
  }

  private static @Nullable Instant expiry(Grant given, Instant now) {
    if (!given.hasExpireTime()) {
      return null;
    }
    if (!Timestamps.isValid(given.getExpireTime())) {
      throw Refusal.invalidField("grant.expire_time", "must be a moment");
    }
    var expiry =
        Instant.ofEpochSecond(given.getExpireTime().getSeconds(), given.getExpireTime().getNanos());
    if (!expiry.isAfter(now)) {
      throw Refusal.invalidField("grant.expire_time", "must be in the future");
    }
    return expiry.truncatedTo(ChronoUnit.MICROS);
  }

  private static @Nullable StoredMarketplace marketplace(DSLContext db, String name) {
    if (name.isEmpty()) {
      return null;
    }
    var id = ResourceNames.requireMarketplace("grant.marketplace", name).marketplace();
    return new MarketplaceStore(db).find(id).orElseThrow(() -> Refusal.notFound(name));
  }

  /** Gives the principal the role OPERATOR unless it has it: who else could give the first one? */
  void ensureOperator(String principal) {
    var now = clock.instant();
    boolean operates =
        transactor.read(db -> new GrantStore(db).listByPrincipal(principal)).stream()
            .anyMatch(grant -> grant.role() == Role.ROLE_OPERATOR && grant.isInForce(now));
    if (!operates) {
      var _ =
          create(Grant.newBuilder().setPrincipal(principal).setRole(Role.ROLE_OPERATOR).build());
    }
  }
}
