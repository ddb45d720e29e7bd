package org.sellerregistry.evidence;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.sellerregistry.access.CallScope;
import org.sellerregistry.access.Tenant;
import org.sellerregistry.journal.Journal;
import org.sellerregistry.rpc.PageTokens;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.rpc.ResourceName.EvidenceName;
import org.sellerregistry.rpc.ResourceNames;
import org.sellerregistry.storage.Ids;
import org.sellerregistry.storage.Transactor;
import org.sellerregistry.trader.Times;
import org.sellerregistry.trader.TraderStore;
import org.sellerregistry.v1.ErrorReason;
import org.sellerregistry.v1.Evidence;
import org.sellerregistry.v1.JournalEntry;
import org.sellerregistry.v1.ListEvidenceRequest;
import org.sellerregistry.v1.ListEvidenceResponse;
import org.sellerregistry.vault.Binding;
import org.sellerregistry.vault.DocumentKey;
import org.sellerregistry.vault.RecordDamagedException;
import org.sellerregistry.vault.RetentionClass;
import org.sellerregistry.vault.TraderKeys;
import org.sellerregistry.vault.Vault;

/** Reads what is known of documents, and opens them. */
public final class ReadEvidence {
  private static final String DOWNLOAD = "EvidenceService.DownloadEvidence";
  private static final String LIST = "ListEvidence";

  /** Half of what clients take by default: the last one of a page may be long. */
  private static final int PAGE_BYTES = 2 << 20;

  private final Transactor transactor;
  private final TraderStore traders;
  private final EvidenceStore evidenceStore;
  private final DocumentStore documents;
  private final Vault vault;
  private final Journal journal;
  private final PageTokens pageTokens;
  private final InstantSource clock;

  public ReadEvidence(
      Transactor transactor,
      TraderStore traders,
      EvidenceStore evidenceStore,
      DocumentStore documents,
      Vault vault,
      Journal journal,
      PageTokens pageTokens,
      InstantSource clock) {
    this.transactor = transactor;
    this.traders = traders;
    this.evidenceStore = evidenceStore;
    this.documents = documents;
    this.vault = vault;
    this.journal = journal;
    this.pageTokens = pageTokens;
    this.clock = clock;
  }

  /**
   * A document that is being read.
   *
   * @param bytes what was uploaded; reading throws {@link RecordDamagedException} where it is not
   */
  record Opened(Evidence evidence, InputStream bytes) {}

  /** What is known of one document. */
  Evidence get(Tenant tenant, EvidenceName name) {
    return transactor.read(db -> find(db, tenant, keys(db, tenant, name), name).evidence());
  }

  /** A page of a trader's documents; shorter than asked for where they are long. */
  ListEvidenceResponse list(Tenant tenant, UUID trader, ListEvidenceRequest request) {
    int size = PageTokens.size(request.getPageSize());
    var behind = pageTokens.read(LIST, request).map(Ids::fromBytes);
    var found =
        transactor.read(db -> {
          if (traders.loadBasics(db, tenant, List.of(trader)).isEmpty()) {
            throw Refusal.notFound(request.getParent());
          }
          var keys = vault.load(db, tenant.id(), trader);
          return evidenceStore.list(db, tenant, keys, behind, size + 1);
        });
    var page = new ArrayList<Evidence>();
    int bytes = 0;
    for (var evidence : found) {
      if (page.size() == size || bytes > PAGE_BYTES) {
        break;
      }
      page.add(evidence);
      bytes += evidence.getSerializedSize();
    }
    var response = ListEvidenceResponse.newBuilder().addAllEvidence(page);
    if (page.size() < found.size()) {
      var last = ResourceNames.requireEvidence("name", page.getLast().getName()).evidence();
      response.setNextPageToken(pageTokens.next(LIST, request, Ids.toBytes(last)));
    }
    return response.build();
  }

  /** Journals the download, and opens the document. */
  Opened open(CallScope scope, EvidenceName name) {
    var tenant = scope.tenant();
    var place = Binding.document(tenant.id(), name.trader(), name.evidence());
    record Found(Evidence evidence, DocumentKey key) {}
    var found =
        transactor.write(db -> {
          var keys = keys(db, tenant, name);
          var stored = find(db, tenant, keys, name);
          if (stored.evidence().getErased()) {
            throw Refusal.of(
                ErrorReason.ERROR_REASON_TRADER_ERASED, "The data of the trader has been erased");
          }
          var key =
              DocumentKey.open(
                  keys,
                  RetentionClass.of(stored.evidence().getSection()),
                  Binding.documentKey(tenant.id(), name.trader(), name.evidence()),
                  stored.documentKey().toByteArray());
          journal.append(db, entry(scope, stored.evidence()));
          return new Found(stored.evidence(), key);
        });
    try {
      var sealed = new Unchecked(documents.read(name.evidence()));
      return new Opened(found.evidence(), found.key().decrypt(sealed, place));
    } catch (NoSuchFileException e) {
      throw RecordDamagedException.document(place);
    } catch (IOException e) {
      throw UploadEvidence.unavailable(e);
    }
  }

  private EvidenceStore.Stored find(
      DSLContext db, Tenant tenant, TraderKeys keys, EvidenceName name) {
    return evidenceStore
        .find(db, tenant, keys, name.evidence())
        .orElseThrow(() -> Refusal.notFound(name.toString()));
  }

  private TraderKeys keys(DSLContext db, Tenant tenant, EvidenceName name) {
    return vault.load(db, tenant.id(), name.trader());
  }

  private JournalEntry entry(CallScope scope, Evidence evidence) {
    return JournalEntry.newBuilder()
        .setTime(Times.timestamp(Times.micros(clock.instant())))
        .setMethod(DOWNLOAD)
        .setResource(evidence.getName())
        .setPrincipal(scope.caller().principal())
        .setPerson(scope.caller().person())
        .setPurpose(scope.caller().purpose())
        .addSections(evidence.getSection())
        .build();
  }

  /** Keeps the store's failures apart from those that the cipher finds in what it reads. */
  private static final class Unchecked extends FilterInputStream {
    Unchecked(InputStream in) {
      super(in);
    }

    @Override
    public int read() {
      try {
        return super.read();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      try {
        return super.read(bytes, offset, length);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
