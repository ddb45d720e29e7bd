package org.sellerregistry.retention;

import static org.sellerregistry.storage.generated.Tables.DATA_KEY;

import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;
import org.sellerregistry.access.Tenant;
import org.sellerregistry.custody.Epochs;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.storage.Transactor;
import org.sellerregistry.trader.Times;
import org.sellerregistry.v1.ClassRetention;
import org.sellerregistry.v1.Erasure;
import org.sellerregistry.v1.ErrorReason;
import org.sellerregistry.v1.TraderRetention;
import org.sellerregistry.vault.RetentionClass;

/** What is kept of traders, for how long, and why. */
public final class KeptData {
  private final Transactor transactor;
  private final Retention retention;
  private final Epochs epochs;
  private final ErasureStore erasures = new ErasureStore();
  private final PreservationStore preservations = new PreservationStore();

  public KeptData(Transactor transactor, Retention retention, Epochs epochs) {
    this.transactor = transactor;
    this.retention = retention;
    this.epochs = epochs;
  }

  /**
   * All that is kept of one, with what was decided about it.
   *
   * @throws Refusal RESOURCE_NOT_FOUND
   */
  public TraderRetention get(Tenant tenant, UUID trader) {
    return transactor.read(db -> {
      var subject = Subject.read(db, tenant, trader);
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

  /** An erasure with what is kept all the same. */
  Erasure with(DSLContext db, Subject subject, Erasure erasure) {
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

  /** When which class was erased. */
  static Map<RetentionClass, Instant> eraseTimes(DSLContext db, Subject subject) {
    var times = new EnumMap<RetentionClass, Instant>(RetentionClass.class);
    db.selectFrom(DATA_KEY)
        .where(DATA_KEY.MARKETPLACE.eq(subject.tenant().id()))
        .and(DATA_KEY.TRADER.eq(subject.id()))
        .and(DATA_KEY.SHRED_TIME.isNotNull())
        .forEach(row -> times.put(RetentionClass.of(row.getRetentionClass()), row.getShredTime()));
    return times;
  }

  /**
   * @throws Refusal RETENTION_REQUIRED, with the day for each class that the law demands
   */
  void requireNoDuty(Subject subject, Set<RetentionClass> classes, Instant now) {
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
}
