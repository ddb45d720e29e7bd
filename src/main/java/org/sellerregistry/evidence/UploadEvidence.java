package org.sellerregistry.evidence;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.sellerregistry.access.CallScope;
import org.sellerregistry.access.Tenant;
import org.sellerregistry.journal.CustodyRecords;
import org.sellerregistry.journal.Journal;
import org.sellerregistry.journal.Records;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.rpc.ResourceNames;
import org.sellerregistry.storage.DuplicateKeyException;
import org.sellerregistry.storage.Ids;
import org.sellerregistry.storage.Transactor;
import org.sellerregistry.trader.Item;
import org.sellerregistry.trader.RequestKeys;
import org.sellerregistry.trader.Sections;
import org.sellerregistry.trader.StoredTrader;
import org.sellerregistry.trader.Times;
import org.sellerregistry.trader.TraderChange.RequestKey;
import org.sellerregistry.trader.TraderStore;
import org.sellerregistry.v1.ErrorReason;
import org.sellerregistry.v1.Evidence;
import org.sellerregistry.v1.JournalEntry;
import org.sellerregistry.v1.UploadEvidenceOptions;
import org.sellerregistry.vault.Binding;
import org.sellerregistry.vault.Vault;

/** Stores a document: first its bytes, then, in one transaction, what is known of it. */
public final class UploadEvidence {
  private static final String METHOD = "EvidenceService.UploadEvidence";

  private final Transactor transactor;
  private final TraderStore traders;
  private final EvidenceStore evidenceStore;
  private final DocumentStore documents;
  private final UnclaimedDocuments unclaimed;
  private final Vault vault;
  private final Journal journal;
  private final AfterUpload afterUpload;
  private final RequestKeys requestKeys;
  private final EvidenceLimits limits;
  private final Ids ids;
  private final InstantSource clock;

  public UploadEvidence(
      Transactor transactor,
      TraderStore traders,
      EvidenceStore evidenceStore,
      DocumentStore documents,
      UnclaimedDocuments unclaimed,
      Vault vault,
      Journal journal,
      AfterUpload afterUpload,
      RequestKeys requestKeys,
      EvidenceLimits limits,
      Ids ids,
      InstantSource clock) {
    this.transactor = transactor;
    this.traders = traders;
    this.evidenceStore = evidenceStore;
    this.documents = documents;
    this.unclaimed = unclaimed;
    this.vault = vault;
    this.journal = journal;
    this.afterUpload = afterUpload;
    this.requestKeys = requestKeys;
    this.limits = limits;
    this.ids = ids;
    this.clock = clock;
  }

  /** Begins an upload that may succeed; what cannot is refused before its bytes come. */
  Upload begin(CallScope scope, UploadEvidenceOptions options) {
    var tenant = scope.tenant();
    var trader = trader(options);
    var id = ids.next();
    // Until the whole transfer must have ended, and for as long again as a client may be silent.
    var expireTime = clock.instant().plus(limits.transferTime()).plus(limits.idleTime());
    transactor.write(db -> {
      if (!isRepeated(db, tenant, options)) {
        var stored = traders.load(db, tenant, List.of(trader), Sections.kinds()).get(trader);
        requireUploadable(db, tenant, options, Optional.ofNullable(stored));
      }
      unclaimed.announce(db, id, Times.micros(expireTime));
      return id;
    });
    try {
      return new Upload(
          id,
          options,
          Binding.document(tenant.id(), trader, id),
          documents.write(id),
          limits.maxSize());
    } catch (IOException e) {
      unclaimed.remove(id);
      throw unavailable(e);
    }
  }

  /** Stores an upload that is whole, or returns the evidence that the same one stored before. */
  Evidence complete(CallScope scope, Upload upload) {
    var whole = finish(upload);
    var options = upload.options().toBuilder().setSha256(whole.sha256());
    var key =
        requestKeys.of(scope.tenant(), options.getRequestId(), options.clearRequestId().build());
    Evidence evidence;
    try {
      evidence = transactor.write(db -> attempt(db, scope, upload, whole, key));
    } catch (DuplicateKeyException e) {
      // The same upload came twice at once: answer the second from what the first stored.
      evidence = transactor.write(db -> attempt(db, scope, upload, whole, key));
    }
    if (!evidence.getName().equals(name(scope.tenant(), upload))) {
      unclaimed.remove(upload.id());
    }
    return evidence;
  }

  /** Removes what an upload left, unless it was completed. */
  void abandon(Upload upload) {
    try (upload) {
      // Closed before the store is told to delete.
    } catch (IOException e) {
      // The sweep removes what is left, if anything is.
    }
    unclaimed.remove(upload.id());
  }

  private static Upload.Whole finish(Upload upload) {
    try {
      return upload.finish();
    } catch (IOException e) {
      throw unavailable(e);
    }
  }

  private Evidence attempt(
      DSLContext db, CallScope scope, Upload upload, Upload.Whole whole, Optional<RequestKey> key) {
    var tenant = scope.tenant();
    var options = upload.options();
    var stored = traders.lock(db, tenant, trader(options));
    var earlier = key.flatMap(it -> evidenceStore.findByRequestId(db, tenant, it.id()));
    if (earlier.isPresent()) {
      RequestKeys.requireSame(key.orElseThrow(), earlier.get().digest());
      return evidenceStore
          .find(db, tenant, stored.orElseThrow().keys(), earlier.get().id())
          .orElseThrow()
          .evidence();
    }
    requireUploadable(db, tenant, options, stored);
    if (!unclaimed.claim(db, upload.id())) {
      throw Transfer.tooSlow();
    }
    var keys = stored.orElseThrow().keys();
    var time = Times.micros(clock.instant());
    var evidence =
        options.getEvidence().toBuilder()
            .setName(name(tenant, upload))
            .setMediaType(whole.mediaType().type())
            .setSize(whole.size())
            .setSha256(whole.sha256())
            .setPrincipal(scope.caller().principal())
            .setPerson(scope.caller().person())
            .setUploadTime(Times.timestamp(time))
            .setErased(false)
            .setDuplicate(evidenceStore.isAnothers(db, tenant, keys.trader(), whole.sha256()))
            .build();
    evidenceStore.insert(db, tenant, keys, upload.id(), upload.key(), evidence, key);
    Journal.wrote(db, Records.document(keys.trader(), upload.id(), whole.ciphertextSha256()));
    vault.store(db, keys, time).forEach(each -> Journal.wrote(db, CustodyRecords.of(each)));
    afterUpload.uploaded(db, tenant, stored.get(), evidence);
    journal.append(
        db,
        JournalEntry.newBuilder()
            .setTime(evidence.getUploadTime())
            .setMethod(METHOD)
            .setResource(evidence.getName())
            .setPrincipal(scope.caller().principal())
            .setPerson(scope.caller().person())
            .setPurpose(scope.caller().purpose())
            .addSections(evidence.getSection())
            .build());
    return evidence;
  }

  private boolean isRepeated(DSLContext db, Tenant tenant, UploadEvidenceOptions options) {
    return !options.getRequestId().isEmpty()
        && evidenceStore
            .findByRequestId(db, tenant, UUID.fromString(options.getRequestId()))
            .isPresent();
  }

  private void requireUploadable(
      DSLContext db, Tenant tenant, UploadEvidenceOptions options, Optional<StoredTrader> stored) {
    var trader = stored.orElseThrow(() -> Refusal.notFound(options.getParent())).trader();
    if (trader.hasContractEndTime()) {
      throw Refusal.of(
          ErrorReason.ERROR_REASON_CONTRACT_ENDED, "the contract with the trader has ended");
    }
    var items = Sections.items(trader).stream().map(Item::id).collect(Collectors.toSet());
    for (var item : options.getEvidence().getItemIdsList()) {
      if (!items.contains(item)) {
        throw Refusal.of(ErrorReason.ERROR_REASON_UNKNOWN_ITEM, "the trader has no such item")
            .with("item_id", item);
      }
    }
    if (evidenceStore.count(db, tenant, stored.get().id()) >= limits.perTrader()) {
      throw Refusal.of(
              ErrorReason.ERROR_REASON_TOO_MANY_DOCUMENTS,
              "The trader has as many documents as are kept for one")
          .with("limit", Integer.toString(limits.perTrader()));
    }
  }

  private static String name(Tenant tenant, Upload upload) {
    return ResourceNames.evidence(tenant.marketplaceId(), trader(upload.options()), upload.id());
  }

  private static UUID trader(UploadEvidenceOptions options) {
    return ResourceNames.requireTrader("options.parent", options.getParent()).trader();
  }

  static Refusal unavailable(Throwable cause) {
    return Refusal.of(
            ErrorReason.ERROR_REASON_DOCUMENT_STORE_UNAVAILABLE,
            "The place where documents are kept cannot be reached")
        .cause(cause);
  }
}
