package org.sellerregistry.verification;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.access.Tenant;
import org.sellerregistry.jobs.JobQueue;
import org.sellerregistry.trader.Times;
import org.sellerregistry.v1.Check;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.verification.InquiryStore.Inquiry;
import org.sellerregistry.verification.sources.SourceAnswer.Unavailable;
import org.sellerregistry.verification.sources.SourceReply;
import org.sellerregistry.verification.sources.Sources;

/**
 * Sees to it that every question about a trader is asked until it is answered: in the transaction
 * that raises a question, or that leaves one open, the next attempt is put down.
 */
public final class Inquiries {
  /** The name of the job that asks. */
  static final String JOB = "verification.ask-sources";

  private static final int MOST_DOUBLINGS = 20;

  private final Sources sources;
  private final Packs packs;
  private final JobQueue jobs;
  private final Duration first;
  private final Duration longest;
  private final RandomGenerator random;
  private final InstantSource clock;
  private final InquiryStore store = new InquiryStore();

  /**
   * @param first the pause after the first attempt in vain, of which a random half is taken off
   * @param longest what the pause doubles up to
   */
  public Inquiries(
      Sources sources,
      Packs packs,
      JobQueue jobs,
      Duration first,
      Duration longest,
      RandomGenerator random,
      InstantSource clock) {
    this.sources = sources;
    this.packs = packs;
    this.jobs = jobs;
    this.first = first;
    this.longest = longest;
    this.random = random;
    this.clock = clock;
  }

  /**
   * What the job is told. The revision makes each change of a trader an inquiry of its own, so that
   * a change is never lost to one that is just being answered.
   */
  public record Due(UUID marketplace, UUID trader, long revision) {
    String key() {
      return "%s/%s/%d".formatted(marketplace, trader, revision);
    }
  }

  Sources sources() {
    return sources;
  }

  /** What is open about a trader at a moment. */
  OpenQuestions open(Trader trader, List<Check> checks, Instant now) {
    var governing =
        trader.getOfferingsList().stream()
            .flatMap(offering -> packs.at(offering, Times.timestamp(now)).stream())
            .toList();
    return new OpenQuestions(checks, governing, now);
  }

  /** When sources were and will be asked; empty if never. */
  Optional<Inquiry> find(DSLContext db, Tenant tenant, UUID trader) {
    return store.find(db, tenant, trader);
  }

  /**
   * After a change of the trader: what is open is asked at once. Nothing is written for a trader of
   * whom no source knows anything.
   */
  public void begin(
      DSLContext db, Tenant tenant, UUID id, Trader trader, List<Check> checks, Instant now) {
    var questions = sources.questions(trader);
    if (questions.isEmpty()) {
      return;
    }
    // By the clock: changes go ahead of it when it stands still or steps back.
    var next =
        open(trader, checks, now)
            .next(questions)
            .map(time -> time.isAfter(now) ? time : Times.micros(clock.instant()))
            .orElse(null);
    if (trader.getRevision() == 1) {
      store.insert(db, tenant, id, new Inquiry(0, null, next));
    } else {
      var last = store.find(db, tenant, id).map(Inquiry::last).orElse(null);
      store.put(db, tenant, id, new Inquiry(0, last, next));
    }
    if (next != null) {
      var due = new Due(tenant.id(), id, trader.getRevision());
      jobs.addNew(db, JOB, due.key(), due, next);
    }
  }

  /** After an attempt: what is still open is asked again later. Returns when. */
  Optional<Instant> after(
      DSLContext db,
      Tenant tenant,
      UUID id,
      Trader trader,
      List<Check> checks,
      List<SourceReply> replies,
      Instant now) {
    var before = store.find(db, tenant, id);
    var questions = sources.questions(trader);
    if (questions.isEmpty() && before.isEmpty()) {
      return Optional.empty();
    }
    var open = open(trader, checks, now);
    Inquiry after;
    if (open.of(questions).isEmpty()) {
      after = new Inquiry(0, now, open.next(questions).orElse(null));
    } else {
      boolean unasked = replies.stream().allMatch(SourceReply::isUnasked);
      int attempts = before.map(Inquiry::attempts).orElse(0) + (unasked ? 0 : 1);
      var later = Times.micros(clock.instant()).plus(pause(attempts, replies));
      after = new Inquiry(attempts, now, later);
    }
    store.put(db, tenant, id, after);
    var next = after.next();
    if (next != null) {
      var due = new Due(tenant.id(), id, trader.getRevision());
      jobs.add(db, JOB, due.key(), due, next);
    }
    return Optional.ofNullable(next);
  }

  /** Half of a bound that doubles, and a random part of the other half; longer if a source asks. */
  private Duration pause(int attempts, List<SourceReply> replies) {
    var bound = first.multipliedBy(1L << Math.min(Math.max(attempts - 1, 0), MOST_DOUBLINGS));
    bound = bound.compareTo(longest) > 0 ? longest : bound;
    var half = bound.dividedBy(2);
    var jitter = Duration.ofMillis((long) (random.nextDouble() * half.toMillis()));
    var own = half.plus(jitter);
    var asked = Duration.ZERO;
    for (var reply : replies) {
      if (reply.answer() instanceof Unavailable(var code, @Nullable Duration retryAfter)
          && retryAfter != null
          && retryAfter.compareTo(asked) > 0) {
        asked = retryAfter;
      }
    }
    return own.compareTo(asked) > 0 ? own : asked.plus(jitter);
  }
}
