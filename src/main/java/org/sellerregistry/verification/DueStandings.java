package org.sellerregistry.verification;

import static org.sellerregistry.storage.generated.Tables.MARKETPLACE;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sellerregistry.access.Caller;
import org.sellerregistry.access.Tenant;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.storage.Transactor;
import org.sellerregistry.trader.Times;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.vault.RecordDamagedException;
import org.sellerregistry.vault.ShreddedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Computes standings again when a check expires or the time for a held change is over. A read that
 * meets a due standing does not wait for the sweep.
 */
public final class DueStandings {
  private static final Logger LOG = LoggerFactory.getLogger(DueStandings.class);

  /** The principal of what the registry does by itself. */
  public static final String PRINCIPAL = "registry";

  private static final Caller REGISTRY = new Caller(PRINCIPAL, "", "deadline", List.of());
  private static final int BATCH = 100;
  private static final int SWEEPS = 20;

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
   * Computes the standings that are due, at most a hundred, the longest overdue first. A trader
   * that cannot be computed, as its record is damaged, is left for the next sweep and keeps no
   * other from its turn.
   *
   * @return how many traders were computed; a full hundred means that more may be waiting
   * @throws org.sellerregistry.storage.StorageException if the database fails
   */
  public int sweep() {
    var due = transactor.read(db -> standings.due(db, Times.micros(clock.instant()), BATCH));
    int computed = 0;
    for (var one : due) {
      try {
        var _ = verify.verify(tenant(one.marketplace()), REGISTRY, one.trader());
        computed++;
      } catch (RecordDamagedException | ShreddedException | Refusal e) {
        // None of these messages holds a value of the trader.
        LOG.error("The standing of trader {} cannot be computed: {}", one.trader(), e.getMessage());
      }
    }
    return computed;
  }

  /** Sweeps until few are due, or those that stay due would keep other work waiting. */
  public void sweepAll() {
    for (int round = 0; round < SWEEPS && sweep() > 0; round++) {
      LOG.debug("Standings were due");
    }
  }

  /** Computes a trader's standings if one is overdue; empty if none is. */
  public Optional<VerifyTrader.Verified> computeOverdue(Tenant tenant, UUID id, Trader trader) {
    return Assess.isDue(trader, Times.micros(clock.instant()))
        ? verify.verify(tenant, REGISTRY, id)
        : Optional.empty();
  }

  /** The trader with standings that are not overdue. */
  public Trader fresh(Tenant tenant, UUID id, Trader trader) {
    return computeOverdue(tenant, id, trader)
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
