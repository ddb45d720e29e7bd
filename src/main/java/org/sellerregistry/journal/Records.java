package org.sellerregistry.journal;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.UUID;
import org.sellerregistry.storage.generated.tables.records.AccessGrantRecord;
import org.sellerregistry.storage.generated.tables.records.EvidenceRecord;
import org.sellerregistry.storage.generated.tables.records.ItemCheckRecord;
import org.sellerregistry.storage.generated.tables.records.LookupTokenRecord;
import org.sellerregistry.storage.generated.tables.records.MarketplaceRecord;
import org.sellerregistry.storage.generated.tables.records.PublicInfoRecord;
import org.sellerregistry.storage.generated.tables.records.StandingRecord;
import org.sellerregistry.storage.generated.tables.records.StorefrontRecord;
import org.sellerregistry.storage.generated.tables.records.TraderRecord;
import org.sellerregistry.storage.generated.tables.records.TraderRevisionRecord;
import org.sellerregistry.storage.generated.tables.records.TraderSectionRecord;
import org.sellerregistry.v1.WrittenRecord;

/**
 * How the journal names stored records, and which of their columns it answers for: those that a
 * record keeps for life. The end of an interval, which comes later, is a record of its own.
 */
public final class Records {
  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final String DOCUMENTS = "documents/";
  private static final int NANOS_PER_MICRO = 1_000;

  private Records() {}

  /** The trader's own row, which each of its revisions writes. */
  public static WrittenRecord of(TraderRecord row) {
    return written(
        inTrader(row.getId()) + "trader",
        new RecordDigest()
            .text(row.getExternalId())
            .number(row.getType())
            .text(row.getRegionCode())
            .number(row.getRevision())
            .time(row.getCreateTime())
            .time(row.getUpdateTime())
            .time(row.getContractEndTime()));
  }

  public static WrittenRecord of(TraderRevisionRecord row) {
    return written(
        inTrader(row.getTrader()) + "revisions/" + row.getRevision(),
        new RecordDigest()
            .time(row.getReviseTime())
            .number(row.getChangeKind())
            .number(row.getSections())
            .number(row.getType())
            .text(row.getRegionCode())
            .text(row.getOfferings())
            .text(row.getPrincipal())
            .text(row.getPerson())
            .id(row.getRequestId())
            .blob(row.getRequestDigest()));
  }

  public static WrittenRecord of(TraderSectionRecord row) {
    return written(
        inTrader(row.getTrader()) + "sections/%d/%d".formatted(row.getSection(), row.getRevision()),
        new RecordDigest()
            .time(row.getValidFrom())
            .number(row.getChangeKind())
            .number(row.getFormatVersion())
            .blob(row.getCiphertext()));
  }

  /** The standing in an offering. */
  public static WrittenRecord of(StandingRecord row) {
    return written(
        inTrader(row.getTrader()) + "standings/" + row.getOffering(),
        new RecordDigest()
            .number(row.getState())
            .text(row.getPack())
            .number(row.getPackVersion())
            .time(row.getSinceTime())
            .time(row.getNextDueTime()));
  }

  /** All look-up tokens of a trader together, which are too many to be named one by one. */
  public static WrittenRecord tokens(UUID trader, Collection<LookupTokenRecord> rows) {
    var digest = new RecordDigest();
    rows.stream()
        .sorted(
            Comparator.comparing(LookupTokenRecord::getToken, Arrays::compareUnsigned)
                .thenComparing(LookupTokenRecord::getKind)
                .thenComparing(LookupTokenRecord::getSection))
        .forEach(row ->
            digest
                .blob(row.getToken())
                .number(row.getTokenVersion())
                .number(row.getKind())
                .number(row.getSection())
                .time(row.getValidFrom())
                .time(row.getValidTo()));
    var all = written(inTrader(trader) + "tokens", digest);
    return rows.isEmpty() ? deleted(all) : all;
  }

  public static WrittenRecord of(ItemCheckRecord row) {
    return written(
        inTrader(row.getTrader()) + "checks/" + row.getId(),
        new RecordDigest()
            .id(row.getItem())
            .number(row.getItemRevision())
            .number(row.getItemKind())
            .number(row.getSection())
            .number(row.getMethod())
            .number(row.getResult())
            .text(row.getReasonCode())
            .time(row.getCheckTime())
            .time(row.getExpireTime())
            .id(row.getRequestId())
            .blob(row.getRequestDigest())
            .number(row.getFormatVersion())
            .blob(row.getCiphertext()));
  }

  public static WrittenRecord of(EvidenceRecord row) {
    return written(
        inTrader(row.getTrader()) + "evidence/" + row.getId(),
        new RecordDigest()
            .number(row.getSection())
            .text(row.getMediaType())
            .number(row.getSize())
            .time(row.getUploadTime())
            .id(row.getRequestId())
            .blob(row.getRequestDigest())
            .blob(row.getDocumentKey())
            .blob(row.getToken())
            .number(row.getTokenVersion())
            .number(row.getFormatVersion())
            .blob(row.getCiphertext()));
  }

  /** A document's encrypted bytes, which lie outside of the database. */
  public static WrittenRecord document(UUID trader, UUID document, ByteString sha256) {
    return WrittenRecord.newBuilder()
        .setRecord(inTrader(trader) + DOCUMENTS + document)
        .setSha256(sha256)
        .build();
  }

  /** Whether a record lies outside of the database. */
  public static boolean isOutside(String record) {
    return record.contains("/" + DOCUMENTS);
  }

  public static WrittenRecord of(PublicInfoRecord row) {
    return written(
        publicInfo(row.getTrader(), row.getOffering(), row.getValidFrom()),
        new RecordDigest()
            .number(row.getAvailability())
            .number(row.getRevision())
            .number(row.getFormatVersion())
            .blob(row.getCiphertext()));
  }

  /** The end of an interval of public information that no other one follows at once. */
  public static WrittenRecord end(
      UUID trader, String offering, Instant validFrom, Instant validTo) {
    return end(publicInfo(trader, offering, validFrom), validTo);
  }

  public static WrittenRecord of(StorefrontRecord row) {
    return written(
        storefront(row.getStorefrontId(), row.getValidFrom()),
        new RecordDigest()
            .id(row.getTrader())
            .number(row.getFormatVersion())
            .blob(row.getCiphertext()));
  }

  /** The end of a trader's ownership of a storefront. */
  public static WrittenRecord end(String storefrontId, Instant validFrom, Instant validTo) {
    return end(storefront(storefrontId, validFrom), validTo);
  }

  public static WrittenRecord of(AccessGrantRecord row) {
    return written(
        "grants/" + row.getId(),
        new RecordDigest()
            .text(row.getPrincipal())
            .number(row.getRole())
            .id(row.getMarketplace())
            .flag(row.getMayAssertPerson())
            .time(row.getExpireTime())
            .time(row.getRevokeTime())
            .time(row.getCreateTime()));
  }

  public static WrittenRecord of(MarketplaceRecord row) {
    return written(
        "marketplace",
        new RecordDigest()
            .id(row.getId())
            .text(row.getDisplayName())
            .text(row.getDefaultOfferings())
            .flag(row.getAnonymousPublicInfo())
            .number(row.getRevision())
            .time(row.getCreateTime())
            .time(row.getUpdateTime()));
  }

  /** That a record is gone by intention. */
  public static WrittenRecord deleted(WrittenRecord record) {
    return record.toBuilder().clearSha256().build();
  }

  /** The name of the end of a record's interval, and what it is digested from. */
  public static WrittenRecord end(String record, Instant validTo) {
    return written(record + "/end", new RecordDigest().time(validTo));
  }

  private static String publicInfo(UUID trader, String offering, Instant validFrom) {
    return inTrader(trader) + "public_info/%s/%d".formatted(offering, micros(validFrom));
  }

  private static String storefront(String storefrontId, Instant validFrom) {
    return "storefronts/%s/%d".formatted(storefrontId, micros(validFrom));
  }

  static String inTrader(UUID trader) {
    return "traders/" + trader + "/";
  }

  static long micros(Instant time) {
    return Math.addExact(
        Math.multiplyExact(time.getEpochSecond(), MICROS_PER_SECOND),
        time.getNano() / NANOS_PER_MICRO);
  }

  static WrittenRecord written(String record, RecordDigest digest) {
    ByteString sha256 = digest.sha256();
    return WrittenRecord.newBuilder().setRecord(record).setSha256(sha256).build();
  }
}
