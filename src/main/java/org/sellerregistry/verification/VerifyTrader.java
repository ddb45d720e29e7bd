package org.sellerregistry.verification;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sellerregistry.access.Caller;
import org.sellerregistry.access.Tenant;
import org.sellerregistry.journal.Journal;
import org.sellerregistry.storage.Transactor;
import org.sellerregistry.trader.Times;
import org.sellerregistry.trader.TraderStore;
import org.sellerregistry.v1.Check;
import org.sellerregistry.v1.JournalEntry;
import org.sellerregistry.v1.Trader;

/** Makes the automatic checks of a trader again and computes its standings anew. */
public final class VerifyTrader {
  private static final String METHOD = "VerificationService.VerifyTrader";

  private final Transactor transactor;
  private final TraderStore traders;
  private final CheckStore checkStore;
  private final Assess assess;
  private final Journal journal;
  private final InstantSource clock;

  public VerifyTrader(
      Transactor transactor,
      TraderStore traders,
      CheckStore checkStore,
      Assess assess,
      Journal journal,
      InstantSource clock) {
    this.transactor = transactor;
    this.traders = traders;
    this.checkStore = checkStore;
    this.assess = assess;
    this.journal = journal;
    this.clock = clock;
  }

  /**
   * How a trader stands.
   *
   * @param trader the trader with its standings
   * @param checks every check of it
   * @param time the moment that this speaks of
   */
  public record Verified(Trader trader, List<Check> checks, Instant time) {}

  /** Verifies it; empty if there is no such trader. Nothing is journalled if nothing changes. */
  public Optional<Verified> verify(Tenant tenant, Caller caller, UUID id) {
    return transactor.write(db ->
        traders
            .lock(db, tenant, id)
            .map(stored -> {
              var checks = new ArrayList<>(checkStore.load(db, tenant, stored.keys()));
              var time = CheckTimes.next(stored, checks, clock);
              var news =
                  AutomaticChecks.news(
                      AutomaticChecks.of(stored.trader(), Times.timestamp(time)), checks);
              checks.addAll(checkStore.insertAutomatic(db, tenant, id, news));
              var assessed =
                  assess.assess(db, tenant, stored.keys(), stored.trader(), checks, time);
              if (!news.isEmpty() || !assessed.equals(stored.trader())) {
                journal.append(db, entry(caller, stored.trader(), time));
              }
              return new Verified(assessed, checks, time);
            }));
  }

  private static JournalEntry entry(Caller caller, Trader trader, Instant time) {
    return JournalEntry.newBuilder()
        .setTime(Times.timestamp(time))
        .setMethod(METHOD)
        .setResource(trader.getName())
        .setRevision(trader.getRevision())
        .setPrincipal(caller.principal())
        .setPerson(caller.person())
        .setPurpose(caller.purpose())
        .build();
  }
}
