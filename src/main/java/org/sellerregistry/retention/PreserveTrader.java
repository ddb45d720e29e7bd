package org.sellerregistry.retention;

import java.time.InstantSource;
import java.util.UUID;
import org.sellerregistry.access.Caller;
import org.sellerregistry.access.Tenant;
import org.sellerregistry.journal.Journal;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.storage.Ids;
import org.sellerregistry.storage.Transactor;
import org.sellerregistry.trader.Times;
import org.sellerregistry.v1.Preservation;
import org.sellerregistry.v1.PreserveTraderRequest;

/**
 * Keeps a trader's data by an order, whatever else would end it. Every step holds the trader's row.
 */
public final class PreserveTrader {
  private final Transactor transactor;
  private final Journal journal;
  private final Ids ids;
  private final InstantSource clock;
  private final PreservationStore preservations = new PreservationStore();

  public PreserveTrader(Transactor transactor, Journal journal, Ids ids, InstantSource clock) {
    this.transactor = transactor;
    this.journal = journal;
    this.ids = ids;
    this.clock = clock;
  }

  /** Records an order to keep the trader's data. */
  Preservation preserve(Tenant tenant, Caller caller, UUID trader, PreserveTraderRequest request) {
    return transactor.write(db -> {
      var subject = Subject.lock(db, tenant, trader);
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
      journal.append(db, subject.entry(caller, "PreserveTrader", now));
      return preservation.build();
    });
  }

  /** Releases a preservation; one that was released stays as it is. */
  Preservation release(Tenant tenant, Caller caller, UUID trader, UUID id) {
    return transactor.write(db -> {
      var subject = Subject.lock(db, tenant, trader);
      var now = Times.micros(clock.instant());
      var found =
          preservations
              .find(db, tenant.id(), trader, id)
              .orElseThrow(() -> Refusal.notFound(subject.name()));
      if (!found.hasReleaseTime()) {
        preservations.release(db, tenant.id(), trader, id, caller, now);
        journal.append(db, subject.entry(caller, "ReleasePreservation", now));
      }
      return preservations.find(db, tenant.id(), trader, id).orElseThrow();
    });
  }
}
