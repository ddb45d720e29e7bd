package org.sellerregistry.trader;

import static java.util.Comparator.naturalOrder;
import static java.util.Objects.requireNonNull;
import static org.sellerregistry.storage.generated.Tables.TRADER;
import static org.sellerregistry.storage.generated.Tables.TRADER_REVISION;
import static org.sellerregistry.storage.generated.Tables.TRADER_SECTION;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnsafeByteOperations;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.sellerregistry.access.Tenant;
import org.sellerregistry.storage.Cursors;
import org.sellerregistry.storage.Ids;
import org.sellerregistry.storage.KeyList;
import org.sellerregistry.storage.generated.tables.records.TraderSectionRecord;
import org.sellerregistry.v1.SectionKind;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.TraderType;
import org.sellerregistry.vault.Binding;
import org.sellerregistry.vault.RetentionClass;
import org.sellerregistry.vault.TraderKeys;
import org.sellerregistry.vault.Vault;

/**
 * Reads traders.
 *
 * <p>A trader is read as of one of its revisions, so that its sections fit together even while
 * another transaction changes it. Sections that are not asked for are not decrypted.
 */
public final class TraderStore {
  private static final String READ_SECTIONS =
      """
      SELECT s.trader, s.section, s.revision, s.valid_from, s.valid_to, s.ciphertext
      FROM %s
      STRAIGHT_JOIN trader_section s ON s.marketplace = ? AND s.trader = UNHEX(wanted.hex)
      WHERE s.valid_to > ?\
      """
          .formatted(KeyList.TABLE);

  private final Vault vault;

  public TraderStore(Vault vault) {
    this.vault = vault;
  }

  /** Reads the trader with an external id and keeps it locked; empty if there is none. */
  public Optional<StoredTrader> lockByExternalId(DSLContext db, Tenant tenant, String externalId) {
    return lock(db, tenant, TRADER.EXTERNAL_ID.eq(externalId));
  }

  /** Reads a trader with all sections and keeps it locked; empty if there is none. */
  public Optional<StoredTrader> lock(DSLContext db, Tenant tenant, UUID id) {
    return lock(db, tenant, TRADER.ID.eq(id));
  }

  private Optional<StoredTrader> lock(DSLContext db, Tenant tenant, Condition which) {
    return Optional.ofNullable(
            db.selectFrom(TRADER)
                .where(TRADER.MARKETPLACE.eq(tenant.id()))
                .and(which)
                .forUpdate()
                .fetchOne())
        .map(row ->
            open(db, tenant, TraderBasics.of(db, tenant, row), Sections.kinds()).get(row.getId()));
  }

  /**
   * Reads traders as they are, in the order of {@code ids}; those that do not exist are left out.
   */
  public Map<UUID, StoredTrader> load(
      DSLContext db, Tenant tenant, Collection<UUID> ids, Set<SectionKind> sections) {
    return open(db, tenant, TraderBasics.read(db, tenant, ids), sections);
  }

  /** As {@link #load}, without opening anything. */
  public Map<UUID, SealedTrader> loadSealed(
      DSLContext db, Tenant tenant, Collection<UUID> ids, Set<SectionKind> sections) {
    return sealed(db, tenant, TraderBasics.read(db, tenant, ids), sections);
  }

  /**
   * Opens the sections that were asked for.
   *
   * @throws org.sellerregistry.vault.RecordDamagedException if one of them is damaged
   */
  public static StoredTrader open(SealedTrader sealed) {
    var stored = sealed.stored();
    if (sealed.sections().isEmpty()) {
      return stored;
    }
    var trader = stored.trader().toBuilder();
    for (var section : sealed.sections()) {
      Sections.set(
          trader,
          section.kind(),
          open(stored.keys(), section.kind(), section.revision(), section.ciphertext()));
    }
    return new StoredTrader(stored.id(), trader.build(), stored.updateTime(), stored.keys());
  }

  /**
   * The trader as it goes out to a caller that is shown all of it: the sections are in it as the
   * bytes that were sealed, which nobody reads on the way. Only its fields other than sections are
   * there to be asked for.
   *
   * @throws org.sellerregistry.vault.RecordDamagedException if a section is damaged
   */
  public static Trader openUnread(SealedTrader sealed) {
    var stored = sealed.stored();
    var sections = UnknownFieldSet.newBuilder();
    for (var section : sealed.sections()) {
      var plaintext =
          decrypt(stored.keys(), section.kind(), section.revision(), section.ciphertext());
      if (plaintext.length > 0) {
        sections.addField(
            Sections.fieldNumber(section.kind()),
            UnknownFieldSet.Field.newBuilder()
                .addLengthDelimited(UnsafeByteOperations.unsafeWrap(plaintext))
                .build());
      }
    }
    return stored.trader().toBuilder().setUnknownFields(sections.build()).build();
  }

  /** As {@link #load}, without any section. */
  public Map<UUID, Trader> loadBasics(DSLContext db, Tenant tenant, Collection<UUID> ids) {
    var result = new LinkedHashMap<UUID, Trader>();
    TraderBasics.read(db, tenant, ids).forEach((id, basics) -> result.put(id, basics.trader()));
    return result;
  }

  /** The key of the trader with an external id; empty if there is none. */
  public Optional<UUID> findByExternalId(DSLContext db, Tenant tenant, String externalId) {
    return db.select(TRADER.ID)
        .from(TRADER)
        .where(TRADER.MARKETPLACE.eq(tenant.id()))
        .and(TRADER.EXTERNAL_ID.eq(externalId))
        .fetchOptional(TRADER.ID);
  }

  /** Those of the external ids that are taken. */
  public Set<String> taken(DSLContext db, Tenant tenant, Collection<String> externalIds) {
    return db.select(TRADER.EXTERNAL_ID)
        .from(TRADER)
        .where(TRADER.MARKETPLACE.eq(tenant.id()))
        .and(TRADER.EXTERNAL_ID.in(externalIds))
        .fetchSet(TRADER.EXTERNAL_ID);
  }

  /**
   * Reads a trader as it was; empty if it did not exist yet. Standings are of the present alone and
   * are left out.
   */
  public Optional<StoredTrader> loadAsOf(
      DSLContext db, Tenant tenant, UUID id, Instant asOf, Set<SectionKind> sections) {
    var row =
        db.selectFrom(TRADER)
            .where(TRADER.MARKETPLACE.eq(tenant.id()))
            .and(TRADER.ID.eq(id))
            .fetchOne();
    var revision =
        db.selectFrom(TRADER_REVISION)
            .where(TRADER_REVISION.MARKETPLACE.eq(tenant.id()))
            .and(TRADER_REVISION.TRADER.eq(id))
            .and(TRADER_REVISION.REVISE_TIME.le(asOf))
            .orderBy(TRADER_REVISION.REVISION.desc())
            .limit(1)
            .fetchOne();
    if (row == null || revision == null) {
      return Optional.empty();
    }
    var keys = vault.load(db, tenant.id(), id);
    var trader =
        TraderBasics.of(tenant, row)
            .setType(TraderType.forNumber(revision.getType()))
            .setRegionCode(revision.getRegionCode())
            .setRevision(revision.getRevision())
            .setUpdateTime(Times.timestamp(revision.getReviseTime()))
            .setEtag(Etags.of(revision.getRevision()))
            .addAllOfferings(Offerings.split(revision.getOfferings()));
    if (row.getContractEndTime() != null && row.getContractEndTime().isAfter(asOf)) {
      trader.clearContractEndTime();
    }
    var stored = new StoredTrader(id, trader.build(), revision.getReviseTime(), keys);
    return Optional.ofNullable(sections(db, tenant, List.of(stored), sections).get(id))
        .map(sealed -> open(sealed));
  }

  private Map<UUID, StoredTrader> open(
      DSLContext db, Tenant tenant, Map<UUID, TraderBasics> traders, Set<SectionKind> sections) {
    var result = new LinkedHashMap<UUID, StoredTrader>();
    sealed(db, tenant, traders, sections).forEach((id, sealed) -> result.put(id, open(sealed)));
    return result;
  }

  private Map<UUID, SealedTrader> sealed(
      DSLContext db, Tenant tenant, Map<UUID, TraderBasics> traders, Set<SectionKind> sections) {
    var keys = vault.loadAll(db, tenant.id(), traders.keySet());
    var stored = new ArrayList<StoredTrader>();
    traders.forEach((id, basics) ->
        stored.add(
            new StoredTrader(
                id, basics.trader(), basics.updateTime(), requireNonNull(keys.get(id)))));
    return sections(db, tenant, stored, sections);
  }

  /**
   * Adds to each trader the sections that were valid at its update time: a revision that another
   * transaction adds meanwhile is left out, and the section that it closes is still seen.
   */
  private static Map<UUID, SealedTrader> sections(
      DSLContext db, Tenant tenant, List<StoredTrader> traders, Set<SectionKind> sections) {
    var result = new LinkedHashMap<UUID, SealedTrader>();
    traders.forEach(it -> result.put(it.id(), new SealedTrader(it, new ArrayList<>())));
    if (traders.isEmpty() || sections.isEmpty()) {
      return result;
    }
    var earliest = traders.stream().map(StoredTrader::updateTime).min(naturalOrder()).orElseThrow();
    var query =
        db.resultQuery(
            READ_SECTIONS,
            KeyList.of(result.keySet()),
            DSL.val(tenant.id(), TRADER_SECTION.MARKETPLACE),
            DSL.val(earliest, TRADER_SECTION.VALID_TO));
    Cursors.forEach(
        query,
        row -> {
          var sealed = requireNonNull(result.get(Ids.fromBytes(row.getBytes(1))));
          var stored = sealed.stored();
          var kind = SectionKind.forNumber(row.getInt(2));
          if (sections.contains(kind)
              && !Cursors.instant(row, 4).isAfter(stored.updateTime())
              && Cursors.instant(row, 5).isAfter(stored.updateTime())
              && !stored.keys().isShredded(RetentionClass.of(kind))) {
            sealed.sections().add(new SealedTrader.Section(kind, row.getLong(3), row.getBytes(6)));
          }
        });
    return result;
  }

  /** Opens a stored section, whose class has a key. */
  static Message open(TraderKeys keys, SectionKind kind, TraderSectionRecord row) {
    return open(keys, kind, row.getRevision(), row.getCiphertext());
  }

  private static byte[] decrypt(
      TraderKeys keys, SectionKind kind, long revision, byte[] ciphertext) {
    return keys.open(
        RetentionClass.of(kind),
        Binding.section(keys.marketplace(), keys.trader(), kind.getNumber(), revision),
        ciphertext);
  }

  private static Message open(TraderKeys keys, SectionKind kind, long revision, byte[] ciphertext) {
    try {
      return Sections.parse(kind, decrypt(keys, kind, revision, ciphertext));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a sealed section is no section", e);
    }
  }
}
