package org.sellerregistry.evidence;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.sellerregistry.access.Tenant;
import org.sellerregistry.trader.Times;
import org.sellerregistry.v1.Evidence;
import org.sellerregistry.v1.SectionKind;
import org.sellerregistry.vault.DocumentKey;
import org.sellerregistry.vault.TraderKeys;
import org.sellerregistry.vault.Vault;

/** Rows of evidence without documents. */
public final class EvidenceRows {
  private EvidenceRows() {}

  /**
   * Stores a row; each is of another synthetic document.
   *
   * @param items the ids of those that it is about; empty if it does not say
   */
  public static void insert(
      DSLContext db,
      EvidenceStore store,
      Vault vault,
      Tenant tenant,
      TraderKeys keys,
      UUID id,
      List<String> items,
      Instant time) {
    var evidence =
        Evidence.newBuilder()
            .setSection(SectionKind.SECTION_KIND_IDENTIFICATION)
            .setMediaType("application/pdf")
            .setSize(1)
            .addAllItemIds(items)
            .setSha256(ByteString.copyFromUtf8(id.toString()))
            .setUploadTime(Times.timestamp(time));
    store.insert(db, tenant, keys, id, DocumentKey.random(), evidence.build(), Optional.empty());
    vault.store(db, keys, time);
  }

  /** Whether the document of such a row is found as another trader's. */
  public static boolean isAnothers(
      DSLContext db, EvidenceStore store, Tenant tenant, UUID trader, UUID id) {
    return store.isAnothers(db, tenant, trader, ByteString.copyFromUtf8(id.toString()));
  }
}
