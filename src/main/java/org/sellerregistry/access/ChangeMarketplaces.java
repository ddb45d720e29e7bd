package org.sellerregistry.access;

import com.google.protobuf.FieldMask;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.rpc.RequestValidator;
import org.sellerregistry.rpc.ResourceNames;
import org.sellerregistry.storage.DuplicateKeyException;
import org.sellerregistry.storage.Ids;
import org.sellerregistry.storage.Transactor;
import org.sellerregistry.v1.ErrorReason;
import org.sellerregistry.v1.Marketplace;

/** Creates and changes marketplaces. */
final class ChangeMarketplaces {
  private static final long FIRST_REVISION = 1;

  private final Transactor transactor;
  private final AccessCache cache;
  private final AdminJournal journal;
  private final RequestValidator validator;
  private final Set<String> offerings;
  private final Ids ids;
  private final InstantSource clock;

  ChangeMarketplaces(
      Transactor transactor,
      AccessCache cache,
      AdminJournal journal,
      RequestValidator validator,
      Set<String> offerings,
      Ids ids,
      InstantSource clock) {
    this.transactor = transactor;
    this.cache = cache;
    this.journal = journal;
    this.validator = validator;
    this.offerings = offerings;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Creates a marketplace.
   *
   * @throws Refusal RESOURCE_EXISTS, UNKNOWN_OFFERING
   */
  StoredMarketplace create(String marketplaceId, Marketplace given) {
    requireKnownOfferings(given);
    var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    var name = ResourceNames.marketplace(marketplaceId);
    var created =
        new StoredMarketplace(
            ids.next(),
            marketplaceId,
            given.getDisplayName(),
            given.getDefaultOfferingsList(),
            given.getAnonymousPublicInfo(),
            FIRST_REVISION,
            now,
            now);
    try {
      transactor.write(db -> {
        new MarketplaceStore(db).insert(created);
        journal.append(db, now, "CreateMarketplace", name, FIRST_REVISION);
        return created;
      });
    } catch (DuplicateKeyException e) {
      throw Refusal.of(ErrorReason.ERROR_REASON_RESOURCE_EXISTS, "The marketplace's id is taken")
          .with("resource", name)
          .cause(e);
    }
    cache.forgetMarketplace(marketplaceId);
    return created;
  }

  /**
   * Changes what the mask names.
   *
   * @throws Refusal RESOURCE_NOT_FOUND, ETAG_MISMATCH, INVALID_MASK, INVALID_FIELD,
   *     UNKNOWN_OFFERING
   */
  StoredMarketplace update(Marketplace given, FieldMask mask) {
    var marketplaceId =
        ResourceNames.requireMarketplace("marketplace.name", given.getName()).marketplace();
    var updated =
        transactor.write(db -> {
          var store = new MarketplaceStore(db);
          var stored =
              store.lock(marketplaceId).orElseThrow(() -> Refusal.notFound(given.getName()));
          Etags.requireMatch(given.getEtag(), stored.id(), stored.revision());
          var merged = MarketplaceMask.merge(AdminMessages.marketplace(stored), given, mask);
          validator.validate("marketplace", merged);
          requireKnownOfferings(merged);
          var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
          var next =
              new StoredMarketplace(
                  stored.id(),
                  marketplaceId,
                  merged.getDisplayName(),
                  merged.getDefaultOfferingsList(),
                  merged.getAnonymousPublicInfo(),
                  stored.revision() + 1,
                  stored.createTime(),
                  now);
          store.update(next);
          journal.append(db, now, "UpdateMarketplace", given.getName(), next.revision());
          return next;
        });
    cache.forgetMarketplace(marketplaceId);
    return updated;
  }

  private void requireKnownOfferings(Marketplace marketplace) {
    for (var offering : marketplace.getDefaultOfferingsList()) {
      if (!offerings.contains(offering)) {
        throw Refusal.of(ErrorReason.ERROR_REASON_UNKNOWN_OFFERING, "No pack governs the offering")
            .with("offering", offering)
            .with("offerings", String.join(", ", offerings));
      }
    }
  }
}
