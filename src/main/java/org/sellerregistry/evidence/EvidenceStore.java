package org.sellerregistry.evidence;

import static org.sellerregistry.storage.generated.Tables.EVIDENCE;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.access.Tenant;
import org.sellerregistry.journal.Journal;
import org.sellerregistry.journal.Records;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.rpc.ResourceNames;
import org.sellerregistry.storage.generated.tables.records.EvidenceRecord;
import org.sellerregistry.trader.Retokenise;
import org.sellerregistry.trader.Times;
import org.sellerregistry.trader.TraderChange.RequestKey;
import org.sellerregistry.v1.ErrorReason;
import org.sellerregistry.v1.Evidence;
import org.sellerregistry.v1.SectionKind;
import org.sellerregistry.vault.Binding;
import org.sellerregistry.vault.BlindIndex;
import org.sellerregistry.vault.DocumentKey;
import org.sellerregistry.vault.RetentionClass;
import org.sellerregistry.vault.TraderKeys;

/**
 * What is known of the traders' documents. Names of files, notes, digests and people lie in the
 * sealed part, for a name or a digest may tell who somebody is.
 */
public final class EvidenceStore implements Retokenise.Others {
  private static final int FORMAT = 1;
  private static final String TOKEN_KIND = "document";

  private final BlindIndex blindIndex;

  public EvidenceStore(BlindIndex blindIndex) {
    this.blindIndex = blindIndex;
  }

  /**
   * A document that an upload stored before.
   *
   * @param trader the trader
   * @param id the evidence's key
   * @param digest the digest of the upload's request
   */
  record Earlier(UUID trader, UUID id, ByteString digest) {}

  /**
   * Evidence with the key of its document.
   *
   * @param documentKey as it is stored, sealed; empty if the evidence is erased
   */
  record Stored(Evidence evidence, UUID trader, UUID id, ByteString documentKey) {}

  /** Stores what is known of a document. */
  void insert(
      DSLContext db,
      Tenant tenant,
      TraderKeys keys,
      UUID id,
      DocumentKey documentKey,
      Evidence evidence,
      Optional<RequestKey> request) {
    var retentionClass = RetentionClass.of(evidence.getSection());
    var trader = keys.trader();
    int version = blindIndex.holdVersion(db);
    byte[] ciphertext =
        keys.seal(
            retentionClass,
            Binding.evidence(tenant.id(), trader, id),
            sealedPart(evidence).toByteArray());
    var row =
        new EvidenceRecord(
            tenant.id(),
            trader,
            id,
            evidence.getSectionValue(),
            evidence.getMediaType(),
            evidence.getSize(),
            Times.instant(evidence.getUploadTime()),
            token(version, tenant.id(), evidence),
            version,
            request.map(RequestKey::id).orElse(null),
            request.map(key -> key.digest().toByteArray()).orElse(null),
            documentKey.seal(keys, retentionClass, Binding.documentKey(tenant.id(), trader, id)),
            FORMAT,
            ciphertext);
    db.insertInto(EVIDENCE).set(row).execute();
    Journal.wrote(db, Records.of(row));
  }

  /** One document of a trader; empty if there is none. */
  Optional<Stored> find(DSLContext db, Tenant tenant, TraderKeys keys, UUID id) {
    return db.selectFrom(EVIDENCE)
        .where(EVIDENCE.MARKETPLACE.eq(tenant.id()))
        .and(EVIDENCE.TRADER.eq(keys.trader()))
        .and(EVIDENCE.ID.eq(id))
        .fetchOptional(row -> open(tenant, keys, row));
  }

  /** A trader's documents behind one, in the order of their ids. */
  public List<Evidence> list(
      DSLContext db, Tenant tenant, TraderKeys keys, Optional<UUID> behind, int limit) {
    var condition = EVIDENCE.MARKETPLACE.eq(tenant.id()).and(EVIDENCE.TRADER.eq(keys.trader()));
    return db.selectFrom(EVIDENCE)
        .where(behind.map(id -> condition.and(EVIDENCE.ID.gt(id))).orElse(condition))
        .orderBy(EVIDENCE.ID)
        .limit(limit)
        .fetch(row -> open(tenant, keys, row).evidence());
  }

  /**
   * Makes sure that resource names are of evidence of the trader that can be read, and that none of
   * it is said to be about other items alone.
   *
   * @param item the id of the item that a check with the evidence is of
   * @throws Refusal RESOURCE_NOT_FOUND, TRADER_ERASED, INVALID_FIELD
   */
  public void requireUsable(
      DSLContext db, Tenant tenant, TraderKeys keys, List<String> names, String item) {
    for (var name : names) {
      var parsed = ResourceNames.requireEvidence("check.evidence", name);
      boolean ofTrader =
          parsed.marketplace().equals(tenant.marketplaceId())
              && parsed.trader().equals(keys.trader());
      var found = ofTrader ? find(db, tenant, keys, parsed.evidence()) : Optional.<Stored>empty();
      var evidence = found.orElseThrow(() -> Refusal.notFound(name)).evidence();
      if (evidence.getErased()) {
        throw Refusal.of(
            ErrorReason.ERROR_REASON_TRADER_ERASED, "The data of the trader has been erased");
      }
      if (evidence.getItemIdsCount() > 0 && !evidence.getItemIdsList().contains(item)) {
        throw Refusal.invalidField("check.evidence", "is about other items: " + parsed.evidence());
      }
    }
  }

  /** Whether the same document is evidence of another trader of the marketplace. */
  boolean isAnothers(DSLContext db, Tenant tenant, UUID trader, ByteString sha256) {
    return db.fetchExists(
        db.selectOne()
            .from(EVIDENCE)
            .where(EVIDENCE.MARKETPLACE.eq(tenant.id()))
            .and(EVIDENCE.TOKEN.in(blindIndex.tokens(tenant.id(), TOKEN_KIND, "", "", hex(sha256))))
            .and(EVIDENCE.TRADER.ne(trader)));
  }

  @Override
  public Set<UUID> holders(DSLContext db, UUID marketplace, Collection<UUID> traders, int version) {
    return db.selectDistinct(EVIDENCE.TRADER)
        .from(EVIDENCE)
        .where(EVIDENCE.MARKETPLACE.eq(marketplace))
        .and(EVIDENCE.TRADER.in(traders))
        .and(EVIDENCE.TOKEN_VERSION.ne(version))
        .fetchSet(EVIDENCE.TRADER);
  }

  @Override
  public void replace(DSLContext db, DSLContext written, TraderKeys keys, int version) {
    var former =
        db.selectFrom(EVIDENCE)
            .where(EVIDENCE.MARKETPLACE.eq(keys.marketplace()))
            .and(EVIDENCE.TRADER.eq(keys.trader()))
            .and(EVIDENCE.TOKEN_VERSION.ne(version))
            .fetch();
    former.removeIf(
        row -> keys.isShredded(RetentionClass.of(SectionKind.forNumber(row.getSection()))));
    for (var row : former) {
      row.setToken(token(version, keys.marketplace(), sealedPart(keys, row)));
      row.setTokenVersion(version);
    }
    for (var row : former) {
      db.update(EVIDENCE)
          .set(EVIDENCE.TOKEN, row.getToken())
          .set(EVIDENCE.TOKEN_VERSION, version)
          .where(EVIDENCE.MARKETPLACE.eq(row.getMarketplace()))
          .and(EVIDENCE.TRADER.eq(row.getTrader()))
          .and(EVIDENCE.ID.eq(row.getId()))
          .execute();
      Journal.wrote(written, Records.of(row));
    }
  }

  private byte[] token(int version, UUID marketplace, Evidence evidence) {
    return blindIndex.token(version, marketplace, TOKEN_KIND, "", "", hex(evidence.getSha256()));
  }

  /** How many documents the trader has, without those that are erased. */
  int count(DSLContext db, Tenant tenant, UUID trader) {
    return db.fetchCount(
        EVIDENCE,
        EVIDENCE.MARKETPLACE.eq(tenant.id()),
        EVIDENCE.TRADER.eq(trader),
        EVIDENCE.DOCUMENT_KEY.isNotNull());
  }

  /** The document that was uploaded under a request id; empty if there is none. */
  Optional<Earlier> findByRequestId(DSLContext db, Tenant tenant, UUID requestId) {
    return db.select(EVIDENCE.TRADER, EVIDENCE.ID, EVIDENCE.REQUEST_DIGEST)
        .from(EVIDENCE)
        .where(EVIDENCE.MARKETPLACE.eq(tenant.id()))
        .and(EVIDENCE.REQUEST_ID.eq(requestId))
        .fetchOptional(
            row -> new Earlier(row.value1(), row.value2(), ByteString.copyFrom(row.value3())));
  }

  private static Evidence sealedPart(Evidence evidence) {
    return evidence.toBuilder()
        .clearName()
        .clearSection()
        .clearMediaType()
        .clearSize()
        .clearUploadTime()
        .build();
  }

  private static Stored open(Tenant tenant, TraderKeys keys, EvidenceRecord row) {
    var section = SectionKind.forNumber(row.getSection());
    var retentionClass = RetentionClass.of(section);
    var evidence =
        keys.isShredded(retentionClass)
            ? Evidence.newBuilder().setErased(true)
            : sealedPart(keys, row).toBuilder();
    evidence
        .setName(ResourceNames.evidence(tenant.marketplaceId(), row.getTrader(), row.getId()))
        .setSection(section)
        .setMediaType(row.getMediaType())
        .setSize(row.getSize())
        .setUploadTime(Times.timestamp(row.getUploadTime()));
    return new Stored(
        evidence.build(),
        row.getTrader(),
        row.getId(),
        ByteString.copyFrom(orNothing(row.getDocumentKey())));
  }

  private static Evidence sealedPart(TraderKeys keys, EvidenceRecord row) {
    var place = Binding.evidence(row.getMarketplace(), row.getTrader(), row.getId());
    var retentionClass = RetentionClass.of(SectionKind.forNumber(row.getSection()));
    try {
      return Evidence.parseFrom(keys.open(retentionClass, place, orNothing(row.getCiphertext())));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("sealed evidence is none", e);
    }
  }

  /** A row that was not erased and yet has nothing was damaged: nothing opens from no bytes. */
  private static byte[] orNothing(byte @Nullable [] stored) {
    return stored == null ? new byte[0] : stored;
  }

  private static String hex(ByteString digest) {
    return HexFormat.of().formatHex(digest.toByteArray());
  }
}
