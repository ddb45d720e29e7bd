package org.sellerregistry.onboarding;

import java.util.Optional;
import org.jooq.DSLContext;
import org.sellerregistry.access.Caller;
import org.sellerregistry.access.Tenant;
import org.sellerregistry.rpc.Failures;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.rpc.RequestValidator;
import org.sellerregistry.rpc.ResourceNames;
import org.sellerregistry.storage.Transactor;
import org.sellerregistry.trader.AssignStorefront;
import org.sellerregistry.trader.Sections;
import org.sellerregistry.trader.StoredTrader;
import org.sellerregistry.trader.TraderStore;
import org.sellerregistry.v1.ChangeKind;
import org.sellerregistry.v1.ImportOutcome;
import org.sellerregistry.v1.ImportRecord;
import org.sellerregistry.v1.ImportTradersResponse;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.vault.RecordDamagedException;
import org.sellerregistry.vault.ShreddedException;

/** Imports one record: creates the trader with its external id, or changes it. */
public final class ImportTrader {
  private static final String METHOD = "TraderService.ImportTraders";
  private static final int MOST_STOREFRONTS = 1_000;

  private final Transactor transactor;
  private final TraderStore traders;
  private final CreateTrader create;
  private final ReviseTrader revise;
  private final AssignStorefront assignStorefront;
  private final RequestValidator validator;

  public ImportTrader(
      Transactor transactor,
      TraderStore traders,
      CreateTrader create,
      ReviseTrader revise,
      AssignStorefront assignStorefront,
      RequestValidator validator) {
    this.transactor = transactor;
    this.traders = traders;
    this.create = create;
    this.revise = revise;
    this.assignStorefront = assignStorefront;
    this.validator = validator;
  }

  /** Imports it; what cannot be imported is answered with its status, whole and by itself. */
  public ImportTradersResponse importRecord(
      Tenant tenant, Caller caller, ImportRecord record, boolean validateOnly) {
    try {
      validate(record);
      return attempt(tenant, caller, record, validateOnly);
    } catch (Refusal | RecordDamagedException | ShreddedException refusal) {
      // Damage to one stored trader must not keep the others out for ever.
      return refused(record, refusal);
    }
  }

  /**
   * Holds a record against the contract.
   *
   * @throws Refusal INVALID_FIELD if it does not keep to it
   */
  void validate(ImportRecord record) {
    validator.validate("trader", record.getTrader());
    requireFew(record);
    record.getStorefrontsList().forEach(validator::validate);
  }

  /** The answer for a record that cannot be imported. */
  static ImportTradersResponse refused(ImportRecord record, RuntimeException refusal) {
    return ImportTradersResponse.newBuilder()
        .setSequence(record.getSequence())
        .setOutcome(ImportOutcome.IMPORT_OUTCOME_REFUSED)
        .setStatus(Failures.toStatus(refusal))
        .build();
  }

  /**
   * Writes a trader that is new, with storefronts that nobody ever owned, in a context that
   * collects.
   */
  ImportTradersResponse compose(
      DSLContext collecting, Tenant tenant, Caller caller, ImportRecord record) {
    var wanted = Sections.withoutMetas(record.getTrader());
    var stored = create.compose(collecting, tenant, caller, METHOD, wanted, Optional.empty());
    for (var storefront : record.getStorefrontsList()) {
      var _ =
          assignStorefront.assignFirst(
              collecting,
              tenant,
              caller,
              stored,
              storefront.getStorefrontId(),
              storefront.getUrl());
    }
    return ImportTradersResponse.newBuilder()
        .setSequence(record.getSequence())
        .setOutcome(ImportOutcome.IMPORT_OUTCOME_CREATED)
        .setTrader(stored.trader().getName())
        .addAllStandings(stored.trader().getStandingsList())
        .build();
  }

  /** A record is stored in one transaction, which others wait for. */
  private static void requireFew(ImportRecord record) {
    if (record.getStorefrontsCount() > MOST_STOREFRONTS) {
      throw Refusal.invalidField(
          "storefronts", "must not have more than " + MOST_STOREFRONTS + " elements");
    }
  }

  private ImportTradersResponse attempt(
      Tenant tenant, Caller caller, ImportRecord record, boolean validateOnly) {
    return Races.run(() ->
        RolledBack.write(
            transactor, validateOnly, db -> upsert(db, tenant, caller, record, validateOnly)));
  }

  private ImportTradersResponse upsert(
      DSLContext db, Tenant tenant, Caller caller, ImportRecord record, boolean validateOnly) {
    var wanted = Sections.withoutMetas(record.getTrader());
    var before = traders.lockByExternalId(db, tenant, wanted.getExternalId());
    Trader after;
    ImportOutcome outcome;
    if (before.isEmpty()) {
      after = create.insert(db, tenant, caller, METHOD, wanted, Optional.empty());
      outcome = ImportOutcome.IMPORT_OUTCOME_CREATED;
    } else {
      UpdateTrader.requireContract(before.get().trader());
      after = change(db, tenant, caller, before.get(), record.getTrader());
      outcome =
          after.getRevision() == before.get().revision()
              ? ImportOutcome.IMPORT_OUTCOME_UNCHANGED
              : ImportOutcome.IMPORT_OUTCOME_UPDATED;
    }
    if (assignStorefronts(db, tenant, caller, record, after)
        && outcome == ImportOutcome.IMPORT_OUTCOME_UNCHANGED) {
      outcome = ImportOutcome.IMPORT_OUTCOME_UPDATED;
    }
    var response =
        ImportTradersResponse.newBuilder()
            .setSequence(record.getSequence())
            .setOutcome(outcome)
            .addAllStandings(after.getStandingsList());
    if (!validateOnly || before.isPresent()) {
      response.setTrader(after.getName());
    }
    return response.build();
  }

  private Trader change(
      DSLContext db, Tenant tenant, Caller caller, StoredTrader before, Trader record) {
    var wanted =
        before.trader().toBuilder().setType(record.getType()).setRegionCode(record.getRegionCode());
    if (record.getOfferingsCount() > 0) {
      wanted.clearOfferings().addAllOfferings(record.getOfferingsList());
    }
    for (var kind : Sections.kinds()) {
      // A section that is there and empty empties the trader's.
      if (Sections.has(record, kind)) {
        Sections.set(wanted, kind, Sections.withoutMetas(Sections.get(record, kind)));
      }
    }
    return revise.revise(
        db,
        new ReviseTrader.Revision(
            tenant,
            caller,
            METHOD,
            before,
            wanted.build(),
            ChangeKind.CHANGE_KIND_REPLACED,
            Optional.empty()));
  }

  private boolean assignStorefronts(
      DSLContext db, Tenant tenant, Caller caller, ImportRecord record, Trader after) {
    if (record.getStorefrontsCount() == 0) {
      return false;
    }
    var id = ResourceNames.requireTrader("trader", after.getName()).trader();
    var stored = traders.lock(db, tenant, id).orElseThrow();
    boolean changed = false;
    for (var storefront : record.getStorefrontsList()) {
      changed |=
          assignStorefront
              .assign(db, tenant, caller, stored, storefront.getStorefrontId(), storefront.getUrl())
              .changed();
    }
    return changed;
  }
}
