package org.sellerregistry.onboarding;

import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jooq.DSLContext;
import org.sellerregistry.access.Caller;
import org.sellerregistry.access.Tenant;
import org.sellerregistry.journal.Journal;
import org.sellerregistry.storage.Ids;
import org.sellerregistry.trader.Etags;
import org.sellerregistry.trader.SectionRevision;
import org.sellerregistry.trader.Sections;
import org.sellerregistry.trader.StoredTrader;
import org.sellerregistry.trader.Times;
import org.sellerregistry.trader.TraderChange;
import org.sellerregistry.trader.TraderChange.RequestKey;
import org.sellerregistry.trader.WriteTrader;
import org.sellerregistry.v1.ChangeKind;
import org.sellerregistry.v1.Check;
import org.sellerregistry.v1.JournalEntry;
import org.sellerregistry.v1.SectionKind;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.verification.Assess;
import org.sellerregistry.verification.AutomaticChecks;
import org.sellerregistry.verification.CheckStore;
import org.sellerregistry.verification.CheckTimes;
import org.sellerregistry.verification.FormerFailures;
import org.sellerregistry.verification.Inquiries;

/**
 * Takes a trader to its next revision in one transaction: sections, look-up tokens, automatic
 * checks, standings, public information, what sources are to be asked, and the journal's entry, all
 * or nothing.
 */
public final class ReviseTrader {
  private final WriteTrader writeTrader;
  private final CheckStore checkStore;
  private final FormerFailures formerFailures;
  private final Assess assess;
  private final Inquiries inquiries;
  private final Journal journal;
  private final Ids ids;
  private final InstantSource clock;

  public ReviseTrader(
      WriteTrader writeTrader,
      CheckStore checkStore,
      Assess assess,
      Inquiries inquiries,
      Journal journal,
      Ids ids,
      InstantSource clock) {
    this.writeTrader = writeTrader;
    this.checkStore = checkStore;
    this.formerFailures = new FormerFailures(checkStore);
    this.assess = assess;
    this.inquiries = inquiries;
    this.journal = journal;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * What is to be done.
   *
   * @param method the method called, for the journal
   * @param before the trader before, its row locked; without a revision if it is new
   * @param wanted the trader as it should be, its items without ids where they are new
   * @param kind why
   * @param request the idempotency key of the call, if it gave one
   */
  public record Revision(
      Tenant tenant,
      Caller caller,
      String method,
      StoredTrader before,
      Trader wanted,
      ChangeKind kind,
      Optional<RequestKey> request) {}

  /**
   * Makes the revision.
   *
   * @return the trader after it; the trader before if nothing changes
   */
  public Trader revise(DSLContext db, Revision revision) {
    return revise(db, revision, time -> {});
  }

  /**
   * As {@link #revise(DSLContext, Revision)}, with more to change under the same entry of the
   * journal.
   *
   * @param alongside called with the time of the revision if there is one
   */
  Trader revise(DSLContext db, Revision revision, Consumer<Instant> alongside) {
    var before = revision.before().trader();
    boolean isNew = before.getRevision() == 0;
    var keys = revision.before().keys();
    List<Check> checks =
        isNew ? new ArrayList<>() : new ArrayList<>(checkStore.load(db, revision.tenant(), keys));
    var time = CheckTimes.next(revision.before(), checks, clock);
    var sections = changedSections(revision, checks, time);
    var wanted = revision.wanted();
    if (!isNew
        && sections.isEmpty()
        && wanted.getType() == before.getType()
        && wanted.getRegionCode().equals(before.getRegionCode())
        && Set.copyOf(wanted.getOfferingsList()).equals(Set.copyOf(before.getOfferingsList()))
        && wanted.getContractEndTime().equals(before.getContractEndTime())) {
      return before;
    }
    if (Assess.isDue(before, time)) {
      // What ended before the change is not carried over by it.
      before = assess.assess(db, revision.tenant(), keys, before, checks, time);
    }
    var after = after(before, wanted, sections, time);
    var change =
        new TraderChange(
            revision.tenant(),
            revision.before().id(),
            time,
            isNew ? ChangeKind.CHANGE_KIND_INITIAL : revision.kind(),
            revision.caller(),
            before,
            after,
            sections,
            revision.request(),
            keys);
    writeTrader.write(db, change);
    var news = AutomaticChecks.news(AutomaticChecks.of(after, Times.timestamp(time)), checks);
    checks.addAll(checkStore.insertAutomatic(db, revision.tenant(), change.id(), news));
    checks.addAll(
        formerFailures.carryOver(db, revision.tenant(), keys, after, List.copyOf(checks), time));
    var assessed = assess.assess(db, revision.tenant(), keys, after, checks, time);
    inquiries.begin(db, revision.tenant(), change.id(), assessed, checks, time);
    alongside.accept(time);
    journal.append(
        db,
        JournalEntry.newBuilder()
            .setTime(Times.timestamp(time))
            .setMethod(revision.method())
            .setResource(after.getName())
            .setRevision(after.getRevision())
            .setPrincipal(revision.caller().principal())
            .setPerson(revision.caller().person())
            .setPurpose(revision.caller().purpose())
            .addAllSections(sections.keySet())
            .build());
    return assessed;
  }

  private Map<SectionKind, Message> changedSections(
      Revision revision, List<Check> checks, Instant time) {
    var before = revision.before().trader();
    Timestamp timestamp = Times.timestamp(time);
    var verified = new HashSet<String>();
    for (var evaluation : assess.evaluate(before, checks, time)) {
      verified.addAll(evaluation.verifiedItems());
    }
    var next =
        new SectionRevision(
            before.getRevision() + 1, timestamp, () -> ids.next().toString(), verified::contains);
    var changed = new EnumMap<SectionKind, Message>(SectionKind.class);
    for (var kind : Sections.kinds()) {
      var former = Sections.get(before, kind);
      var section = next.next(former, Sections.get(revision.wanted(), kind));
      if (!section.equals(former)) {
        changed.put(kind, section);
      }
    }
    return changed;
  }

  private static Trader after(
      Trader before, Trader wanted, Map<SectionKind, Message> sections, Instant time) {
    var after =
        before.toBuilder()
            .setType(wanted.getType())
            .setRegionCode(wanted.getRegionCode())
            .clearOfferings()
            .addAllOfferings(wanted.getOfferingsList().stream().sorted().toList())
            .setRevision(before.getRevision() + 1)
            .setEtag(Etags.of(before.getRevision() + 1))
            .setUpdateTime(Times.timestamp(time));
    if (before.getRevision() == 0) {
      after.setCreateTime(Times.timestamp(time));
    }
    if (wanted.hasContractEndTime()) {
      after.setContractEndTime(wanted.getContractEndTime());
    }
    sections.forEach((kind, section) -> Sections.set(after, kind, section));
    return after.build();
  }
}
