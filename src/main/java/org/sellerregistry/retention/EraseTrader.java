package org.sellerregistry.retention;

import static org.sellerregistry.storage.generated.Tables.DATA_KEY;
import static org.sellerregistry.storage.generated.Tables.TRADER;

import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.access.Caller;
import org.sellerregistry.access.Tenant;
import org.sellerregistry.custody.Epochs;
import org.sellerregistry.journal.Journal;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.rpc.ResourceNames;
import org.sellerregistry.storage.Ids;
import org.sellerregistry.storage.Transactor;
import org.sellerregistry.trader.Times;
import org.sellerregistry.v1.ClassRetention;
import org.sellerregistry.v1.EraseTraderRequest;
import org.sellerregistry.v1.Erasure;
import org.sellerregistry.v1.ErasureState;
import org.sellerregistry.v1.ErrorReason;
import org.sellerregistry.v1.JournalEntry;
import org.sellerregistry.v1.Preservation;
import org.sellerregistry.v1.PreserveTraderRequest;
import org.sellerregistry.v1.TraderRetention;
import org.sellerregistry.vault.RetentionClass;
import org.sellerregistry.vault.Vault;

/**
 * Ends a trader's data before its time, and forbids to. One person asks for an erasure and another
 * confirms it; what a law or an order keeps stays. Every step holds the trader's row, so that no
 * change of the trader and no other end of its data comes between.
 */
public final class EraseTrader {
  private final Transactor transactor;
  private final Retention retention;
  private final Shredder shredder;
  private final Epochs epochs;
  private final Journal journal;
  private final Ids ids;
  private final InstantSource clock;
  private final ErasureStore erasures = new ErasureStore();
  private final PreservationStore preservations = new PreservationStore();

  public EraseTrader(
      Transactor transactor,
      Vault vault,
      Retention retention,
      Epochs epochs,
      Journal journal,
      Ids ids,
      InstantSource clock) {
    this.transactor = transactor;
    this.retention = retention;
    this.shredder = new Shredder(vault, new RetentionDues(retention));
    this.epochs = epochs;
    this.journal = journal;
    this.ids = ids;
    this.clock = clock;
  }

  /** A trader whose row is locked, or only read. */
  private record Subject(Tenant tenant, UUID id, @Nullable Instant contractEnd) {
    String name() {
      return ResourceNames.trader(tenant.marketplaceId(), id);
    }
  }

  /**
   * Asks for an erasure.
   *
   * @throws Refusal RESOURCE_NOT_FOUND, TRADER_PRESERVED, RETENTION_REQUIRED, TRADER_ERASED
   */
  Erasure request(Tenant tenant, Caller caller, UUID trader, EraseTraderRequest request) {
    var named = EnumSet.noneOf(RetentionClass.class);
    request.getRetentionClassesValueList().forEach(code -> named.add(RetentionClass.of(code)));
    return transactor.write(db -> {
      var subject = lock(db, tenant, trader);
      var now = Times.micros(clock.instant());
      requireNotPreserved(db, subject, now);
      var left = EnumSet.allOf(RetentionClass.class);
      left.removeAll(eraseTimes(db, subject).keySet());
      var asked = named.isEmpty() ? left : named;
      var erased = EnumSet.copyOf(asked);
      erased.removeIf(each -> retention.isRequired(each, subject.contractEnd(), now));
      if (!left.isEmpty() && (erased.isEmpty() || !named.isEmpty())) {
        requireNoDuty(subject, asked, now);
      }
      erased.retainAll(left);
      if (erased.isEmpty()) {
        throw Refusal.of(
            ErrorReason.ERROR_REASON_TRADER_ERASED, "The data of the trader has been erased");
      }
      var erasure =
          Erasure.newBuilder()
              .setId(ids.next().toString())
              .setState(ErasureState.ERASURE_STATE_PENDING)
              .setReason(request.getReason())
              .setPrincipal(caller.principal())
              .setPerson(caller.person())
              .setCreateTime(Times.timestamp(now));
      erased.forEach(each -> erasure.addRetentionClassesValue(each.code()));
      erasures.replacePending(db, tenant.id(), trader, now);
      erasures.insert(db, tenant.id(), trader, erasure.build(), now);
      append(db, subject, caller, "EraseTrader", now);
      return whole(db, subject, erasure.build());
    });
  }

  /**
   * Confirms an erasure and carries it out.
   *
   * @throws Refusal RESOURCE_NOT_FOUND, OTHER_PERSON_REQUIRED, TRADER_PRESERVED, RETENTION_REQUIRED
   */
  Erasure confirm(Tenant tenant, Caller caller, UUID trader, UUID id) {
    return transactor.write(db -> {
      var subject = lock(db, tenant, trader);
      var now = Times.micros(clock.instant());
      var erasure =
          erasures
              .find(db, tenant.id(), trader, id)
              .filter(it -> it.getState() != ErasureState.ERASURE_STATE_REPLACED)
              .orElseThrow(() -> Refusal.notFound(subject.name()));
      if (erasure.getState() == ErasureState.ERASURE_STATE_PENDING) {
        if (Caller.identity(erasure.getPerson()).equals(Caller.identity(caller.person()))) {
          throw Refusal.of(
              ErrorReason.ERROR_REASON_OTHER_PERSON_REQUIRED,
              "Another person than the one who asked has to confirm");
        }
        requireNotPreserved(db, subject, now);
        var classes = ErasureStore.classes(erasure);
        requireNoDuty(subject, classes, now);
        classes.forEach(each -> shredder.shred(db, tenant.id(), trader, each, now));
        erasures.confirm(db, tenant.id(), trader, id, caller, now);
        append(db, subject, caller, "ConfirmErasure", now);
      }
      var stored = erasures.find(db, tenant.id(), trader, id).orElseThrow();
      return whole(db, subject, stored);
    });
  }

  /** Records an order to keep the trader's data. */
  Preservation preserve(Tenant tenant, Caller caller, UUID trader, PreserveTraderRequest request) {
    return transactor.write(db -> {
      var subject = lock(db, tenant, trader);
      var now = Times.micros(clock.instant());
      var preservation =
          Preservation.newBuilder()
              .setId(ids.next().toString())
              .setAuthority(request.getAuthority())
              .setReference(request.getReference())
              .setPrincipal(caller.principal())
              .setPerson(caller.person())
              .setCreateTime(Times.timestamp(now));
      if (request.hasUntilTime()) {
        var until = Times.instant(request.getUntilTime());
        if (!until.isAfter(now) || !until.isBefore(Times.FOREVER)) {
          throw Refusal.invalidField("until_time", "must lie in the future");
        }
        preservation.setUntilTime(Times.timestamp(until));
      }
      preservations.insert(db, tenant.id(), trader, preservation.build(), now);
      append(db, subject, caller, "PreserveTrader", now);
      return preservation.build();
    });
  }

  /** Releases a preservation; one that was released stays as it is. */
  Preservation release(Tenant tenant, Caller caller, UUID trader, UUID id) {
    return transactor.write(db -> {
      var subject = lock(db, tenant, trader);
      var now = Times.micros(clock.instant());
      var found =
          preservations
              .find(db, tenant.id(), trader, id)
              .orElseThrow(() -> Refusal.notFound(subject.name()));
      if (!found.hasReleaseTime()) {
        preservations.release(db, tenant.id(), trader, id, caller, now);
        append(db, subject, caller, "ReleasePreservation", now);
      }
      return preservations.find(db, tenant.id(), trader, id).orElseThrow();
    });
  }

  /**
   * What is kept of a trader, for how long, and why.
   *
   * @throws Refusal RESOURCE_NOT_FOUND
   */
  public TraderRetention get(Tenant tenant, UUID trader) {
    return transactor.read(db -> {
      var subject = subject(db, tenant, trader, false);
      var result =
          TraderRetention.newBuilder()
              .setTrader(subject.name())
              .addAllClasses(classes(db, subject, Set.of()))
              .addAllPreservations(preservations.list(db, tenant.id(), trader));
      erasures.list(db, tenant.id(), trader).stream()
          .map(it -> it.toBuilder().setTrader(subject.name()))
          .forEach(result::addErasures);
      epochs.erasedEverywhere(db).map(Times::timestamp).ifPresent(result::setErasedEverywhereTime);
      return result.build();
    });
  }

  private Erasure whole(DSLContext db, Subject subject, Erasure erasure) {
    var result = erasure.toBuilder().setTrader(subject.name());
    classes(db, subject, ErasureStore.classes(erasure)).stream()
        .filter(it -> !it.hasEraseTime())
        .forEach(result::addKept);
    epochs.erasedEverywhere(db).map(Times::timestamp).ifPresent(result::setErasedEverywhereTime);
    return result.build();
  }

  private List<ClassRetention> classes(
      DSLContext db, Subject subject, Set<RetentionClass> leftOut) {
    var erased = eraseTimes(db, subject);
    return EnumSet.allOf(RetentionClass.class).stream()
        .filter(each -> !leftOut.contains(each))
        .map(each -> {
          var rule = retention.rule(each);
          var result =
              ClassRetention.newBuilder()
                  .setRetentionClassValue(each.code())
                  .setRequired(rule.getRequired())
                  .setBasis(rule.getBasis());
          var time = erased.get(each);
          if (time != null) {
            result.setEraseTime(Times.timestamp(time));
          } else {
            retention
                .end(each, subject.contractEnd())
                .map(Times::timestamp)
                .ifPresent(result::setRetainUntilTime);
          }
          return result.build();
        })
        .toList();
  }

  private static Map<RetentionClass, Instant> eraseTimes(DSLContext db, Subject subject) {
    var times = new EnumMap<RetentionClass, Instant>(RetentionClass.class);
    db.selectFrom(DATA_KEY)
        .where(DATA_KEY.MARKETPLACE.eq(subject.tenant().id()))
        .and(DATA_KEY.TRADER.eq(subject.id()))
        .and(DATA_KEY.SHRED_TIME.isNotNull())
        .forEach(row -> times.put(RetentionClass.of(row.getRetentionClass()), row.getShredTime()));
    return times;
  }

  private void requireNotPreserved(DSLContext db, Subject subject, Instant now) {
    preservations
        .inForce(db, subject.tenant().id(), subject.id(), now)
        .ifPresent(it -> {
          throw Refusal.of(
                  ErrorReason.ERROR_REASON_TRADER_PRESERVED, "An order preserves the trader's data")
              .with("preservation", it.getId());
        });
  }

  private void requireNoDuty(Subject subject, Set<RetentionClass> classes, Instant now) {
    var refusal =
        Refusal.of(
            ErrorReason.ERROR_REASON_RETENTION_REQUIRED, "The law demands that the data be kept");
    boolean kept = false;
    for (var each : classes) {
      if (retention.isRequired(each, subject.contractEnd(), now)) {
        kept = true;
        var end = retention.end(each, subject.contractEnd());
        refusal = refusal.with(each.name(), end.map(Instant::toString).orElse("contract"));
      }
    }
    if (kept) {
      throw refusal;
    }
  }

  private static Subject lock(DSLContext db, Tenant tenant, UUID trader) {
    return subject(db, tenant, trader, true);
  }

  private static Subject subject(DSLContext db, Tenant tenant, UUID trader, boolean lock) {
    var select =
        db.selectFrom(TRADER).where(TRADER.MARKETPLACE.eq(tenant.id())).and(TRADER.ID.eq(trader));
    var row = lock ? select.forUpdate().fetchOne() : select.fetchOne();
    if (row == null) {
      throw Refusal.notFound(ResourceNames.trader(tenant.marketplaceId(), trader));
    }
    return new Subject(tenant, trader, row.getContractEndTime());
  }

  private void append(DSLContext db, Subject subject, Caller caller, String method, Instant now) {
    journal.append(
        db,
        JournalEntry.newBuilder()
            .setTime(Times.timestamp(now))
            .setMethod("AdminService." + method)
            .setResource(subject.name())
            .setPrincipal(caller.principal())
            .setPerson(caller.person())
            .setPurpose(caller.purpose())
            .build());
  }
}
