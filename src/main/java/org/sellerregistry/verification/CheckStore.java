package org.sellerregistry.verification;

import static org.sellerregistry.storage.generated.Tables.ITEM_CHECK;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.access.Tenant;
import org.sellerregistry.journal.Journal;
import org.sellerregistry.journal.Records;
import org.sellerregistry.rpc.ResourceNames;
import org.sellerregistry.storage.Ids;
import org.sellerregistry.storage.Inserts;
import org.sellerregistry.storage.NewRow;
import org.sellerregistry.storage.generated.tables.records.ItemCheckRecord;
import org.sellerregistry.trader.Sections;
import org.sellerregistry.trader.Times;
import org.sellerregistry.trader.TraderChange.RequestKey;
import org.sellerregistry.v1.Check;
import org.sellerregistry.v1.CheckMethod;
import org.sellerregistry.v1.CheckResult;
import org.sellerregistry.v1.ItemKind;
import org.sellerregistry.v1.SectionKind;
import org.sellerregistry.vault.Binding;
import org.sellerregistry.vault.RetentionClass;
import org.sellerregistry.vault.TraderKeys;

/** The checks of traders' items. What a source or a person said of an item is sealed with it. */
public final class CheckStore {
  private static final int FORMAT = 1;

  private final Ids ids;

  public CheckStore(Ids ids) {
    this.ids = ids;
  }

  /** Every check of a trader, in the order in which they were made. */
  public List<Check> load(DSLContext db, Tenant tenant, TraderKeys keys) {
    return db.selectFrom(ITEM_CHECK)
        .where(ITEM_CHECK.MARKETPLACE.eq(tenant.id()))
        .and(ITEM_CHECK.TRADER.eq(keys.trader()))
        .orderBy(ITEM_CHECK.ID)
        .fetch(row -> open(tenant, keys, row));
  }

  /**
   * Stores checks that the registry made by itself.
   *
   * @return the checks with their names
   */
  public List<Check> insertAutomatic(
      DSLContext db, Tenant tenant, UUID trader, List<Check> checks) {
    if (checks.isEmpty()) {
      return List.of();
    }
    var rows = new ArrayList<ItemCheckRecord>(checks.size());
    var named = new ArrayList<Check>(checks.size());
    for (var check : checks) {
      var id = ids.next();
      var name = ResourceNames.check(tenant.marketplaceId(), trader, id);
      named.add(check.toBuilder().setName(name).build());
      rows.add(row(tenant, trader, id, check));
    }
    Inserts.insert(db, rows.stream().map(NewRow::of).toList());
    rows.forEach(row -> Journal.wrote(db, Records.of(row)));
    return named;
  }

  private static ItemCheckRecord row(Tenant tenant, UUID trader, UUID id, Check check) {
    var row = new ItemCheckRecord();
    row.setMarketplace(tenant.id());
    row.setTrader(trader);
    row.setId(id);
    row.setItem(UUID.fromString(check.getItemId()));
    row.setItemRevision(check.getItemRevision());
    row.setItemKind(check.getItemKindValue());
    row.setSection(Sections.of(check.getItemKind()).getNumber());
    row.setMethod(check.getMethodValue());
    row.setResult(check.getResultValue());
    row.setReasonCode(check.getReasonCode());
    row.setCheckTime(Times.instant(check.getCheckTime()));
    row.setExpireTime(check.hasExpireTime() ? Times.instant(check.getExpireTime()) : null);
    row.setFormatVersion(FORMAT);
    return row;
  }

  /**
   * Stores a check that was made outside of the registry.
   *
   * @return the check with its name
   */
  public Check insertRecorded(
      DSLContext db, Tenant tenant, TraderKeys keys, Check check, Optional<RequestKey> request) {
    var id = ids.next();
    var section = Sections.of(check.getItemKind());
    var said =
        Check.newBuilder()
            .setSource(check.getSource())
            .setReference(check.getReference())
            .setNote(check.getNote())
            .setPrincipal(check.getPrincipal())
            .setPerson(check.getPerson())
            .addAllEvidence(check.getEvidenceList())
            .build();
    var row = row(tenant, keys.trader(), id, check);
    row.setCiphertext(
        keys.seal(
            RetentionClass.of(section),
            Binding.check(tenant.id(), keys.trader(), id),
            said.toByteArray()));
    request.ifPresent(key -> {
      row.setRequestId(key.id());
      row.setRequestDigest(key.digest().toByteArray());
    });
    db.insertInto(ITEM_CHECK).set(row).execute();
    Journal.wrote(db, Records.of(row));
    return check.toBuilder()
        .setName(ResourceNames.check(tenant.marketplaceId(), keys.trader(), id))
        .build();
  }

  /**
   * A check that a call recorded before.
   *
   * @param trader the trader
   * @param check the check's key
   * @param digest the digest of the call's request
   */
  public record Earlier(UUID trader, UUID check, ByteString digest) {}

  /** The check that was recorded under a request id; empty if there is none. */
  public Optional<Earlier> findByRequestId(DSLContext db, Tenant tenant, UUID requestId) {
    return db.select(ITEM_CHECK.TRADER, ITEM_CHECK.ID, ITEM_CHECK.REQUEST_DIGEST)
        .from(ITEM_CHECK)
        .where(ITEM_CHECK.MARKETPLACE.eq(tenant.id()))
        .and(ITEM_CHECK.REQUEST_ID.eq(requestId))
        .fetchOptional(
            row -> new Earlier(row.value1(), row.value2(), ByteString.copyFrom(row.value3())));
  }

  private static Check open(Tenant tenant, TraderKeys keys, ItemCheckRecord row) {
    var check = Check.newBuilder();
    byte @Nullable [] ciphertext = row.getCiphertext();
    if (ciphertext != null) {
      var retentionClass = RetentionClass.of(SectionKind.forNumber(row.getSection()));
      if (!keys.isShredded(retentionClass)) {
        try {
          check.mergeFrom(
              keys.open(
                  retentionClass,
                  Binding.check(tenant.id(), row.getTrader(), row.getId()),
                  ciphertext));
        } catch (InvalidProtocolBufferException e) {
          throw new IllegalStateException("a sealed check is none", e);
        }
      }
    }
    check
        .setName(ResourceNames.check(tenant.marketplaceId(), row.getTrader(), row.getId()))
        .setItemId(row.getItem().toString())
        .setItemRevision(row.getItemRevision())
        .setItemKind(ItemKind.forNumber(row.getItemKind()))
        .setMethod(CheckMethod.forNumber(row.getMethod()))
        .setResult(CheckResult.forNumber(row.getResult()))
        .setReasonCode(row.getReasonCode())
        .setCheckTime(Times.timestamp(row.getCheckTime()));
    if (row.getExpireTime() != null) {
      check.setExpireTime(Times.timestamp(row.getExpireTime()));
    }
    return check.build();
  }
}
