package org.sellerregistry.verification;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.sellerregistry.access.Caller;
import org.sellerregistry.access.Tenant;
import org.sellerregistry.journal.Journal;
import org.sellerregistry.storage.Transactor;
import org.sellerregistry.trader.Times;
import org.sellerregistry.trader.TraderStore;
import org.sellerregistry.v1.Check;
import org.sellerregistry.v1.JournalEntry;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.verification.sources.SourceReply;

/**
 * Makes the automatic checks of a trader again, stores what sources answered, and computes its
 * standings anew, in one transaction. It asks nobody itself: that is for {@link VerifyBySources}.
 */
public final class VerifyTrader {
  private static final String METHOD = "VerificationService.VerifyTrader";

  private final Transactor transactor;
  private final TraderStore traders;
  private final CheckStore checkStore;
  private final Assess assess;
  private final Inquiries inquiries;
  private final Journal journal;
  private final InstantSource clock;

  public VerifyTrader(
      Transactor transactor,
      TraderStore traders,
      CheckStore checkStore,
      Assess assess,
      Inquiries inquiries,
      Journal journal,
      InstantSource clock) {
    this.transactor = transactor;
    this.traders = traders;
    this.checkStore = checkStore;
    this.assess = assess;
    this.inquiries = inquiries;
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

  /**
   * What became of replies.
   *
   * @param discarded whether a reply was about an item that has changed since it was asked for
   * @param next when sources are asked again; empty if nothing is left to ask
   */
  record Stored(Verified verified, boolean discarded, Optional<Instant> next) {}

  /** Verifies it; empty if there is no such trader. Nothing is journalled if nothing changes. */
  public Optional<Verified> verify(Tenant tenant, Caller caller, UUID id) {
    return transactor.write(db -> store(db, tenant, caller, id, List.of())).map(Stored::verified);
  }

  /** The same, with what sources answered. */
  Optional<Stored> verify(Tenant tenant, Caller caller, UUID id, List<SourceReply> replies) {
    return transactor.write(db ->
        store(db, tenant, caller, id, replies)
            .map(stored -> {
              var verified = stored.verified();
              var next =
                  inquiries.after(
                      db,
                      tenant,
                      id,
                      verified.trader(),
                      verified.checks(),
                      replies,
                      verified.time());
              return new Stored(verified, stored.discarded(), next);
            }));
  }

  private Optional<Stored> store(
      DSLContext db, Tenant tenant, Caller caller, UUID id, List<SourceReply> replies) {
    return traders
        .lock(db, tenant, id)
        .map(stored -> {
          var checks = new ArrayList<>(checkStore.load(db, tenant, stored.keys()));
          var time = CheckTimes.next(stored, checks, clock);
          var news =
              AutomaticChecks.news(
                  AutomaticChecks.of(stored.trader(), Times.timestamp(time)), checks);
          checks.addAll(checkStore.insertAutomatic(db, tenant, id, news));
          var current = current(stored.trader(), replies);
          var answered = answered(stored.trader(), checks, current, caller, time);
          for (var check : answered) {
            checks.add(
                checkStore.insertRecorded(db, tenant, stored.keys(), check, Optional.empty()));
          }
          var assessed = assess.assess(db, tenant, stored.keys(), stored.trader(), checks, time);
          if (Journal.hasWritten(db) || !assessed.equals(stored.trader())) {
            journal.append(db, entry(caller, stored.trader(), time));
          }
          return new Stored(
              new Verified(assessed, checks, time),
              current.size() < replies.size(),
              Optional.empty());
        });
  }

  /** The replies about contents that the trader still has. */
  private List<SourceReply> current(Trader trader, List<SourceReply> replies) {
    if (replies.isEmpty()) {
      return replies;
    }
    var questions = inquiries.sources().questions(trader);
    return replies.stream()
        .filter(reply -> questions.stream().anyMatch(reply.question()::isSameAs))
        .toList();
  }

  private List<Check> answered(
      Trader trader, List<Check> checks, List<SourceReply> replies, Caller caller, Instant time) {
    var answered = new ArrayList<Check>();
    for (var reply : replies) {
      // What one reply says of the name, the next need not say again.
      var known = new ArrayList<>(checks);
      known.addAll(answered);
      var open = inquiries.open(trader, known, time);
      var items = reply.question().items();
      var made = reply.question().checks(reply.answer());
      for (int i = 0; i < items.size(); i++) {
        if (open.isNews(items.get(i), made.get(i))) {
          answered.add(complete(made.get(i), caller, time));
        }
      }
    }
    return answered;
  }

  /** An answer can be a while old; nothing was checked in the future. */
  private static Check complete(Check check, Caller caller, Instant time) {
    boolean past = check.hasCheckTime() && !Times.instant(check.getCheckTime()).isAfter(time);
    return check.toBuilder()
        .setCheckTime(past ? check.getCheckTime() : Times.timestamp(time))
        .setPrincipal(caller.principal())
        .build();
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
