package org.sellerregistry.verification;

import static org.sellerregistry.storage.generated.Tables.MARKETPLACE;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sellerregistry.access.Caller;
import org.sellerregistry.access.Tenant;
import org.sellerregistry.jobs.Job;
import org.sellerregistry.jobs.OneTimeJob;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.storage.Transactor;
import org.sellerregistry.trader.Sections;
import org.sellerregistry.trader.StoredTrader;
import org.sellerregistry.trader.Times;
import org.sellerregistry.trader.TraderStore;
import org.sellerregistry.v1.Check;
import org.sellerregistry.vault.RecordDamagedException;
import org.sellerregistry.vault.ShreddedException;
import org.sellerregistry.verification.VerifyTrader.Verified;
import org.sellerregistry.verification.sources.SourceQuestion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies a trader by the official sources: reads, asks outside of any transaction, then stores in
 * one what is still about the trader's present items.
 *
 * <p>A crash between asking and storing loses an answer, not the question: the job that asks is put
 * down with the change that raised it, and ends when everything is answered.
 */
public final class VerifyBySources {
  private static final Logger LOG = LoggerFactory.getLogger(VerifyBySources.class);
  private static final Caller REGISTRY =
      new Caller(DueStandings.PRINCIPAL, "", "ask-sources", List.of());

  /** How often a trader that is changed while its sources are asked is asked about anew. */
  private static final int ROUNDS = 3;

  private final Transactor transactor;
  private final TraderStore traders;
  private final CheckStore checkStore;
  private final Inquiries inquiries;
  private final VerifyTrader verify;
  private final InstantSource clock;

  public VerifyBySources(
      Transactor transactor,
      TraderStore traders,
      CheckStore checkStore,
      Inquiries inquiries,
      VerifyTrader verify,
      InstantSource clock) {
    this.transactor = transactor;
    this.traders = traders;
    this.checkStore = checkStore;
    this.inquiries = inquiries;
    this.verify = verify;
    this.clock = clock;
  }

  private record Read(StoredTrader stored, List<Check> checks) {}

  /** What is asked of the sources. */
  private enum Which {
    /** What was not answered yet. */
    OPEN,
    /** That, and what did not pass, for it may have been mended. */
    NOT_PASSED
  }

  /** Verifies it now; empty if there is no such trader. */
  Optional<Verified> verify(Tenant tenant, Caller caller, UUID id) {
    return verify(tenant, caller, id, Which.NOT_PASSED).map(VerifyTrader.Stored::verified);
  }

  /** The job that asks about a trader until everything is answered. */
  public Job job() {
    return new OneTimeJob<>(Inquiries.JOB, Inquiries.Due.class, this::run);
  }

  private Optional<Instant> run(Inquiries.Due due) {
    var tenant = tenant(due.marketplace());
    try {
      // A later revision has a job of its own.
      return tenant.isPresent() && isAt(tenant.get(), due)
          ? verify(tenant.get(), REGISTRY, due.trader(), Which.OPEN)
              .filter(stored -> stored.verified().trader().getRevision() == due.revision())
              .flatMap(VerifyTrader.Stored::next)
          : Optional.empty();
    } catch (RecordDamagedException | ShreddedException | Refusal e) {
      // None of these messages holds a value of the trader.
      LOG.error("Nobody can be asked about trader {}: {}", due.trader(), e.getMessage());
      return Optional.empty();
    }
  }

  private Optional<VerifyTrader.Stored> verify(Tenant tenant, Caller caller, UUID id, Which which) {
    for (int round = 1; ; round++) {
      var read = read(tenant, id);
      if (read.isEmpty()) {
        return Optional.empty();
      }
      var replies = inquiries.sources().ask(questions(read.get(), which));
      var stored = verify.verify(tenant, caller, id, replies);
      if (stored.isEmpty() || !stored.get().discarded() || round == ROUNDS) {
        return stored;
      }
    }
  }

  private List<SourceQuestion> questions(Read read, Which which) {
    var trader = read.stored().trader();
    var questions = inquiries.sources().questions(trader);
    var open = inquiries.open(trader, read.checks(), Times.micros(clock.instant()));
    return switch (which) {
      case OPEN -> open.of(questions);
      case NOT_PASSED -> open.notPassed(questions);
    };
  }

  private Optional<Read> read(Tenant tenant, UUID id) {
    return transactor.read(db ->
        Optional.ofNullable(traders.load(db, tenant, List.of(id), Sections.kinds()).get(id))
            .map(stored -> new Read(stored, checkStore.load(db, tenant, stored.keys()))));
  }

  private boolean isAt(Tenant tenant, Inquiries.Due due) {
    var trader =
        transactor
            .read(db -> traders.loadBasics(db, tenant, List.of(due.trader())))
            .get(due.trader());
    return trader != null && trader.getRevision() == due.revision();
  }

  private Optional<Tenant> tenant(UUID marketplace) {
    return transactor.read(db ->
        db.select(MARKETPLACE.MARKETPLACE_ID)
            .from(MARKETPLACE)
            .where(MARKETPLACE.ID.eq(marketplace))
            .fetchOptional(row -> new Tenant(marketplace, row.value1(), List.of())));
  }
}
