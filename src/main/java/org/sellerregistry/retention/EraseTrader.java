package org.sellerregistry.retention;

import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.UUID;
import org.jooq.DSLContext;
import org.sellerregistry.access.Caller;
import org.sellerregistry.access.Tenant;
import org.sellerregistry.journal.Journal;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.storage.Ids;
import org.sellerregistry.storage.Transactor;
import org.sellerregistry.trader.Times;
import org.sellerregistry.v1.EraseTraderRequest;
import org.sellerregistry.v1.Erasure;
import org.sellerregistry.v1.ErasureState;
import org.sellerregistry.v1.ErrorReason;
import org.sellerregistry.vault.RetentionClass;
import org.sellerregistry.vault.Vault;

/**
 * Ends a trader's data before its time. One person asks for an erasure and another confirms it;
 * what a law or an order keeps stays. Every step holds the trader's row, so that no change of the
 * trader and no other end of its data comes between.
 */
public final class EraseTrader {
  private final Transactor transactor;
  private final Retention retention;
  private final Shredder shredder;
  private final KeptData kept;
  private final Journal journal;
  private final Ids ids;
  private final InstantSource clock;
  private final ErasureStore erasures = new ErasureStore();
  private final PreservationStore preservations = new PreservationStore();

  public EraseTrader(
      Transactor transactor,
      Vault vault,
      Retention retention,
      KeptData kept,
      Journal journal,
      Ids ids,
      InstantSource clock) {
    this.transactor = transactor;
    this.retention = retention;
    this.shredder = new Shredder(vault, new RetentionDues(retention));
    this.kept = kept;
    this.journal = journal;
    this.ids = ids;
    this.clock = clock;
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
      var subject = Subject.lock(db, tenant, trader);
      var now = Times.micros(clock.instant());
      requireNotPreserved(db, subject, now);
      var left = EnumSet.allOf(RetentionClass.class);
      left.removeAll(KeptData.eraseTimes(db, subject).keySet());
      var asked = named.isEmpty() ? left : named;
      var erased = EnumSet.copyOf(asked);
      erased.removeIf(each -> retention.isRequired(each, subject.contractEnd(), now));
      if (!left.isEmpty() && (erased.isEmpty() || !named.isEmpty())) {
        kept.requireNoDuty(subject, asked, now);
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
      journal.append(db, subject.entry(caller, "EraseTrader", now));
      return kept.with(db, subject, erasure.build());
    });
  }

  /**
   * Confirms an erasure and carries it out.
   *
   * @throws Refusal RESOURCE_NOT_FOUND, OTHER_PERSON_REQUIRED, TRADER_PRESERVED, RETENTION_REQUIRED
   */
  Erasure confirm(Tenant tenant, Caller caller, UUID trader, UUID id) {
    return transactor.write(db -> {
      var subject = Subject.lock(db, tenant, trader);
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
        kept.requireNoDuty(subject, classes, now);
        classes.forEach(each -> shredder.shred(db, tenant.id(), trader, each, now));
        erasures.confirm(db, tenant.id(), trader, id, caller, now);
        journal.append(db, subject.entry(caller, "ConfirmErasure", now));
      }
      var stored = erasures.find(db, tenant.id(), trader, id).orElseThrow();
      return kept.with(db, subject, stored);
    });
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
}
