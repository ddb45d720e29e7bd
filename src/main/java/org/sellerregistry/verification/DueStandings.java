package org.sellerregistry.verification;

import static org.sellerregistry.storage.generated.Tables.MARKETPLACE;

import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.sellerregistry.access.Caller;
import org.sellerregistry.access.Tenant;
import org.sellerregistry.storage.Transactor;
import org.sellerregistry.trader.Times;
import org.sellerregistry.v1.Trader;

/**
 * Computes standings again when a check expires or the time for a held change is over. A read that
 * meets a due standing does not wait for the sweep.
 */
public final class DueStandings {
  /** The principal of what the registry does by itself. */
  public static final String PRINCIPAL = "registry";

  private static final Caller REGISTRY = new Caller(PRINCIPAL, "", "deadline", List.of());
  private static final int BATCH = 100;

  private final Transactor transactor;
  private final VerifyTrader verify;
  private final InstantSource clock;
  private final StandingStore standings = new StandingStore();

  public DueStandings(Transactor transactor, VerifyTrader verify, InstantSource clock) {
    this.transactor = transactor;
    this.verify = verify;
    this.clock = clock;
  }

  /**
   * Computes the standings that are due, at most a hundred, the longest overdue first.
   *
   * @return how many traders were computed; a full hundred means that more may be waiting
   */
  public int sweep() {
    var due = transactor.read(db -> standings.due(db, Times.micros(clock.instant()), BATCH));
    for (var one : due) {
      var _ = verify.verify(tenant(one.marketplace()), REGISTRY, one.trader());
    }
    return due.size();
  }

  /** The trader with standings that are not overdue. */
  public Trader fresh(Tenant tenant, UUID id, Trader trader) {
    if (!Assess.isDue(trader, Times.micros(clock.instant()))) {
      return trader;
    }
    return verify
        .verify(tenant, REGISTRY, id)
        .map(verified ->
            trader.toBuilder()
                .clearStandings()
                .addAllStandings(verified.trader().getStandingsList())
                .build())
        .orElse(trader);
  }

  private Tenant tenant(UUID marketplace) {
    return transactor.read(db ->
        db.select(MARKETPLACE.MARKETPLACE_ID)
            .from(MARKETPLACE)
            .where(MARKETPLACE.ID.eq(marketplace))
            .fetchSingle(row -> new Tenant(marketplace, row.value1(), List.of())));
  }
}
