package org.sellerregistry.verification;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;
import org.sellerregistry.access.CallScope;
import org.sellerregistry.access.Caller;
import org.sellerregistry.evidence.EvidenceStore;
import org.sellerregistry.journal.Journal;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.rpc.ResourceNames;
import org.sellerregistry.storage.DuplicateKeyException;
import org.sellerregistry.storage.Transactor;
import org.sellerregistry.trader.Item;
import org.sellerregistry.trader.RequestKeys;
import org.sellerregistry.trader.Sections;
import org.sellerregistry.trader.Times;
import org.sellerregistry.trader.TraderChange.RequestKey;
import org.sellerregistry.trader.TraderStore;
import org.sellerregistry.v1.Check;
import org.sellerregistry.v1.CheckMethod;
import org.sellerregistry.v1.CheckResult;
import org.sellerregistry.v1.ErrorReason;
import org.sellerregistry.v1.JournalEntry;
import org.sellerregistry.v1.RecordCheckRequest;
import org.sellerregistry.v1.RecordCheckResponse;
import org.sellerregistry.v1.Trader;

/** Records a check that was made outside of the registry. */
public final class RecordCheck {
  private static final String METHOD = "VerificationService.RecordCheck";

  private final Transactor transactor;
  private final TraderStore traders;
  private final CheckStore checkStore;
  private final EvidenceStore evidenceStore;
  private final Set<CheckMethod> asked;
  private final Assess assess;
  private final Journal journal;
  private final RequestKeys requestKeys;
  private final InstantSource clock;

  /**
   * @param asked the methods of the sources that the registry asks itself, whose answers nobody
   *     else can give
   */
  public RecordCheck(
      Transactor transactor,
      TraderStore traders,
      CheckStore checkStore,
      EvidenceStore evidenceStore,
      Set<CheckMethod> asked,
      Assess assess,
      Journal journal,
      RequestKeys requestKeys,
      InstantSource clock) {
    this.transactor = transactor;
    this.traders = traders;
    this.checkStore = checkStore;
    this.evidenceStore = evidenceStore;
    this.asked = Set.copyOf(asked);
    this.assess = assess;
    this.journal = journal;
    this.requestKeys = requestKeys;
    this.clock = clock;
  }

  /** Records it, or returns the one that the same call recorded before. */
  public RecordCheckResponse record(CallScope scope, UUID trader, RecordCheckRequest request) {
    var key =
        requestKeys.of(
            scope.tenant(), request.getRequestId(), request.toBuilder().clearRequestId().build());
    requireRecordable(scope, request.getCheck());
    if (asked.contains(request.getCheck().getMethod())) {
      throw Refusal.invalidField("check.method", "the registry asks this source itself");
    }
    try {
      return transactor.write(db -> attempt(db, scope, trader, request.getCheck(), key));
    } catch (DuplicateKeyException e) {
      // The same call came twice at once: answer the second from what the first stored.
      return transactor.write(db -> attempt(db, scope, trader, request.getCheck(), key));
    }
  }

  /** Whether the registry leaves checks of the method to others. */
  boolean isRecordable(CheckMethod method) {
    return !AutomaticChecks.makes(method) && !asked.contains(method);
  }

  private static void requireRecordable(CallScope scope, Check check) {
    if (AutomaticChecks.makes(check.getMethod())) {
      throw Refusal.invalidField("check.method", "the registry makes checks of this method itself");
    }
    if (check.getResult() != CheckResult.CHECK_RESULT_PASSED && check.getReasonCode().isEmpty()) {
      throw Refusal.invalidField("check.reason_code", "must say why the check did not pass");
    }
    if (check.getResult() == CheckResult.CHECK_RESULT_PASSED && check.getItemRevision() == 0) {
      throw Refusal.invalidField("check.item_revision", "must say which content passed");
    }
    if (PersonMethods.contains(check.getMethod())
        || check.getMethod() == CheckMethod.CHECK_METHOD_ELECTRONIC_ID) {
      var _ = scope.requirePerson();
    }
  }

  private RecordCheckResponse attempt(
      DSLContext db, CallScope scope, UUID id, Check wanted, Optional<RequestKey> key) {
    var tenant = scope.tenant();
    var stored =
        traders
            .lock(db, tenant, id)
            .orElseThrow(() -> Refusal.notFound(ResourceNames.trader(tenant.marketplaceId(), id)));
    var checks = new ArrayList<>(checkStore.load(db, tenant, stored.keys()));
    var earlier = key.flatMap(it -> checkStore.findByRequestId(db, tenant, it.id()));
    if (earlier.isPresent()) {
      RequestKeys.requireSame(key.orElseThrow(), earlier.get().digest());
      var name = ResourceNames.check(tenant.marketplaceId(), id, earlier.get().check());
      return checks.stream()
          .filter(check -> check.getName().equals(name))
          .findFirst()
          .map(check -> response(check, stored.trader()))
          .orElseThrow();
    }
    if (stored.trader().hasContractEndTime()) {
      throw Refusal.of(
          ErrorReason.ERROR_REASON_CONTRACT_ENDED, "the contract with the trader has ended");
    }
    var time = CheckTimes.next(stored, checks, clock);
    var check = complete(wanted, item(stored.trader(), wanted), scope.caller(), time);
    if (check.hasExpireTime() && !Times.instant(check.getExpireTime()).isAfter(time)) {
      throw Refusal.invalidField("check.expire_time", "must lie in the future");
    }
    evidenceStore.requireUsable(
        db, tenant, stored.keys(), wanted.getEvidenceList(), check.getItemId());
    var before = stored.trader();
    if (Assess.isDue(before, time)) {
      // What ended before the check is not carried over by it.
      before = assess.assess(db, tenant, stored.keys(), before, checks, time);
    }
    var recorded = checkStore.insertRecorded(db, tenant, stored.keys(), check, key);
    checks.add(recorded);
    var assessed = assess.assess(db, tenant, stored.keys(), before, checks, time);
    append(db, scope.caller(), recorded, time);
    return response(recorded, assessed);
  }

  private static Item item(Trader trader, Check wanted) {
    var item =
        Sections.items(trader).stream()
            .filter(it -> it.id().equals(wanted.getItemId()))
            .findFirst()
            .orElseThrow(() ->
                Refusal.of(ErrorReason.ERROR_REASON_UNKNOWN_ITEM, "the trader has no such item")
                    .with("item_id", wanted.getItemId()));
    if (wanted.getItemRevision() != 0 && wanted.getItemRevision() != item.meta().getRevision()) {
      throw Refusal.of(
              ErrorReason.ERROR_REASON_ITEM_CHANGED, "the item changed since the check was made")
          .with("item_id", wanted.getItemId());
    }
    return item;
  }

  private static Check complete(Check wanted, Item item, Caller caller, Instant time) {
    var check = wanted.toBuilder();
    if (wanted.hasExpireTime()) {
      // As it will be stored, so that the reply and the standing say the same as later reads.
      check.setExpireTime(Times.timestamp(Times.instant(wanted.getExpireTime())));
    }
    return check
        .clearName()
        .setItemRevision(item.meta().getRevision())
        .setItemKind(item.kind())
        .setCheckTime(Times.timestamp(time))
        .setPrincipal(caller.principal())
        .setPerson(caller.person())
        .build();
  }

  private void append(DSLContext db, Caller caller, Check check, Instant time) {
    journal.append(
        db,
        JournalEntry.newBuilder()
            .setTime(Times.timestamp(time))
            .setMethod(METHOD)
            .setResource(check.getName())
            .setPrincipal(caller.principal())
            .setPerson(caller.person())
            .setPurpose(caller.purpose())
            .addSections(Sections.of(check.getItemKind()))
            .build());
  }

  private static RecordCheckResponse response(Check check, Trader trader) {
    return RecordCheckResponse.newBuilder()
        .setCheck(check)
        .addAllStandings(trader.getStandingsList())
        .build();
  }
}
