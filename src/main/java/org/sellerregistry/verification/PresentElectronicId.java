package org.sellerregistry.verification;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.sellerregistry.access.CallScope;
import org.sellerregistry.access.Caller;
import org.sellerregistry.journal.Journal;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.rpc.ResourceNames;
import org.sellerregistry.storage.DuplicateKeyException;
import org.sellerregistry.storage.Transactor;
import org.sellerregistry.trader.Item;
import org.sellerregistry.trader.RequestKeys;
import org.sellerregistry.trader.Sections;
import org.sellerregistry.trader.StoredTrader;
import org.sellerregistry.trader.Times;
import org.sellerregistry.trader.TraderChange.RequestKey;
import org.sellerregistry.trader.TraderStore;
import org.sellerregistry.v1.Check;
import org.sellerregistry.v1.CheckMethod;
import org.sellerregistry.v1.ElectronicId;
import org.sellerregistry.v1.ErrorReason;
import org.sellerregistry.v1.JournalEntry;
import org.sellerregistry.v1.PresentElectronicIdRequest;
import org.sellerregistry.v1.PresentElectronicIdResponse;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.verification.electronicid.IdOutcome;
import org.sellerregistry.verification.electronicid.Presentations;

/**
 * Verifies a presentation of electronic identification and stores the checks that it amounts to.
 *
 * <p>The presentation itself is not kept: its digest is, sealed with the checks. It is verified
 * before the transaction, as the issuer's keys may have to be fetched, and compared within it with
 * what is declared then.
 */
public final class PresentElectronicId {
  private static final String METHOD = "VerificationService.PresentElectronicId";

  private final Transactor transactor;
  private final TraderStore traders;
  private final CheckStore checkStore;
  private final Assess assess;
  private final Journal journal;
  private final RequestKeys requestKeys;
  private final Presentations presentations;
  private final InstantSource clock;

  public PresentElectronicId(
      Transactor transactor,
      TraderStore traders,
      CheckStore checkStore,
      Assess assess,
      Journal journal,
      RequestKeys requestKeys,
      Presentations presentations,
      InstantSource clock) {
    this.transactor = transactor;
    this.traders = traders;
    this.checkStore = checkStore;
    this.assess = assess;
    this.journal = journal;
    this.requestKeys = requestKeys;
    this.presentations = presentations;
    this.clock = clock;
  }

  /** Verifies and records it, or returns what the same call recorded before. */
  public PresentElectronicIdResponse present(
      CallScope scope, UUID trader, PresentElectronicIdRequest request) {
    var key =
        requestKeys.of(
            scope.tenant(), request.getRequestId(), request.toBuilder().clearRequestId().build());
    var outcome = presentations.verify(request.getPresentation(), request.getNonce());
    var call = new Call(scope, trader, request, outcome, key);
    try {
      return transactor.write(db -> attempt(db, call));
    } catch (DuplicateKeyException e) {
      // The same call came twice at once: answer the second from what the first stored.
      return transactor.write(db -> attempt(db, call));
    }
  }

  private record Call(
      CallScope scope,
      UUID trader,
      PresentElectronicIdRequest request,
      IdOutcome outcome,
      Optional<RequestKey> key) {}

  private PresentElectronicIdResponse attempt(DSLContext db, Call call) {
    var tenant = call.scope().tenant();
    var stored =
        traders
            .lock(db, tenant, call.trader())
            .orElseThrow(() -> Refusal.notFound(call.request().getParent()));
    var checks = new ArrayList<>(checkStore.load(db, tenant, stored.keys()));
    var earlier = call.key().flatMap(it -> checkStore.findByRequestId(db, tenant, it.id()));
    if (earlier.isPresent()) {
      RequestKeys.requireSame(call.key().orElseThrow(), earlier.get().digest());
      var name = ResourceNames.check(tenant.marketplaceId(), call.trader(), earlier.get().check());
      return response(ofOneCall(name, checks), stored.trader());
    }
    if (stored.trader().hasContractEndTime()) {
      throw Refusal.of(
          ErrorReason.ERROR_REASON_CONTRACT_ENDED, "the contract with the trader has ended");
    }
    var time = CheckTimes.next(stored, checks, clock);
    var made = checks(stored, call, time);
    var before = stored.trader();
    if (Assess.isDue(before, time)) {
      // What ended before the checks is not carried over by them.
      before = assess.assess(db, tenant, stored.keys(), before, checks, time);
    }
    var recorded = new ArrayList<Check>();
    for (var check : made) {
      recorded.add(
          checkStore.insertRecorded(
              db,
              tenant,
              stored.keys(),
              check,
              recorded.isEmpty() ? call.key() : Optional.empty()));
    }
    checks.addAll(recorded);
    var assessed = assess.assess(db, tenant, stored.keys(), before, checks, time);
    journal.append(db, entry(call.scope().caller(), recorded, time));
    return response(recorded, assessed);
  }

  private static List<Check> checks(StoredTrader stored, Call call, Instant time) {
    var item = item(stored.trader(), call.request());
    if (!(item.content() instanceof ElectronicId declared)) {
      throw Refusal.invalidField("item_id", "must be the id of an electronic identification");
    }
    var caller = call.scope().caller();
    return ElectronicIdChecks.of(item, declared, stored.trader(), call.outcome()).stream()
        .map(check ->
            check.toBuilder()
                .setSource(declared.getIssuer())
                .setReference("sha256:" + sha256(call.request().getPresentation()))
                .setCheckTime(Times.timestamp(time))
                .setPrincipal(caller.principal())
                .setPerson(caller.person())
                .build())
        .toList();
  }

  private static Item item(Trader trader, PresentElectronicIdRequest request) {
    var item =
        Sections.items(trader).stream()
            .filter(it -> it.id().equals(request.getItemId()))
            .findFirst()
            .orElseThrow(() ->
                Refusal.of(ErrorReason.ERROR_REASON_UNKNOWN_ITEM, "the trader has no such item")
                    .with("item_id", request.getItemId()));
    if (request.getItemRevision() != 0 && request.getItemRevision() != item.meta().getRevision()) {
      throw Refusal.of(
              ErrorReason.ERROR_REASON_ITEM_CHANGED, "the item changed since it was presented")
          .with("item_id", request.getItemId());
    }
    return item;
  }

  /** The checks that one call recorded: they were made at one moment. */
  private static List<Check> ofOneCall(String name, List<Check> checks) {
    var time =
        checks.stream()
            .filter(check -> check.getName().equals(name))
            .map(Check::getCheckTime)
            .findFirst()
            .orElseThrow();
    return checks.stream()
        .filter(check -> check.getMethod() == CheckMethod.CHECK_METHOD_ELECTRONIC_ID)
        .filter(check -> check.getCheckTime().equals(time))
        .toList();
  }

  private static JournalEntry entry(Caller caller, List<Check> checks, Instant time) {
    return JournalEntry.newBuilder()
        .setTime(Times.timestamp(time))
        .setMethod(METHOD)
        .setResource(checks.getFirst().getName())
        .setPrincipal(caller.principal())
        .setPerson(caller.person())
        .setPurpose(caller.purpose())
        .addAllSections(
            checks.stream().map(check -> Sections.of(check.getItemKind())).distinct().toList())
        .build();
  }

  private static PresentElectronicIdResponse response(List<Check> checks, Trader trader) {
    return PresentElectronicIdResponse.newBuilder()
        .addAllChecks(checks)
        .addAllStandings(trader.getStandingsList())
        .build();
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
